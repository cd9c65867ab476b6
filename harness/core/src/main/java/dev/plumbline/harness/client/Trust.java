package dev.plumbline.harness.client;

import dev.plumbline.harness.failure.ConfigurationFailure;
import dev.plumbline.harness.stack.Authorities;
import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import org.apache.http.conn.ssl.SSLSocketFactory;

/** Makes TLS sockets that trust the authorities of a PEM file. */
final class Trust {
    private Trust() {}

    @SuppressWarnings("deprecation") // REST Assured still takes the factory of Apache HttpClient 4
    static SSLSocketFactory socketFactory(Path pem) {
        try {
            return new SSLSocketFactory(Authorities.context(pem), SSLSocketFactory.STRICT_HOSTNAME_VERIFIER);
        } catch (IOException | GeneralSecurityException e) {
            throw new ConfigurationFailure("cannot read authorities to trust from " + pem + ": " + e.getMessage(), e);
        }
    }
}
