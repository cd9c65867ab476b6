package dev.plumbline.harness.client;

import dev.plumbline.harness.failure.ConfigurationFailure;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.apache.http.conn.ssl.SSLSocketFactory;

/** Makes TLS sockets that trust the authorities of a PEM file. */
final class Trust {
    private Trust() {}

    @SuppressWarnings("deprecation") // REST Assured still takes the factory of Apache HttpClient 4
    static SSLSocketFactory socketFactory(Path pem) {
        try {
            return new SSLSocketFactory(context(pem), SSLSocketFactory.STRICT_HOSTNAME_VERIFIER);
        } catch (IOException | GeneralSecurityException e) {
            throw new ConfigurationFailure("cannot read authorities to trust from " + pem + ": " + e.getMessage(), e);
        }
    }

    static SSLContext context(Path pem) throws IOException, GeneralSecurityException {
        KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
        store.load(null, null);
        try (InputStream in = Files.newInputStream(pem)) {
            int number = 0;
            for (Certificate certificate :
                    CertificateFactory.getInstance("X.509").generateCertificates(in)) {
                store.setCertificateEntry("authority-" + number++, certificate);
            }
        }
        TrustManagerFactory managers = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        managers.init(store);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, managers.getTrustManagers(), null);
        return context;
    }
}
