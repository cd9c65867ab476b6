package dev.plumbline.embedded.otelcollector;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plumbline.embedded.launch.Launch;
import dev.plumbline.embedded.launch.StandIn;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Expectations are what OpenTelemetry Collector 0.155.0 exposed. */
class PrometheusExporterTest {
    private static final String OPEN_METRICS = "application/openmetrics-text;version=1.0.0";

    @TempDir
    Path folder;

    @Test
    void large_and_small_numbers_have_an_exponent_and_those_of_attributes_have_not() throws Exception {
        String push = metric("""
                {"name": "v", "gauge": {"dataPoints": [
                  {"timeUnixNano": "1795000000123456789", "asDouble": 1234567,
                   "attributes": [{"key": "n", "value": {"doubleValue": 1234567}}]},
                  {"timeUnixNano": "1795000000123456789", "asDouble": -0.0,
                   "attributes": [{"key": "n", "value": {"doubleValue": 1e-5}}]}]}}
                """);

        assertThat(exposed("", "text/plain", push))
                .containsExactly(
                        "# TYPE v gauge",
                        "v{n=\"0.00001\",otel_scope_name=\"\",otel_scope_schema_url=\"\",otel_scope_version=\"\"} 0",
                        "v{n=\"1234567\",otel_scope_name=\"\",otel_scope_schema_url=\"\",otel_scope_version=\"\"}"
                                + " 1.234567e+06");
        assertThat(exposed("    without_scope_info: true\n    send_timestamps: true\n", "text/plain", push))
                .contains("v{n=\"0.00001\"} 0 1795000000123");
    }

    @Test
    void counts_are_numbers_in_the_text_format_and_whole_in_open_metrics() throws Exception {
        String push = metric("""
                {"name": "h", "histogram": {"aggregationTemporality": 2, "dataPoints": [
                  {"timeUnixNano": "1795000000123456789", "count": "12345678", "sum": 1e7, "explicitBounds": [1234567],
                   "bucketCounts": ["1", "12345677"], "exemplars": [
                     {"timeUnixNano": "1795000000123456789", "asDouble": 5, "traceId": "0af7651916cd43dd8448eb211c80319c",
                      "filteredAttributes": [{"key": "user", "value": {"stringValue": "42"}}]},
                     {"timeUnixNano": "1795000000123456789", "asDouble": 1e9}]}]}}
                """);
        String more = "    without_scope_info: true\n    enable_open_metrics: true\n";

        assertThat(exposed(more, "text/plain", push))
                .contains("h_bucket{le=\"1.234567e+06\"} 1", "h_count 1.2345678e+07");
        assertThat(exposed(more, OPEN_METRICS, push))
                .contains(
                        "h_bucket{le=\"1.234567e+06\"} 1 # {trace_id=\"0af7651916cd43dd8448eb211c80319c\"} 5.0"
                                + " 1.7950000001234567e+09",
                        "h_bucket{le=\"+Inf\"} 12345678",
                        "h_count 12345678");
    }

    @Test
    void deltas_add_up_only_where_one_ends_as_the_next_begins() throws Exception {
        String more = "    without_scope_info: true\n";

        assertThat(exposed(more, "text/plain", delta(1, 2, 5), delta(2, 3, 7))).contains("d_total 12");
        assertThat(exposed(more, "text/plain", delta(1, 2, 5), delta(4, 5, 7))).contains("d_total 7");
        assertThat(exposed(more, "text/plain", delta(1, 5, 5), delta(2, 3, 7))).contains("d_total 5");
    }

    @Test
    void a_series_with_a_label_twice_or_a_reserved_one_is_left_out() throws Exception {
        String push = metric("""
                {"name": "v", "gauge": {"dataPoints": [
                  {"timeUnixNano": "1", "asInt": "1", "attributes": [
                    {"key": "a.b", "value": {"stringValue": "x"}}, {"key": "a_b", "value": {"stringValue": "y"}}]},
                  {"timeUnixNano": "1", "asInt": "2", "attributes": [{"key": "__q", "value": {"stringValue": "x"}}]},
                  {"timeUnixNano": "1", "asInt": "3", "attributes": [{"key": "ok", "value": {"stringValue": "x"}}]}]}}
                """);

        assertThat(exposed("    without_scope_info: true\n", "text/plain", push))
                .containsExactly("# TYPE v gauge", "v{ok=\"x\"} 3");
    }

    @Test
    void a_target_is_described_if_it_has_a_job_and_an_instance() throws Exception {
        String job = "{\"key\": \"service.name\", \"value\": {\"stringValue\": \"a\"}}";
        String instance = "{\"key\": \"service.instance.id\", \"value\": {\"stringValue\": \"1\"}}";
        String gauge = "{\"name\": \"v\", \"gauge\": {\"dataPoints\": [{\"timeUnixNano\": \"1\", \"asInt\": \"1\"}]}}";
        String more = "    const_labels: {env: lab}\n";

        assertThat(exposed(more, "text/plain", metric(gauge, job))).noneMatch(l -> l.startsWith("target_info"));
        assertThat(exposed(more, "text/plain", metric(gauge, job + ", " + instance)))
                .contains("target_info{instance=\"1\",job=\"a\"} 1");
    }

    private static String delta(int start, int end, int value) {
        return metric("""
                {"name": "d", "sum": {"isMonotonic": true, "aggregationTemporality": 1, "dataPoints": [
                  {"startTimeUnixNano": "%d", "timeUnixNano": "%d", "asInt": "%d"}]}}
                """.formatted(start, end, value));
    }

    private static String metric(String json) {
        return metric(json, "");
    }

    private static String metric(String json, String attributes) {
        return "{\"resourceMetrics\": [{\"resource\": {\"attributes\": [" + attributes
                + "]}, \"scopeMetrics\": [{\"scope\": {}, \"metrics\": [" + json + "]}]}]}";
    }

    private List<String> exposed(String more, String accept, String... pushes) throws Exception {
        Path config = folder.resolve("config.yaml");
        Files.writeString(config, """
                receivers:
                  otlp: {protocols: {http: {endpoint: "127.0.0.1:0"}}}
                exporters:
                  prometheus:
                    endpoint: 127.0.0.1:0
                """ + more + """
                service:
                  pipelines:
                    metrics: {receivers: [otlp], exporters: [prometheus]}
                """);
        Launch launch = new Launch(List.of("--config=" + config), Map.of(), Clock.systemUTC(), line -> {});
        try (StandIn collector = OtelCollector.program().start(launch);
                HttpClient client = HttpClient.newHttpClient()) {
            for (String push : pushes) {
                HttpRequest request = HttpRequest.newBuilder(uri(collector, "otlp-http", "/v1/metrics"))
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString(push))
                        .build();
                assertThat(client.send(request, HttpResponse.BodyHandlers.ofString())
                                .statusCode())
                        .isEqualTo(200);
            }
            HttpRequest scrape = HttpRequest.newBuilder(uri(collector, "prometheus", "/metrics"))
                    .header("Accept", accept)
                    .build();
            return client.send(scrape, HttpResponse.BodyHandlers.ofString())
                    .body()
                    .lines()
                    .filter(l -> !l.startsWith("# HELP"))
                    .toList();
        }
    }

    private static URI uri(StandIn collector, String address, String path) {
        return URI.create("http://127.0.0.1:"
                + Objects.requireNonNull(collector.addresses().get(address)).getPort() + path);
    }
}
