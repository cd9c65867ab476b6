package dev.plumbline.embedded.prometheus;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plumbline.embedded.http.Request;
import dev.plumbline.embedded.http.Response;
import dev.plumbline.embedded.prometheus.ingest.OtlpWrite;
import dev.plumbline.embedded.prometheus.storage.Exemplars;
import dev.plumbline.embedded.prometheus.storage.Tsdb;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Corners of the OTLP receiver as the real Prometheus 3.14.0 took them. */
final class OtlpWriteTest {
    private final Tsdb tsdb = new Tsdb(Long.MAX_VALUE / 2, new Exemplars(100));
    private final OtlpWrite otlp = new OtlpWrite(tsdb, () -> List.of("service.version"));

    private Response push(String resource, String metric) {
        String body = "{\"resourceMetrics\": [{\"resource\": {\"attributes\": [" + resource
                + "]}, \"scopeMetrics\": [{\"metrics\": [" + metric + "]}]}]}";
        return otlp.handle(new Request(
                "POST",
                URI.create("/api/v1/otlp/v1/metrics"),
                Map.of("content-type", "application/json"),
                Map.of(),
                Map.of(),
                body.getBytes(StandardCharsets.UTF_8)));
    }

    private static String attribute(String key, String value) {
        return "{\"key\": \"" + key + "\", \"value\": {" + value + "}}";
    }

    private static String gauge(String name, String attributes, String more) {
        return "{\"name\": \"" + name + "\", \"gauge\": {\"dataPoints\": [{\"timeUnixNano\": \"1768471200000000000\","
                + " \"asInt\": \"1\", \"attributes\": [" + attributes + "]" + more + "}]}}";
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    "stringValue": "x"                                                          | x
                    "bytesValue": "aGk="                                                        | aGk=
                    "doubleValue": 1e21                                                         | 1e+21
                    "arrayValue": {"values": [{"stringValue": "a"}, {"intValue": "1"}]}         | ["a",1]
                    "kvlistValue": {"values": [{"key": "n", "value": {"boolValue": true}}]}     | {"n":true}
                    """)
    void an_attribute_becomes_text(String value, String text) {
        assertThat(push("", gauge("m", attribute("a", value), "")).status()).isEqualTo(200);
        assertThat(tsdb.labelSets().getFirst().get("a")).isEqualTo(text);
    }

    @Test
    void attributes_of_one_label_are_joined_in_the_order_of_their_names() {
        push(
                "",
                gauge(
                        "m",
                        attribute("a_b", "\"stringValue\": \"3\"") + "," + attribute("a-b", "\"stringValue\": \"1\"")
                                + "," + attribute("a.b", "\"stringValue\": \"2\""),
                        ""));
        assertThat(tsdb.labelSets().getFirst().get("a_b")).isEqualTo("1;2;3");
    }

    @Test
    void a_job_is_made_of_what_there_is() {
        push(
                attribute("service.name", "\"stringValue\": \"\"") + ","
                        + attribute("service.namespace", "\"stringValue\": \"shop\"") + ","
                        + attribute("host.name", "\"stringValue\": \"h\""),
                gauge("m", "", ""));
        assertThat(tsdb.labelSets())
                .extracting(l -> l.name() + " " + l.get("job") + " " + l.get("host_name"))
                .containsExactly("m shop/ ", "target_info shop/ h");
    }

    @Test
    void a_promoted_attribute_alone_identifies_no_target() {
        push(
                attribute("service.version", "\"stringValue\": \"1\"") + ","
                        + attribute("host.name", "\"stringValue\": \"h\""),
                gauge("m", "", ""));
        assertThat(tsdb.labelSets()).extracting(l -> l.name()).containsExactly("m");
    }

    @Test
    void a_gauge_keeps_no_exemplars() {
        push("", gauge("m", "", ", \"exemplars\": [{\"timeUnixNano\": \"1768471200000000000\", \"asInt\": \"1\"}]"));
        assertThat(tsdb.exemplars().size()).isZero();
    }

    @Test
    void a_name_of_nothing_is_refused() {
        assertThat(push("", gauge("...", "", "")).status()).isEqualTo(500);
        assertThat(tsdb.labelSets()).isEmpty();
    }

    @Test
    void a_point_without_a_value_keeps_no_exemplars() {
        String sum = "{\"name\": \"m\", \"sum\": {\"isMonotonic\": true, \"aggregationTemporality\": 2,"
                + " \"dataPoints\": [{\"timeUnixNano\": \"1768471200000000000\", \"asInt\": \"1\", \"flags\": %d,"
                + " \"exemplars\": [{\"timeUnixNano\": \"1768471200000000000\", \"asInt\": \"1\"}]}]}}";

        push("", sum.formatted(1));
        assertThat(tsdb.exemplars().size()).isZero();
        push("", sum.formatted(0));
        assertThat(tsdb.exemplars().size()).isEqualTo(1);
    }
}
