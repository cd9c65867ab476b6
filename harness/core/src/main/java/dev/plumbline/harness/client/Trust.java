package dev.plumbline.harness.client;

import dev.plumbline.harness.failure.ConfigurationFailure;
import dev.plumbline.harness.stack.Tls;
import java.io.IOException;
import java.security.GeneralSecurityException;
import org.apache.http.conn.ssl.SSLSocketFactory;

/** Makes TLS sockets for the client below REST Assured. */
final class Trust {
    private Trust() {}

    @SuppressWarnings("deprecation") // REST Assured still takes the factory of Apache HttpClient 4
    static SSLSocketFactory socketFactory(Tls tls) {
        try {
            return new SSLSocketFactory(tls.context(), SSLSocketFactory.STRICT_HOSTNAME_VERIFIER);
        } catch (IOException | GeneralSecurityException e) {
            throw new ConfigurationFailure("cannot make TLS of " + tls + ": " + e.getMessage(), e);
        }
    }
}
