package dev.plumbline.docker;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.plumbline.harness.failure.InfrastructureFailure;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.StandardProtocolFamily;
import java.net.URI;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;

/**
 * What an engine answers to {@code GET /version}, which every version of the API answers alike.
 *
 * @param engine name and version
 * @param newest API version that it speaks
 * @param oldest API version that it speaks
 */
record Handshake(String engine, ApiVersion newest, ApiVersion oldest) {
    /** The suite needs nothing newer, and engine 29 speaks nothing older. */
    private static final ApiVersion WANTED = new ApiVersion(1, 44);
    /** Engine 20.10, and Podman. */
    private static final ApiVersion LEAST = new ApiVersion(1, 40);

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final int PATIENCE_MILLIS = 10_000;
    private static final int SHOWN = 200;

    /** A version of the engine's API. */
    record ApiVersion(int major, int minor) implements Comparable<ApiVersion> {
        static ApiVersion of(String text) {
            String[] parts = text.split("\\.", -1);
            if (parts.length != 2) {
                throw new IllegalArgumentException("expected an API version such as 1.44, found '" + text + "'");
            }
            return new ApiVersion(Integer.parseInt(parts[0]), Integer.parseInt(parts[1]));
        }

        @Override
        public int compareTo(ApiVersion other) {
            return major == other.major ? Integer.compare(minor, other.minor) : Integer.compare(major, other.major);
        }

        @Override
        public String toString() {
            return major + "." + minor;
        }
    }

    /**
     * Returns the API version to speak with it.
     *
     * @throws InfrastructureFailure if it is too old
     */
    ApiVersion common() {
        if (newest.compareTo(LEAST) < 0) {
            throw new InfrastructureFailure(engine + " speaks the API up to " + newest + "; " + LEAST
                    + " is needed: Docker 20.10 or later, or Podman 3 or later");
        }
        ApiVersion wanted = newest.compareTo(WANTED) < 0 ? newest : WANTED;
        return wanted.compareTo(oldest) < 0 ? oldest : wanted;
    }

    /**
     * Asks an engine.
     *
     * @param address {@code unix:///path} or {@code tcp://host:port}
     * @throws IOException if nothing answers there
     * @throws InfrastructureFailure if what answers is no engine
     */
    static Handshake with(URI address) throws IOException {
        if ("unix".equals(address.getScheme())) {
            try (SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX)) {
                channel.connect(UnixDomainSocketAddress.of(address.getPath()));
                return ask(Channels.newInputStream(channel), Channels.newOutputStream(channel), address);
            }
        }
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(address.getHost(), address.getPort()), PATIENCE_MILLIS);
            socket.setSoTimeout(PATIENCE_MILLIS);
            return ask(socket.getInputStream(), socket.getOutputStream(), address);
        }
    }

    private static Handshake ask(InputStream in, OutputStream out, URI address) throws IOException {
        // 1.0: the answer comes in one piece and ends with the connection
        out.write("GET /version HTTP/1.0\r\nHost: engine\r\nConnection: close\r\n\r\n"
                .getBytes(StandardCharsets.US_ASCII));
        out.flush();
        ByteArrayOutputStream answer = new ByteArrayOutputStream();
        in.transferTo(answer);
        return read(answer.toString(StandardCharsets.UTF_8), address);
    }

    /** Reads a whole HTTP answer. */
    static Handshake read(String answer, URI address) {
        int body = answer.indexOf("\r\n\r\n");
        String status = answer.lines().findFirst().orElse("nothing");
        if (body < 0 || !status.contains(" 200")) {
            throw new InfrastructureFailure(
                    "what listens at " + address + " is no container engine: GET /version answers "
                            + status.substring(0, Math.min(SHOWN, status.length())));
        }
        try {
            // Podman answers in chunks even so; the document is what stands between the braces
            JsonNode said = JSON.readTree(answer.substring(answer.indexOf('{', body), answer.lastIndexOf('}') + 1));
            String name = said.path("Components").path(0).path("Name").asText("Engine");
            return new Handshake(
                    (name.equals("Engine") ? "Docker Engine" : name) + " "
                            + said.path("Version").asText("of an unknown version"),
                    ApiVersion.of(said.path("ApiVersion").asText("")),
                    ApiVersion.of(said.path("MinAPIVersion").asText("1.12")));
        } catch (JsonProcessingException | IndexOutOfBoundsException | IllegalArgumentException e) {
            throw new InfrastructureFailure(
                    "what listens at " + address + " is no container engine: its version cannot be read: "
                            + e.getMessage(),
                    e);
        }
    }
}
