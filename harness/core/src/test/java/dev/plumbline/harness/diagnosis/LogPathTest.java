package dev.plumbline.harness.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.plumbline.harness.client.CollectorClient;
import dev.plumbline.harness.client.Http;
import dev.plumbline.harness.client.LokiClient;
import dev.plumbline.harness.evidence.Evidence;
import dev.plumbline.harness.stack.Endpoint;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Collections;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class LogPathTest {
    private static final String STAMP = "stamp=abc ";
    private static final String QUIET = """
            loki_source_docker_target_entries_total 3
            loki_write_sent_entries_total{host="a"} 2
            loki_process_dropped_lines_total{reason="probe"} 0
            """;

    private final ConcurrentMap<String, String> answers = new ConcurrentHashMap<>();
    private final HttpServer server = server();

    private static HttpServer server() {
        try {
            return HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    /** Answers for Loki and for the log collector alike. */
    @BeforeEach
    void serve() {
        server.createContext("/", exchange -> {
            String body = answers.getOrDefault(exchange.getRequestURI().getPath(), "");
            byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(body.isEmpty() ? 500 : 200, bytes.length == 0 ? -1 : bytes.length);
            exchange.getResponseBody().write(bytes);
            exchange.close();
        });
        server.start();
        answers.put("/metrics", QUIET);
        answers.put("/loki/api/v1/labels", "{\"status\":\"success\",\"data\":[\"stream\"]}");
    }

    @AfterEach
    void end() {
        server.stop(0);
    }

    private void lokiHolds(int lines) {
        StringBuilder values = new StringBuilder();
        for (int i = 1; i <= lines; i++) {
            values.append(i == 1 ? "" : ",")
                    .append("[\"")
                    .append(i)
                    .append("\",\"")
                    .append(STAMP)
                    .append("n=")
                    .append(i)
                    .append("\"]");
        }
        answers.put(
                "/loki/api/v1/query_range",
                "{\"status\":\"success\",\"data\":{\"resultType\":\"streams\",\"result\":[{\"stream\":{\"stream\":\"stdout\"},\"values\":["
                        + values + "]}]}}");
    }

    private String explained(int kept) {
        Http http = new Http(
                Endpoint.of(URI.create("http://127.0.0.1:" + server.getAddress().getPort())), new Evidence());
        return new LogPath(
                        () -> String.join("\n", Collections.nCopies(kept, STAMP + "line")),
                        Optional.of(new CollectorClient(http)),
                        new LokiClient(http))
                .explain(STAMP, 3, Instant.now());
    }

    private String cause(int kept) {
        return explained(kept).lines().findFirst().orElse("");
    }

    @Test
    void what_the_engine_does_not_keep_was_lost_before_it() {
        lokiHolds(1);
        assertThat(cause(1)).isEqualTo("lost between container and engine: the engine keeps 1 of 3 lines");
    }

    @Test
    void what_the_engine_keeps_and_loki_has_not_was_lost_between_them() {
        lokiHolds(2);
        assertThat(cause(3)).isEqualTo("lost between engine and Loki: 2 of 3 lines are in Loki");
    }

    @Test
    void a_drop_that_the_collector_counts_is_named_with_its_reason() {
        lokiHolds(0);
        answers.put("/metrics", QUIET.replace("\"probe\"} 0", "\"too_eager\"} 3"));
        assertThat(cause(3))
                .isEqualTo("lost between engine and Loki, at the log collector: none of 3 lines is in Loki;"
                        + " the log collector counts drops: loki_process_dropped_lines_total{reason=\"too_eager\"} 3");
    }

    @Test
    void more_lines_than_were_written_came_twice() {
        lokiHolds(4);
        assertThat(cause(3)).isEqualTo("written twice: 4 lines are in Loki, 3 were written");
    }

    @Test
    void lines_under_other_labels_are_found_and_their_labels_told() {
        lokiHolds(3);
        assertThat(cause(3))
                .isEqualTo("all 3 lines are in Loki, but not under the labels that were asked for; they have"
                        + " {stream=[stdout]}");
    }

    @Test
    void each_hop_has_a_line_of_its_own() {
        lokiHolds(2);
        assertThat(explained(3).lines().skip(1))
                .containsExactly(
                        "container   wrote 3 lines",
                        "engine      keeps 3 of them",
                        "collector   read 3, sent 2, dropped 0 at the writer and 0 in the pipeline since it began",
                        "Loki        holds 2 of them, under any labels");
    }
}
