package dev.plumbline.collector.write;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PlainHttpTest {
    private static final Duration LONG = Duration.ofSeconds(60);

    private ServerSocket server;
    private final BlockingQueue<String> requests = new LinkedBlockingQueue<>();
    private final BlockingQueue<Integer> connections = new LinkedBlockingQueue<>();

    @BeforeEach
    void listen() throws IOException {
        server = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
    }

    @AfterEach
    void close() throws IOException {
        server.close();
    }

    /** Serves connection after connection; each request gets the next of the answers, then the connection is closed. */
    private void serve(List<List<String>> answers) {
        Thread.ofVirtual().start(() -> {
            int number = 0;
            for (List<String> ofConnection : answers) {
                try (Socket socket = server.accept()) {
                    connections.add(number++);
                    for (String answer : ofConnection) {
                        requests.add(request(socket.getInputStream()));
                        socket.getOutputStream().write(answer.getBytes(StandardCharsets.ISO_8859_1));
                    }
                } catch (IOException e) {
                    return;
                }
            }
        });
    }

    private static String request(InputStream in) throws IOException {
        StringBuilder head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            head.append((char) in.read());
        }
        int length = Integer.parseInt(head.toString().replaceAll("(?s).*Content-Length: (\\d+).*", "$1"));
        return head + new String(in.readNBytes(length), StandardCharsets.ISO_8859_1);
    }

    private PlainHttp client(Duration timeout) {
        return new PlainHttp("127.0.0.1", server.getLocalPort(), timeout);
    }

    private static HttpResponse<InputStream> post(PlainHttp client, String body)
            throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://user:pass@loki:3100/push?x=1"))
                .header("X-Scope-OrgID", "team")
                .build();
        byte[] bytes = body.getBytes(StandardCharsets.ISO_8859_1);
        return client.post(request, PushBody.compressed(bytes, bytes.length));
    }

    private static String text(HttpResponse<InputStream> response) throws IOException {
        return new String(response.body().readAllBytes(), StandardCharsets.ISO_8859_1);
    }

    @Test
    void a_request_carries_path_host_length_headers_and_body() throws Exception {
        serve(List.of(List.of("HTTP/1.1 204 No Content\r\n\r\n")));
        try (PlainHttp client = client(LONG)) {
            assertThat(post(client, "lines").statusCode()).isEqualTo(204);
        }
        assertThat(requests.take())
                .startsWith("POST /push?x=1 HTTP/1.1\r\nHost: loki:3100\r\nContent-Length: 5\r\n")
                .contains("X-Scope-OrgID: team\r\n")
                .endsWith("\r\n\r\nlines");
    }

    @Test
    void a_connection_is_used_again_whatever_form_the_answer_had() throws Exception {
        serve(List.of(List.of(
                "HTTP/1.1 204 No Content\r\n\r\n",
                "HTTP/1.1 400 Bad Request\r\ncontent-length: 3\r\n\r\nbad",
                "HTTP/1.1 500 Oops\r\nTransfer-Encoding: chunked\r\n\r\n2;x=y\r\nno\r\n1\r\n!\r\n0\r\nT: r\r\n\r\n",
                "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 204 No Content\r\n\r\n")));
        try (PlainHttp client = client(LONG)) {
            assertThat(post(client, "1").statusCode()).isEqualTo(204);
            HttpResponse<InputStream> bad = post(client, "2");
            assertThat(bad.statusCode()).isEqualTo(400);
            assertThat(text(bad)).isEqualTo("bad");
            assertThat(text(post(client, "3"))).isEqualTo("no!");
            assertThat(post(client, "4").statusCode()).isEqualTo(204);
        }
        assertThat(connections).containsExactly(0);
    }

    @Test
    void a_connection_that_the_server_closed_is_not_used_again() throws Exception {
        serve(List.of(
                List.of("HTTP/1.1 204 No Content\r\nConnection: close\r\n\r\n"),
                List.of("HTTP/1.1 503 Away\r\n\r\n"),
                List.of("HTTP/1.1 429 Slow\r\nRetry-After: 7\r\nContent-Length: 0\r\n\r\n")));
        try (PlainHttp client = client(LONG)) {
            assertThat(post(client, "1").statusCode()).isEqualTo(204);
            assertThat(post(client, "2").statusCode()).isEqualTo(503);
            HttpResponse<InputStream> slow = post(client, "3");
            assertThat(slow.headers().firstValue("retry-after")).contains("7");
        }
        assertThat(connections).containsExactly(0, 1, 2);
    }

    @Test
    void a_long_body_goes_out_whole_and_a_long_answer_does_not_come_in_whole() throws Exception {
        String long200k = "x".repeat(200_000);
        serve(List.of(List.of("HTTP/1.1 400 Bad\r\nContent-Length: 200000\r\n\r\n" + long200k)));
        try (PlainHttp client = client(LONG)) {
            assertThat(text(post(client, long200k))).hasSize(64 << 10);
        }
        assertThat(requests.take()).endsWith("\r\n\r\n" + long200k);
    }

    @Test
    void what_is_no_http_is_an_error() {
        serve(List.of(List.of("SSH-2.0-OpenSSH\r\n")));
        try (PlainHttp client = client(LONG)) {
            assertThatThrownBy(() -> post(client, "1"))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("expected an answer in HTTP/1.1");
        }
    }

    @Test
    void an_answer_that_does_not_come_ends_in_a_timeout() {
        try (PlainHttp client = client(Duration.ofMillis(200))) {
            assertThatThrownBy(() -> post(client, "1")).isInstanceOf(HttpTimeoutException.class);
        }
    }

    @Test
    void an_interrupt_ends_a_request() throws Exception {
        BlockingQueue<String> ended = new LinkedBlockingQueue<>();
        try (PlainHttp client = client(LONG)) {
            Thread pushing = Thread.ofVirtual().start(() -> {
                try {
                    post(client, "1");
                } catch (InterruptedException e) {
                    ended.add("interrupted");
                } catch (IOException e) {
                    ended.add(e.toString());
                }
            });
            try (Socket accepted = server.accept()) {
                assertThat(accepted.getInputStream().read()).isEqualTo('P');
                pushing.interrupt();
                assertThat(ended.take()).isEqualTo("interrupted");
            }
        }
    }
}
