package dev.plumbline.harness.attach;

import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.UnknownHostException;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.SSLException;

/** Says in words for an operator why a service could not be asked. */
final class Why {
    private Why() {}

    static String of(IOException failure, URI asked) {
        if (failure instanceof HttpTimeoutException) {
            return "no answer within " + Admission.PATIENCE.toSeconds() + " s";
        }
        List<Throwable> chain = chain(failure);
        for (Throwable t : chain.reversed()) {
            String words = words(t, asked);
            if (!words.isEmpty()) {
                return words;
            }
        }
        return "no answer: " + failure.getClass().getSimpleName()
                + (failure.getMessage() == null ? "" : ", " + failure.getMessage());
    }

    private static List<Throwable> chain(Throwable failure) {
        List<Throwable> chain = new ArrayList<>();
        for (Throwable t = failure; t != null && !chain.contains(t); t = t.getCause()) {
            chain.add(t);
        }
        return chain;
    }

    private static String words(Throwable t, URI asked) {
        String message = String.valueOf(t.getMessage());
        return switch (t) {
            case UnknownHostException e -> "unknown host '" + asked.getHost() + "'";
            case UnresolvedAddressException e -> "unknown host '" + asked.getHost() + "'";
            case CertificateExpiredException e -> "its certificate has expired (" + message + ")";
            case CertificateNotYetValidException e -> "its certificate is not valid yet (" + message + ")";
            case CertPathBuilderException e ->
                "no authority that is trusted has signed its certificate; name the one that has in tls.ca";
            case CertificateException e ->
                message.startsWith("No ") ? "its certificate is for another host (" + message + ")" : "";
            case SocketTimeoutException e -> "no answer within " + Admission.PATIENCE.toSeconds() + " s";
            case NoRouteToHostException e -> "no way to this host";
            case ConnectException e -> "cannot connect: nothing listens there";
            case SSLException e ->
                message.contains("nrecognized SSL message")
                        ? "it speaks no TLS at this port; write http://"
                        : message.matches(".*(certificate_required|bad_certificate).*")
                                ? "it does not accept our certificate, or wants one: tls.cert and tls.key (" + message
                                        + ")"
                                : "TLS fails: " + message;
            default -> "";
        };
    }
}
