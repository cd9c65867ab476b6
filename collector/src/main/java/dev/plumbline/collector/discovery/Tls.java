package dev.plumbline.collector.discovery;

import com.github.dockerjava.core.util.CertificateUtils;
import com.github.dockerjava.transport.SSLConfig;
import dev.plumbline.collector.config.Block;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Optional;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** Makes TLS settings of a {@code tls_config} block. */
final class Tls {
    private Tls() {}

    static Optional<SSLConfig> of(Block block) {
        return block.blocks("tls_config").stream().findFirst().map(Tls::config);
    }

    /** Returns what Java trusts by default. */
    static SSLConfig usual() {
        return () -> {
            try {
                return SSLContext.getDefault();
            } catch (GeneralSecurityException e) {
                throw new IllegalStateException("this Java has no TLS", e);
            }
        };
    }

    private static SSLConfig config(Block tls) {
        return () -> {
            try {
                Optional<String> authority = pem(tls, "ca");
                Optional<String> certificate = pem(tls, "cert");
                Optional<String> key = pem(tls, "key");
                TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
                if (authority.isPresent()) {
                    trust.init(CertificateUtils.createTrustStore(authority.get()));
                } else {
                    trust.init((KeyStore) null);
                }
                KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
                if (certificate.isPresent() && key.isPresent()) {
                    keys.init(CertificateUtils.createKeyStore(key.get(), certificate.get()), "docker".toCharArray());
                } else {
                    keys.init(null, new char[0]);
                }
                SSLContext context = SSLContext.getInstance("TLS");
                context.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
                return context;
            } catch (Exception e) {
                throw new IllegalStateException("tls_config cannot be used: " + e.getMessage(), e);
            }
        };
    }

    private static Optional<String> pem(Block tls, String name) throws IOException {
        Optional<String> inline = DockerOptions.text(tls, name + "_pem");
        Optional<String> file = DockerOptions.text(tls, name + "_file");
        return inline.isPresent() || file.isEmpty() ? inline : Optional.of(Files.readString(Path.of(file.get())));
    }
}
