package dev.plumbline.harness.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.sun.net.httpserver.HttpServer;
import dev.plumbline.harness.evidence.Evidence;
import dev.plumbline.harness.stack.Endpoint;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a naive client would get wrong: each answer is in the form that the real system gave. */
final class SurprisesTest {
    private static final Instant FROM = Instant.parse("2026-01-15T10:00:00Z");
    private static final Instant TO = Instant.parse("2026-01-15T10:30:00Z");

    private final List<URI> asked = new CopyOnWriteArrayList<>();
    private final HttpServer server;
    private volatile int status = 200;
    private volatile String body = "";

    SurprisesTest() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    }

    @BeforeEach
    void listen() {
        server.createContext("/", exchange -> {
            asked.add(exchange.getRequestURI());
            byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().add("Content-Type", "application/json");
            exchange.sendResponseHeaders(status, bytes.length);
            exchange.getResponseBody().write(bytes);
            exchange.close();
        });
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    private Http answering(int with, String text) {
        status = with;
        body = text;
        URI uri = URI.create("http://127.0.0.1:" + server.getAddress().getPort());
        return new Http(Endpoint.of(uri), new Evidence());
    }

    @Test
    void log_streams_split_by_detected_level_are_one_stream_in_the_order_of_time() {
        LokiClient loki = new LokiClient(answering(200, """
                {"status":"success","data":{"resultType":"streams","result":[
                  {"stream":{"job":"docker","detected_level":"error"},"values":[["2","b"]]},
                  {"stream":{"job":"docker","detected_level":"info"},"values":[["1","a"],["3","c"]]}]}}"""));
        assertThat(loki.lines("{job=\"docker\"}", FROM, TO))
                .extracting(LogLine::text)
                .containsExactly("a", "b", "c");
    }

    @Test
    void lines_are_asked_for_over_a_range_never_for_an_instant() {
        LokiClient loki = new LokiClient(
                answering(200, "{\"status\":\"success\",\"data\":{\"resultType\":\"streams\",\"result\":[]}}"));
        assertThat(loki.lines("{job=\"docker\"}", FROM, TO)).isEmpty();
        assertThat(asked).singleElement().satisfies(uri -> {
            assertThat(uri.getPath()).isEqualTo("/loki/api/v1/query_range");
            assertThat(uri.getQuery()).contains("limit=5000", "direction=forward");
        });
    }

    @Test
    void labels_and_values_of_nothing_have_no_data_at_all() {
        LokiClient loki = new LokiClient(answering(200, "{\"status\":\"success\"}"));
        assertThat(loki.labelNames(FROM)).isEmpty();
        assertThat(loki.labelValues("job", FROM)).isEmpty();
    }

    @Test
    void a_refused_query_is_told_with_status_and_reason() {
        LokiClient loki = new LokiClient(
                answering(400, "log queries are not supported as an instant query type, please change your query"));
        assertThatThrownBy(() -> loki.metric("{job=\"docker\"}"))
                .isInstanceOf(UnexpectedAnswer.class)
                .hasMessageContaining("answered 400: log queries are not supported as an instant query type");
    }

    @Test
    void a_trace_that_does_not_exist_and_answers_200_is_no_trace() {
        assertThat(new TempoClient(answering(200, "{\"trace\":{}}")).trace("01"))
                .isEmpty();
        assertThat(new TempoClient(answering(404, "trace not found")).trace("01"))
                .isEmpty();
    }

    @Test
    void a_found_trace_id_without_its_leading_zeros_is_the_trace_asked_for() {
        TempoClient tempo =
                new TempoClient(answering(200, "{\"traces\":[{\"traceID\":\"3b0dbb6005e38f9591a3768d34dc948\"}]}"));
        assertThat(tempo.search("{}", FROM, TO))
                .containsExactly(TempoClient.number("03b0dbb6005e38f9591a3768d34dc948"));
    }

    @Test
    void a_data_source_that_grafana_cannot_check_is_not_called_ill() {
        GrafanaClient grafana = new GrafanaClient(
                answering(500, "{\"message\":\"Plugin unavailable\",\"messageId\":\"plugin.unavailable\"}"));
        assertThat(grafana.health("alertmanager"))
                .isEqualTo(new GrafanaClient.Health(false, false, "Plugin unavailable"));
        GrafanaClient ill = new GrafanaClient(answering(400, "{\"status\":\"ERROR\",\"message\":\"refused\"}"));
        assertThat(ill.health("loki")).isEqualTo(new GrafanaClient.Health(true, false, "refused"));
    }

    @Test
    void a_dashboard_that_the_old_api_refuses_is_not_one_that_is_missing() {
        GrafanaClient grafana =
                new GrafanaClient(answering(406, "{\"message\":\"dashboard api version not supported\"}"));
        assertThatThrownBy(() -> grafana.dashboard("new"))
                .isInstanceOf(UnexpectedAnswer.class)
                .hasMessageContaining("answered 406: {\"message\":\"dashboard api version not supported\"}");
        assertThat(new GrafanaClient(answering(404, "{}")).dashboard("none")).isEmpty();
    }

    @Test
    void alerts_are_asked_for_by_the_second_api_since_the_first_is_gone() {
        assertThat(new AlertmanagerClient(answering(200, "[]")).alerts()).isEmpty();
        assertThat(asked)
                .singleElement()
                .satisfies(uri -> assertThat(uri.getPath()).isEqualTo("/api/v2/alerts"));
    }

    @Test
    void one_failing_query_of_a_batch_leaves_the_others_readable() throws IOException {
        GrafanaClient grafana = new GrafanaClient(answering(
                400, "{\"results\":{\"A\":{\"status\":200,\"frames\":[]},\"B\":{\"status\":400,\"error\":\"no\"}}}"));
        Reply reply = grafana.query(JsonMapper.builder().build().readTree("{\"queries\":[]}"));
        assertThat(reply.status()).isEqualTo(400);
        assertThat(reply.anyJson().at("/results/A/status").asInt()).isEqualTo(200);
    }

    @Test
    void labels_of_a_metric_are_those_of_all_its_series() {
        PrometheusClient prometheus = new PrometheusClient(answering(200, """
                {"status":"success","data":[
                  {"__name__":"up","job":"a"},{"__name__":"up","instance":"b"},{"__name__":"x"}]}"""));
        assertThat(prometheus.labelNames(List.of("up", "x", "y")))
                .isEqualTo(Map.of("up", Set.of("job", "instance"), "x", Set.of()));
        assertThat(asked.getFirst().getQuery()).isEqualTo("match[]={__name__=~\"up|x|y\"}");
    }
}
