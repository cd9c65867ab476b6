package dev.plumbline.harness.attach;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** An authority of the test's own, and certificates that it signs, made by the JDK's keytool. */
final class Certificates {
    private static final String PASSWORD = "changeit";

    private final Path store;
    private final Path pem;

    Certificates(Path folder, String name) throws IOException, InterruptedException, GeneralSecurityException {
        store = folder.resolve(name + ".p12");
        pem = folder.resolve(name + ".pem");
        keytool("-genkeypair", "-alias", "ca", "-dname", "CN=" + name, "-keyalg", "EC", "-ext", "bc:c");
        Files.writeString(
                pem,
                "-----BEGIN CERTIFICATE-----\n"
                        + Base64.getMimeEncoder()
                                .encodeToString(all().getCertificate("ca").getEncoded())
                        + "\n-----END CERTIFICATE-----\n");
    }

    /** Returns the PEM file of the authority. */
    Path pem() {
        return pem;
    }

    /** Signs a certificate for a host, given as keytool's SAN such as {@code dns:localhost}. */
    void sign(String alias, String san, String... validity) throws IOException, InterruptedException {
        List<String> arguments = new ArrayList<>(List.of(
                "-genkeypair",
                "-alias",
                alias,
                "-signer",
                "ca",
                "-dname",
                "CN=" + alias,
                "-keyalg",
                "EC",
                "-ext",
                "san=" + san));
        arguments.addAll(List.of(validity));
        keytool(arguments.toArray(String[]::new));
    }

    private void keytool(String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString()));
        command.addAll(List.of("-J-XX:TieredStopAtLevel=1", "-J-XX:+UseSerialGC"));
        command.addAll(List.of(arguments));
        command.addAll(List.of("-keystore", store.toString(), "-storepass", PASSWORD, "-keypass", PASSWORD));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(said).isZero();
    }

    private KeyStore all() throws IOException, GeneralSecurityException {
        KeyStore all = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(store)) {
            all.load(in, PASSWORD.toCharArray());
        }
        return all;
    }

    /** Writes one of them and its key as PEM, {@code ALIAS-cert.pem} and {@code ALIAS-key.pem} in a folder. */
    void export(String alias, Path folder) throws IOException, GeneralSecurityException {
        KeyStore all = all();
        StringBuilder chain = new StringBuilder();
        for (var certificate : all.getCertificateChain(alias)) {
            chain.append(block("CERTIFICATE", certificate.getEncoded()));
        }
        Files.writeString(folder.resolve(alias + "-cert.pem"), chain);
        byte[] key = all.getKey(alias, PASSWORD.toCharArray()).getEncoded();
        Files.writeString(folder.resolve(alias + "-key.pem"), block("PRIVATE KEY", key));
    }

    private static String block(String name, byte[] der) {
        return "-----BEGIN " + name + "-----\n" + Base64.getMimeEncoder().encodeToString(der) + "\n-----END " + name
                + "-----\n";
    }

    /** Returns what a server needs that shows one of them and no other, and believes whom the authority has signed. */
    SSLContext server(String alias) throws IOException, GeneralSecurityException {
        KeyStore all = all();
        KeyStore one = KeyStore.getInstance("PKCS12");
        one.load(null, null);
        one.setKeyEntry(
                alias,
                all.getKey(alias, PASSWORD.toCharArray()),
                PASSWORD.toCharArray(),
                all.getCertificateChain(alias));
        KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(one, PASSWORD.toCharArray());
        SSLContext context = SSLContext.getInstance("TLS");
        KeyStore authority = KeyStore.getInstance("PKCS12");
        authority.load(null, null);
        authority.setCertificateEntry("ca", all.getCertificate("ca"));
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(authority);
        context.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
        return context;
    }
}
