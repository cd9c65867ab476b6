package dev.plumbline.docker;

import dev.plumbline.harness.failure.InfrastructureFailure;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Where the container engine is; asked before Testcontainers is, which takes long to say no. */
final class EngineAddress {
    private static final String DEFAULT = "unix:///var/run/docker.sock";
    /** Where docker-java and Testcontainers look for it. */
    private static final String API_VERSION = "api.version";

    private EngineAddress() {}

    static String find() {
        String host = System.getenv("DOCKER_HOST");
        return host == null || host.isBlank() ? DEFAULT : host;
    }

    static boolean answers() {
        try {
            shakeHands();
            return true;
        } catch (IOException | RuntimeException e) {
            return false;
        }
    }

    /**
     * Agrees with the engine on a version of its API, for every client of this JVM.
     *
     * @throws IOException if nothing answers there
     * @throws InfrastructureFailure if what answers is no engine, or one that is too old
     */
    static void shakeHands() throws IOException {
        URI address = URI.create(find());
        boolean plain = "unix".equals(address.getScheme())
                || "tcp".equals(address.getScheme()) && System.getenv("DOCKER_TLS_VERIFY") == null;
        if (plain && System.getProperty(API_VERSION) == null) {
            System.setProperty(API_VERSION, Handshake.with(address).common().toString());
        }
    }

    /** Returns the path of the engine's socket, which the collector's container mounts; none but on the engine's machine. */
    static Optional<String> socket() {
        URI address = URI.create(find());
        return "unix".equals(address.getScheme())
                        && System.getProperty("os.name", "").startsWith("Linux")
                ? Optional.of(address.getPath())
                : Optional.empty();
    }

    /** Returns the group that owns the engine's socket, which the collector's container joins. */
    static Optional<String> socketGroup() {
        URI address = URI.create(find());
        if (!"unix".equals(address.getScheme())) {
            return Optional.empty();
        }
        try {
            return Optional.of(
                    String.valueOf(Files.getAttribute(Path.of(address.getPath()).toRealPath(), "unix:gid")));
        } catch (IOException | UnsupportedOperationException e) {
            return Optional.empty();
        }
    }
}
