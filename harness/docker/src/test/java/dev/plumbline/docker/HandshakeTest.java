package dev.plumbline.docker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.plumbline.contract.EngineRecording;
import dev.plumbline.harness.failure.InfrastructureFailure;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.URI;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What engines of each generation answer to {@code GET /version}: recorded, or as far as it matters. */
final class HandshakeTest {
    private static final URI SOMEWHERE = URI.create("unix:///run/engine.sock");
    private static final String DOCKER = """
            HTTP/1.0 200 OK\r
            Content-Type: application/json\r
            Server: Docker/%1$s (linux)\r
            \r
            {"Platform":{"Name":""},"Components":[{"Name":"Engine","Version":"%1$s","Details":{"ApiVersion":"%2$s",\
            "MinAPIVersion":"%3$s","Os":"linux"}},{"Name":"containerd","Version":"1.7"}],"Version":"%1$s",\
            "ApiVersion":"%2$s","MinAPIVersion":"%3$s","GitCommit":"abc","Os":"linux","Arch":"amd64"}
            """;

    @TempDir
    Path folder;

    @ParameterizedTest
    @MethodSource("dev.plumbline.contract.EngineRecording#all")
    void every_engine_that_was_recorded_takes_the_version_that_it_is_spoken_to_in(EngineRecording recording) {
        Handshake handshake = Handshake.read(recording.answer("/version"), SOMEWHERE);
        assertThat(recording.statusOfList(handshake.common().toString())).isEqualTo(200);
    }

    @Test
    void engines_that_were_recorded_are_known_by_name_and_version() {
        assertThat(EngineRecording.all())
                .extracting(recording -> {
                    Handshake handshake = Handshake.read(recording.answer("/version"), SOMEWHERE);
                    return handshake.engine() + " up to " + handshake.newest() + ": " + handshake.common();
                })
                .containsExactly(
                        "Docker Engine 20.10.24+dfsg1 up to 1.41: 1.41",
                        "Docker Engine 28.5.2+dfsg4 up to 1.51: 1.44",
                        "Docker Engine library-import up to 1.56: 1.44",
                        "Podman Engine 4.3.1 up to 1.41: 1.41",
                        "Podman Engine 5.8.6 up to 1.44: 1.44");
    }

    @ParameterizedTest
    @CsvSource({
        "23.0.6,   1.42, 1.12, 1.42",
        "24.0.9,   1.43, 1.12, 1.43",
        "25.0.5,   1.44, 1.24, 1.44",
        "26.1.4,   1.45, 1.24, 1.44",
        "27.5.1,   1.47, 1.24, 1.44",
        "29.0.0,   1.52, 1.44, 1.44",
        "29.1.0,   1.52, 1.40, 1.44",
        "31.0.0,   1.60, 1.50, 1.50"
    })
    void each_docker_engine_is_spoken_to_in_a_version_that_it_speaks(
            String version, String newest, String oldest, String spoken) {
        Handshake handshake = Handshake.read(DOCKER.formatted(version, newest, oldest), SOMEWHERE);
        assertThat(handshake.engine()).isEqualTo("Docker Engine " + version);
        assertThat(handshake.common()).hasToString(spoken);
    }

    @ParameterizedTest
    @CsvSource({"3.4.4, 1.40, 1.24, 1.40", "4.9.0, 1.41, 1.24, 1.41"})
    void podman_is_spoken_to_as_docker(String version, String newest, String oldest, String spoken) {
        String answer = """
                    HTTP/1.1 200 OK\r
                    Api-Version: %2$s\r
                    Libpod-Api-Version: %1$s\r
                    Transfer-Encoding: chunked\r
                    \r
                    1f4\r
                    {"Platform":{"Name":"linux/amd64/debian-12"},"Components":[{"Name":"Podman Engine","Version":"%1$s",\
                    "Details":{"APIVersion":"%1$s","MinAPIVersion":"4.0.0"}},{"Name":"Conmon","Version":"2.1.6"}],\
                    "Version":"%1$s","ApiVersion":"%2$s","MinAPIVersion":"%3$s","Os":"linux"}
                    \r
                    0\r
                    \r
                    """.formatted(version, newest, oldest);
        Handshake handshake = Handshake.read(answer, SOMEWHERE);
        assertThat(handshake.engine()).isEqualTo("Podman Engine " + version);
        assertThat(handshake.common()).hasToString(spoken);
    }

    @Test
    void an_engine_that_is_too_old_is_refused_by_name() {
        Handshake handshake = Handshake.read(DOCKER.formatted("18.09.1", "1.39", "1.12"), SOMEWHERE);
        assertThatThrownBy(handshake::common)
                .isInstanceOf(InfrastructureFailure.class)
                .hasMessage("Docker Engine 18.09.1 speaks the API up to 1.39; 1.40 is needed: Docker 20.10 or later, or"
                        + " Podman 3 or later");
    }

    @Test
    void what_is_no_engine_is_said_to_be_none() {
        assertThatThrownBy(() -> Handshake.read("HTTP/1.1 404 Not Found\r\n\r\nno", SOMEWHERE))
                .isInstanceOf(InfrastructureFailure.class)
                .hasMessage("what listens at unix:///run/engine.sock is no container engine: GET /version answers"
                        + " HTTP/1.1 404 Not Found");
        assertThatThrownBy(() -> Handshake.read("HTTP/1.1 200 OK\r\n\r\nhello", SOMEWHERE))
                .isInstanceOf(InfrastructureFailure.class)
                .hasMessageStartingWith("what listens at unix:///run/engine.sock is no container engine");
    }

    @Test
    void an_engine_is_asked_over_its_socket() throws Exception {
        Path socket = folder.resolve("engine.sock");
        try (ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            server.bind(UnixDomainSocketAddress.of(socket));
            Thread.ofVirtual().start(() -> answerOnce(server));
            Handshake handshake = Handshake.with(URI.create("unix://" + socket));
            assertThat(handshake.newest()).hasToString("1.43");
        }
    }

    private static void answerOnce(ServerSocketChannel server) {
        try (SocketChannel client = server.accept()) {
            ByteBuffer question = ByteBuffer.allocate(4096);
            while (!new String(question.array(), 0, question.position(), StandardCharsets.US_ASCII)
                    .endsWith("\r\n\r\n")) {
                if (client.read(question) < 0) {
                    return;
                }
            }
            client.write(
                    ByteBuffer.wrap(DOCKER.formatted("24.0.9", "1.43", "1.12").getBytes(StandardCharsets.UTF_8)));
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
