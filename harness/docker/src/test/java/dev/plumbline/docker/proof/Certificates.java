package dev.plumbline.docker.proof;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Base64;
import java.util.List;

/** An authority with one certificate for the engine and one for who asks it, made with the JDK's own tool. */
record Certificates(Path folder) {
    private static final String PASSWORD = "for-the-time-of-a-test";

    static Certificates make(Path folder) throws IOException {
        Files.createDirectories(folder);
        Certificates made = new Certificates(folder);
        made.keytool("-genkeypair", "-alias", "ca", "-dname", "CN=authority", "-ext", "bc:c=ca:true");
        made.export("ca", folder.resolve("ca.pem"));
        made.issue("server", "-ext", "san=ip:127.0.0.1,dns:localhost", "-ext", "eku=serverAuth");
        made.issue("client", "-ext", "eku=clientAuth");
        Path client = Files.createDirectories(folder.resolve("client"));
        Files.copy(folder.resolve("ca.pem"), client.resolve("ca.pem"));
        Files.copy(folder.resolve("client.pem"), client.resolve("cert.pem"));
        Files.copy(folder.resolve("client.key"), client.resolve("key.pem"));
        return made;
    }

    /** Returns the folder that {@code DOCKER_CERT_PATH} may name. */
    Path clientFolder() {
        return folder.resolve("client");
    }

    List<String> daemonFlags() {
        return List.of(
                "--tlsverify",
                "--tlscacert=" + folder.resolve("ca.pem"),
                "--tlscert=" + folder.resolve("server.pem"),
                "--tlskey=" + folder.resolve("server.key"));
    }

    private void issue(String alias, String... extensions) throws IOException {
        keytool("-genkeypair", "-alias", alias, "-dname", "CN=" + alias);
        Path request = folder.resolve(alias + ".csr");
        Path answer = folder.resolve(alias + ".crt");
        keytool("-certreq", "-alias", alias, "-file", request.toString());
        List<String> sign = new java.util.ArrayList<>(
                List.of("-gencert", "-alias", "ca", "-validity", "7", "-rfc", "-infile", request.toString()));
        sign.addAll(List.of("-outfile", answer.toString()));
        sign.addAll(List.of(extensions));
        keytool(sign.toArray(String[]::new));
        keytool("-importcert", "-noprompt", "-alias", alias, "-file", answer.toString());
        export(alias, folder.resolve(alias + ".pem"));
        exportKey(alias, folder.resolve(alias + ".key"));
    }

    private void export(String alias, Path to) {
        keytool("-exportcert", "-rfc", "-alias", alias, "-file", to.toString());
    }

    private void keytool(String... arguments) {
        boolean pair = arguments[0].equals("-genkeypair");
        List<String> command = new java.util.ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString()));
        command.addAll(List.of(arguments));
        command.addAll(List.of("-keystore", store().toString(), "-storetype", "PKCS12", "-storepass", PASSWORD));
        if (pair) {
            command.addAll(List.of("-keyalg", "EC", "-groupname", "secp256r1", "-validity", "7"));
        }
        Command.run(command);
    }

    private Path store() {
        return folder.resolve("keys.p12");
    }

    private void exportKey(String alias, Path to) throws IOException {
        try {
            KeyStore keys = KeyStore.getInstance(store().toFile(), PASSWORD.toCharArray());
            byte[] key = keys.getKey(alias, PASSWORD.toCharArray()).getEncoded();
            String text = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(key);
            Files.writeString(
                    to,
                    "-----BEGIN PRIVATE KEY-----\n" + text + "\n-----END PRIVATE KEY-----\n",
                    StandardCharsets.US_ASCII);
        } catch (GeneralSecurityException e) {
            throw new IOException("the key of " + alias + " cannot be exported", e);
        }
    }
}
