package dev.plumbline.harness.stack;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;

/**
 * Whom TLS trusts, and who it says we are.
 *
 * @param authorities PEM file with the authorities to trust in place of the JVM's
 * @param identity our certificate and its key, where a server asks for one
 */
public record Tls(Optional<Path> authorities, Optional<Identity> identity) {
    /** The JVM's authorities, no certificate of our own. */
    public static final Tls USUAL = new Tls(Optional.empty(), Optional.empty());

    private static final Pattern KEY =
            Pattern.compile("-----BEGIN ([A-Z ]*PRIVATE KEY)-----([^-]+)-----END", Pattern.DOTALL);
    private static final List<String> ALGORITHMS = List.of("EC", "RSA", "EdDSA");
    private static final char[] PASSWORD = new char[0];

    /**
     * A certificate of our own.
     *
     * @param certificate PEM file with it, and with what leads from it to its authority
     * @param key PEM file with its private key in PKCS #8, not encrypted
     */
    public record Identity(Path certificate, Path key) {}

    /** Trusts the authorities of a PEM file in place of the JVM's. */
    public static Tls trusting(Path pem) {
        return new Tls(Optional.of(pem), Optional.empty());
    }

    /**
     * Reads the files.
     *
     * @throws IOException if one cannot be read
     * @throws GeneralSecurityException if one does not hold what it should
     */
    public SSLContext context() throws IOException, GeneralSecurityException {
        TrustManager[] trust = authorities.isPresent() ? trust(authorities.get()) : null;
        KeyManager[] keys = identity.isPresent() ? keys(identity.get()) : null;
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keys, trust, null);
        return context;
    }

    private static TrustManager[] trust(Path pem) throws IOException, GeneralSecurityException {
        KeyStore store = empty();
        int number = 0;
        for (Certificate certificate : certificates(pem)) {
            store.setCertificateEntry("authority-" + number++, certificate);
        }
        TrustManagerFactory managers = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        managers.init(store);
        return managers.getTrustManagers();
    }

    private static KeyManager[] keys(Identity identity) throws IOException, GeneralSecurityException {
        KeyStore store = empty();
        Certificate[] chain = certificates(identity.certificate()).toArray(Certificate[]::new);
        store.setKeyEntry("own", key(identity.key()), PASSWORD, chain);
        KeyManagerFactory managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        managers.init(store, PASSWORD);
        return managers.getKeyManagers();
    }

    private static KeyStore empty() throws IOException, GeneralSecurityException {
        KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
        store.load(null, null);
        return store;
    }

    private static Collection<? extends Certificate> certificates(Path pem)
            throws IOException, GeneralSecurityException {
        try (InputStream in = Files.newInputStream(pem)) {
            Collection<? extends Certificate> certificates =
                    CertificateFactory.getInstance("X.509").generateCertificates(in);
            if (certificates.isEmpty()) {
                throw new CertificateException("no certificate in it");
            }
            return certificates;
        }
    }

    private static PrivateKey key(Path pem) throws IOException, GeneralSecurityException {
        Matcher key = KEY.matcher(Files.readString(pem));
        if (!key.find() || !key.group(1).equals("PRIVATE KEY")) {
            throw new InvalidKeySpecException(
                    "expected a block 'PRIVATE KEY', not encrypted; openssl pkcs8 -topk8 -nocrypt"
                            + " makes one of any other");
        }
        PKCS8EncodedKeySpec spec =
                new PKCS8EncodedKeySpec(Base64.getMimeDecoder().decode(key.group(2)));
        for (String algorithm : ALGORITHMS) {
            try {
                return KeyFactory.getInstance(algorithm).generatePrivate(spec);
            } catch (InvalidKeySpecException e) {
                // a key of another algorithm
            }
        }
        throw new InvalidKeySpecException("expected a key of one of " + ALGORITHMS);
    }
}
