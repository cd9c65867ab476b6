package dev.plumbline.collector.discovery;

import dev.plumbline.collector.config.Block;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;

/** Makes TLS settings: of a {@code tls_config} block, or of a folder as Docker's own client keeps it. */
public final class Tls {
    private Tls() {}

    static Optional<SSLContext> of(Block block) {
        return block.blocks("tls_config").stream()
                .findFirst()
                .map(tls -> context(pem(tls, "ca"), pem(tls, "cert"), pem(tls, "key")));
    }

    /**
     * Returns what the {@code tls_config} of a block says, if it has one.
     *
     * @throws UncheckedIOException if a file that it names cannot be read
     */
    public static Optional<SSLContext> contextOf(Block block) {
        return block.blocks("tls_config").stream().findFirst().map(Tls::contextOfTls);
    }

    private static SSLContext contextOfTls(Block tls) {
        Optional<TrustManager> anybody = DockerOptions.flag(tls, "insecure_skip_verify", false)
                ? Optional.of(new AnyServer())
                : Optional.empty();
        SSLContext context = context(pem(tls, "ca"), pem(tls, "cert"), pem(tls, "key"), anybody);
        return DockerOptions.text(tls, "server_name")
                .filter(name -> !name.isEmpty())
                .map(name -> DeferredContext.named(context, name))
                .orElse(context);
    }

    /** Returns what {@code ca.pem}, {@code cert.pem} and {@code key.pem} of a folder say. */
    static SSLContext of(Path folder) {
        return context(
                Optional.of(read(folder.resolve("ca.pem"))),
                Optional.of(read(folder.resolve("cert.pem"))),
                Optional.of(read(folder.resolve("key.pem"))));
    }

    /** Returns what Java trusts by default. */
    static SSLContext usual() {
        return context(Optional.empty(), Optional.empty(), Optional.empty());
    }

    private static SSLContext context(Optional<String> authority, Optional<String> certificate, Optional<String> key) {
        return context(authority, certificate, key, Optional.empty());
    }

    private static SSLContext context(
            Optional<String> authority,
            Optional<String> certificate,
            Optional<String> key,
            Optional<TrustManager> instead) {
        try {
            TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            KeyStore own = KeyStore.getInstance("PKCS12");
            own.load(null, new char[0]);
            if (certificate.isPresent() && key.isPresent()) {
                X509Certificate[] chain = Pem.certificates(certificate.get()).toArray(X509Certificate[]::new);
                own.setKeyEntry("own", Pem.key(key.get()), new char[0], chain);
            }
            keys.init(own, new char[0]);
            SSLContext context = SSLContext.getInstance("TLS");
            if (instead.isPresent()) {
                context.init(keys.getKeyManagers(), new TrustManager[] {instead.get()}, null);
            } else if (authority.isPresent()) {
                trust.init(trusted(Pem.certificates(authority.get())));
                context.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
            } else {
                context.init(keys.getKeyManagers(), null, null);
            }
            return context;
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException("the TLS settings cannot be used: " + e.getMessage(), e);
        }
    }

    private static KeyStore trusted(List<X509Certificate> authorities) throws GeneralSecurityException, IOException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, new char[0]);
        for (int i = 0; i < authorities.size(); i++) {
            store.setCertificateEntry("authority-" + i, authorities.get(i));
        }
        return store;
    }

    private static Optional<String> pem(Block tls, String name) {
        return DockerOptions.text(tls, name + "_pem")
                .or(() -> DockerOptions.text(tls, name + "_file").map(file -> read(Path.of(file))));
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException("the file " + file + " cannot be read: " + e.getMessage(), e);
        }
    }
}
