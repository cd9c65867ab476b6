package dev.plumbline.harness.attach;

import dev.plumbline.harness.compose.ComposeService.Ready;
import dev.plumbline.harness.stack.Asking;
import dev.plumbline.harness.stack.Endpoint;
import dev.plumbline.harness.stack.Service;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSession;

/** Asks a service, before any scenario runs, whether it is there, is what it should be, lets the suite in and is ready. */
final class Admission {
    static final Duration PATIENCE = Duration.ofSeconds(15);
    private static final int SHOWN = 160;

    private final Asking asking;

    Admission(Asking asking) {
        this.asking = asking;
    }

    /** Returns at most one problem for each endpoint. */
    List<String> problems(AttachedService service) {
        List<String> problems = new ArrayList<>();
        new TreeMap<>(service.endpoints())
                .forEach((name, endpoint) -> whyNot(service, name, endpoint)
                        .ifPresent(why -> problems.add(
                                service.place() + ": " + service.service() + " at " + endpoint.uri() + ": " + why)));
        return problems;
    }

    private Optional<String> whyNot(AttachedService service, String name, Endpoint endpoint) {
        try {
            if (ServiceSection.isSocket(name)) {
                connect(endpoint);
                return Optional.empty();
            }
            Optional<String> why = Optional.empty();
            if (!name.equals("health")) {
                why = ask(endpoint, apiPath(service.service()));
            }
            Ready ready = service.ready();
            if (why.isEmpty() && ready.endpoint().equals(name) && ready.path().isPresent()) {
                why = ask(endpoint, ready.path().get());
            }
            return why;
        } catch (IOException e) {
            return Optional.of(Why.of(e, endpoint.uri()));
        } catch (IllegalArgumentException e) {
            return Optional.of("cannot be asked: " + e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.of("interrupted");
        }
    }

    /** A path that the scenarios need, and that only this kind of service answers, to those who may. */
    private static String apiPath(Service service) {
        return switch (service) {
            case PROMETHEUS -> "/api/v1/query?query=1";
            case LOKI -> "/loki/api/v1/labels";
            case TEMPO -> "/api/v2/search/tags";
            case GRAFANA -> "/api/datasources";
            case ALERTMANAGER -> "/api/v2/status";
            case WORKLOAD -> "/services";
            case OTEL_COLLECTOR, NODE_EXPORTER, COLLECTOR, MQTT -> "/metrics";
        };
    }

    private static void connect(Endpoint endpoint) throws IOException {
        try (Socket socket = new Socket()) {
            socket.connect(
                    new InetSocketAddress(
                            endpoint.uri().getHost(), endpoint.uri().getPort()),
                    (int) PATIENCE.toMillis());
        }
    }

    private Optional<String> ask(Endpoint endpoint, String path) throws IOException, InterruptedException {
        HttpResponse<String> answer = asking.get(endpoint, path, PATIENCE);
        if (answer.sslSession().isPresent()) {
            checkValidity(answer.sslSession().get());
        }
        String asked = "GET " + path + " answers " + answer.statusCode();
        String said = answer.body().strip().replaceAll("\\s+", " ");
        String shown = said.isEmpty() ? "" : " " + said.substring(0, Math.min(SHOWN, said.length()));
        return switch (answer.statusCode()) {
            case 401 ->
                Optional.of(
                        shown.contains("no org id")
                                ? "it wants a tenant: " + asked + shown
                                : "credentials are missing or wrong: " + asked + shown);
            case 403 -> Optional.of("these credentials may not read this: " + asked + shown);
            case 404 -> Optional.of("another program answers here, or under another path: " + asked + shown);
            case 503 -> Optional.of("it is not ready: " + asked + shown);
            case 301, 302, 303, 307, 308 ->
                Optional.of("it sends elsewhere, as a log-in page does: " + asked + " to "
                        + answer.headers().firstValue("Location").orElse("nowhere"));
            case 200, 204 ->
                said.startsWith("<")
                        ? Optional.of("a web page answers here, not the service: " + asked + shown)
                        : Optional.empty();
            default -> Optional.of(asked + shown);
        };
    }

    /** The JVM does not look at the dates of a certificate that is itself among those that are trusted. */
    private static void checkValidity(SSLSession session) throws IOException {
        try {
            for (Certificate certificate : session.getPeerCertificates()) {
                if (certificate instanceof X509Certificate x509) {
                    x509.checkValidity();
                }
            }
        } catch (SSLPeerUnverifiedException e) {
            throw e;
        } catch (CertificateException e) {
            throw new IOException(e);
        }
    }
}
