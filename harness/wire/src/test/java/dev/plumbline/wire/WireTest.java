package dev.plumbline.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class WireTest {
    private static final int PATIENCE_MILLIS = 60_000;
    private static final InetSocketAddress FREE = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);

    private EchoServer echo;
    private Wire wire;

    WireTest() throws IOException {
        echo = new EchoServer();
        wire = Wire.open("wire", FREE, echo.address());
    }

    @BeforeEach
    void open() {
        assertThat(wire.traffic()).isEqualTo(new Traffic.Flowing());
    }

    @AfterEach
    void close() throws IOException {
        wire.close();
        echo.close();
    }

    private Socket connect() throws IOException {
        Socket socket = new Socket(wire.address().getAddress(), wire.address().getPort());
        socket.setSoTimeout(PATIENCE_MILLIS);
        return socket;
    }

    private static String ask(Socket socket, String question) throws IOException {
        byte[] bytes = question.getBytes(StandardCharsets.UTF_8);
        socket.getOutputStream().write(bytes);
        return new String(socket.getInputStream().readNBytes(bytes.length), StandardCharsets.UTF_8);
    }

    @Test
    void bytes_pass_in_both_directions_and_an_orderly_end_stays_one() throws IOException {
        try (Socket socket = connect()) {
            assertThat(ask(socket, "hello")).isEqualTo("hello");
            socket.shutdownOutput();
            assertThat(socket.getInputStream().read()).isEqualTo(-1);
        }
        assertThat(wire.tally()).isEqualTo(new Tally(10, 0, 0));
    }

    @Test
    void a_large_answer_is_whole_although_the_other_side_closes_behind_it() throws IOException {
        String much = "0123456789".repeat(300_000);
        try (Socket socket = connect()) {
            Thread writer = Thread.ofVirtual().start(() -> {
                try {
                    socket.getOutputStream().write(much.getBytes(StandardCharsets.UTF_8));
                    socket.shutdownOutput();
                } catch (IOException e) {
                    throw new java.io.UncheckedIOException(e);
                }
            });
            assertThat(socket.getInputStream().readAllBytes())
                    .asString(StandardCharsets.UTF_8)
                    .isEqualTo(much);
            assertThat(writer.isAlive()).isFalse();
        }
    }

    @Test
    void an_answer_is_as_late_as_the_latency_says() throws IOException {
        try (Socket socket = connect()) {
            wire.set(new Traffic.Slow(Duration.ofMillis(300), 0));
            long begin = System.nanoTime();
            assertThat(ask(socket, "hello")).isEqualTo("hello");
            assertThat(Duration.ofNanos(System.nanoTime() - begin)).isGreaterThanOrEqualTo(Duration.ofMillis(300));
        }
        assertThat(wire.tally().delayed()).isPositive();
    }

    @Test
    void no_more_bytes_pass_than_the_bandwidth_says() throws IOException {
        try (Socket socket = connect()) {
            wire.set(new Traffic.Slow(Duration.ZERO, 10_000));
            long begin = System.nanoTime();
            assertThat(ask(socket, "x".repeat(5_000))).hasSize(5_000);
            assertThat(Duration.ofNanos(System.nanoTime() - begin)).isGreaterThanOrEqualTo(Duration.ofMillis(490));
        }
    }

    @Test
    void bytes_that_wait_go_on_when_the_traffic_flows_again() throws IOException {
        try (Socket socket = connect()) {
            assertThat(ask(socket, "a")).isEqualTo("a");
            wire.set(new Traffic.Held());
            socket.getOutputStream().write('b');
            socket.setSoTimeout(200);
            assertThatThrownBy(() -> socket.getInputStream().read()).isInstanceOf(SocketTimeoutException.class);
            wire.set(new Traffic.Flowing());
            socket.setSoTimeout(PATIENCE_MILLIS);
            assertThat(socket.getInputStream().read()).isEqualTo('b');
        }
    }

    @Test
    void connections_are_reset_in_turns_before_the_question_and_before_the_answer() throws IOException {
        wire.set(new Traffic.Resetting());
        for (int i = 0; i < 4; i++) {
            try (Socket socket = connect()) {
                assertThatThrownBy(() -> ask(socket, "hello")).isInstanceOf(SocketException.class);
            }
        }
        wire.set(new Traffic.Flowing());
        try (Socket socket = connect()) {
            assertThat(ask(socket, "hello")).isEqualTo("hello");
        }
        // of four questions two have reached the other side
        assertThat(wire.tally().bytes()).isEqualTo(2 * 5 + 2 * 5);
    }

    @Test
    void a_cut_wire_resets_what_is_open_and_what_comes() throws IOException {
        try (Socket open = connect()) {
            assertThat(ask(open, "a")).isEqualTo("a");
            wire.set(new Traffic.Cut());
            assertThatThrownBy(() -> open.getInputStream().read()).isInstanceOf(SocketException.class);
        }
        try (Socket late = connect()) {
            assertThatThrownBy(() -> {
                        ask(late, "a");
                        throw new AssertionError("answered");
                    })
                    .isInstanceOf(SocketException.class);
        }
        wire.set(new Traffic.Flowing());
        try (Socket socket = connect()) {
            assertThat(ask(socket, "b")).isEqualTo("b");
        }
    }

    @Test
    void a_wire_to_where_nothing_listens_resets() throws IOException {
        InetSocketAddress nobody;
        try (ServerSocket closed = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            nobody = (InetSocketAddress) closed.getLocalSocketAddress();
        }
        wire.close();
        wire = Wire.open("wire to nobody", FREE, nobody);
        try (Socket socket = connect()) {
            assertThatThrownBy(() -> {
                        ask(socket, "a");
                        throw new AssertionError("answered");
                    })
                    .isInstanceOf(SocketException.class);
        }
    }

    @Test
    void orders_come_over_http() throws IOException, InterruptedException {
        try (WireControl control = WireControl.open(FREE, wire);
                HttpClient client = HttpClient.newHttpClient()) {
            URI address = URI.create("http://127.0.0.1:" + control.address().getPort());
            var put = HttpRequest.newBuilder(address.resolve("/traffic"))
                    .PUT(HttpRequest.BodyPublishers.ofString("slow 20 1000"))
                    .build();
            assertThat(client.send(put, BodyHandlers.ofString()).body()).isEqualTo("slow 20 1000\n");
            assertThat(wire.traffic()).isEqualTo(new Traffic.Slow(Duration.ofMillis(20), 1000));
            var wrong = HttpRequest.newBuilder(address.resolve("/traffic"))
                    .PUT(HttpRequest.BodyPublishers.ofString("slowly"))
                    .build();
            assertThat(client.send(wrong, BodyHandlers.ofString()).statusCode()).isEqualTo(400);
            var get = HttpRequest.newBuilder(address.resolve("/tally")).build();
            assertThat(Tally.of(client.send(get, BodyHandlers.ofString()).body()))
                    .isEqualTo(wire.tally());
        }
    }
}
