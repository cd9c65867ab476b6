package dev.plumbline.embedded.grafana.source;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.plumbline.embedded.grafana.provision.DataSource;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** Expectations are what the back end of Grafana's Tempo data source 13.1.5 answered. */
class TempoFramesTest {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    @Test
    void a_field_of_the_wrong_kind_fails_its_query() {
        DataSource source = new DataSource(
                1, "u", 1, "n", "tempo", "proxy", "http://127.0.0.1:1", false, json("{}"), List.of(), false);
        Query query = new Query("A", 0, 60_000, json("{\"queryType\": \"traceql\", \"query\": \"{}\", \"step\": 60}"));

        JsonNode result = Objects.requireNonNull(Backend.of(source, new Upstream())
                        .orElseThrow()
                        .query(List.of(query))
                        .get("A"))
                .json();

        assertThat(result.path("status").asInt()).isEqualTo(500);
        assertThat(result.path("errorSource").asText()).isEqualTo("downstream");
        assertThat(result.path("error").asText())
                .isEqualTo("failed to unmarshall Tempo query model: json: cannot unmarshal number"
                        + " into Go struct field TempoQuery.step of type string");
    }

    @Test
    void the_raw_answer_is_written_as_go_writes_it() {
        Frame frame = RawSearch.frame(json("""
                {"traces": [{"traceID": "a", "rootServiceName": "<root span not yet received>", "spanSet": {"spans": [
                  {"spanID": "b", "attributes": [
                    {"key": "zero", "value": {"intValue": "0"}},
                    {"key": "list", "value": {"arrayValue": {"values": [{"stringValue": "x"}, {"boolValue": false}]}}}
                  ]}]}}], "metrics": {}}
                """));

        String raw = frame.column(0).value(0).asText();
        assertThat(raw).contains("\"rootServiceName\": \"\\u003croot span not yet received\\u003e\"");
        assertThat(json(raw).at("/traces/0/spanSet/spans/0/attributes"))
                .hasToString("[{\"key\":\"zero\",\"value\":{\"Value\":{}}},{\"key\":\"list\",\"value\":{\"Value\":"
                        + "{\"array_value\":{\"values\":[{\"Value\":{\"string_value\":\"x\"}},{\"Value\":{}}]}}}}]");
    }

    @Test
    void a_series_without_a_name_is_configured_all_the_same() {
        JsonNode answer = json("""
                {"series": [{"labels": [{"key": "a", "value": {"stringValue": ""}}],
                  "samples": [{"timestampMs": "1000", "value": 1}]}]}
                """);

        assertThat(TraceMetrics.range(answer, "{} | rate() by (.a)")
                        .getFirst()
                        .json()
                        .at("/schema/fields/1/config"))
                .hasToString("{}");
    }

    private static JsonNode json(String text) {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
