package dev.plumbline.docker;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.StandardProtocolFamily;
import java.net.URI;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Where the container engine is; asked before Testcontainers is, which takes long to say no. */
final class EngineAddress {
    private static final String DEFAULT = "unix:///var/run/docker.sock";
    private static final int PATIENCE_MILLIS = 2000;

    private EngineAddress() {}

    static String find() {
        String host = System.getenv("DOCKER_HOST");
        return host == null || host.isBlank() ? DEFAULT : host;
    }

    static boolean answers() {
        try {
            URI address = URI.create(find());
            if (address.getScheme().equals("unix")) {
                try (SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX)) {
                    return channel.connect(UnixDomainSocketAddress.of(address.getPath()));
                }
            }
            try (Socket socket = new Socket()) {
                socket.connect(new InetSocketAddress(address.getHost(), address.getPort()), PATIENCE_MILLIS);
                return true;
            }
        } catch (IOException | RuntimeException e) {
            return false;
        }
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
