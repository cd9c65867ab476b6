package dev.plumbline.features;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** An authority made for one run by the JDK's keytool; writes what it signs as PEM. */
final class Authority {
    private static final String PASSWORD = "changeit";

    private final Path folder;
    private final Path store;

    /** Makes it; {@code ca.pem} in the folder is its certificate. */
    Authority(Path folder) throws IOException, InterruptedException, GeneralSecurityException {
        this.folder = folder;
        this.store = folder.resolve("authority.p12");
        keytool(List.of("-genkeypair", "-alias", "ca", "-dname", "CN=authority", "-keyalg", "EC", "-ext", "bc:c"));
        Files.writeString(
                folder.resolve("ca.pem"),
                block("CERTIFICATE", all().getCertificate("ca").getEncoded()));
    }

    /** Signs a certificate for localhost; {@code NAME-cert.pem} and {@code NAME-key.pem} hold it and its key. */
    Authority sign(String name, String... validity) throws IOException, InterruptedException, GeneralSecurityException {
        List<String> arguments = new ArrayList<>(List.of("-genkeypair", "-alias", name, "-signer", "ca"));
        arguments.addAll(List.of("-dname", "CN=" + name, "-keyalg", "EC", "-ext", "san=dns:localhost"));
        arguments.addAll(List.of(validity));
        keytool(arguments);
        KeyStore all = all();
        StringBuilder chain = new StringBuilder();
        for (Certificate certificate : all.getCertificateChain(name)) {
            chain.append(block("CERTIFICATE", certificate.getEncoded()));
        }
        Files.writeString(folder.resolve(name + "-cert.pem"), chain);
        byte[] key = all.getKey(name, PASSWORD.toCharArray()).getEncoded();
        Files.writeString(folder.resolve(name + "-key.pem"), block("PRIVATE KEY", key));
        return this;
    }

    private static String block(String name, byte[] der) {
        String text = Base64.getMimeEncoder().encodeToString(der);
        return "-----BEGIN " + name + "-----\n" + text + "\n-----END " + name + "-----\n";
    }

    /** Returns what a server needs that shows one certificate and believes whom the authority has signed. */
    SSLContext server(String name) throws IOException, GeneralSecurityException {
        KeyStore all = all();
        KeyStore own = empty();
        own.setKeyEntry(
                name, all.getKey(name, PASSWORD.toCharArray()), PASSWORD.toCharArray(), all.getCertificateChain(name));
        KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(own, PASSWORD.toCharArray());
        KeyStore believed = empty();
        believed.setCertificateEntry("ca", all.getCertificate("ca"));
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(believed);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
        return context;
    }

    private static KeyStore empty() throws IOException, GeneralSecurityException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        return store;
    }

    private KeyStore all() throws IOException, GeneralSecurityException {
        KeyStore all = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(store)) {
            all.load(in, PASSWORD.toCharArray());
        }
        return all;
    }

    private void keytool(List<String> arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
        command.addAll(List.of("-J-XX:TieredStopAtLevel=1", "-J-XX:+UseSerialGC"));
        command.addAll(arguments);
        command.addAll(List.of("-keystore", store.toString(), "-storepass", PASSWORD, "-keypass", PASSWORD));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new IOException("keytool says: " + said);
        }
    }
}
