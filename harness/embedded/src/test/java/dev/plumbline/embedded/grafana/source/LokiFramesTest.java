package dev.plumbline.embedded.grafana.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Expectations are what the back end of Grafana's Loki data source 13.1.0 answered. */
class LokiFramesTest {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    @Test
    void the_id_of_a_line_is_made_of_labels_that_are_not_escaped_for_html() {
        Frame frame = LogFrames.read(json("""
                {"encodingFlags": ["categorize-labels"], "resultType": "streams", "result": [{
                  "stream": {"app": "web", "env": "dev", "region": "us-east-1"},
                  "values": [["1768472876014470555",
                    "{\\"message\\":\\"m\\",\\"log\\":{\\"level\\":\\"fatal\\"},\\"n\\":153,\\"t\\":false,\\"html\\":\\"<a href=\\\\\\"x\\\\\\">&amp;</a>\\"}",
                    {"parsed": {"html": "<a href=\\"x\\">&amp;</a>", "log_level": "fatal", "message": "m", "n": "153",
                      "t": "false"}}]]}]}
                """));

        assertThat(frame.column(5).value(0).asText()).isEqualTo("1768472876014470555_53abb348");
    }

    @Test
    void a_time_too_large_for_nanoseconds_keeps_its_milliseconds() {
        Frame frame = PromAnswer.of("""
                {"status": "success", "data": {"resultType": "scalar", "result": [1545472900261.696, "3"]}}
                """).frames().getFirst();

        assertThat(frame.column(0).value(0).asLong()).isEqualTo(1545472900261696L);
        assertThat(frame.column(0).nanos()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"queryType\": 5} | number into Go struct field QueryJSONModel.LokiDataQuery.queryType of type string",
                "{\"direction\": 1} | number into Go struct field QueryJSONModel.direction of type string",
                "{\"maxLines\": \"5\"} | string into Go struct field QueryJSONModel.LokiDataQuery.maxLines of type int64",
                "{\"maxLines\": 1.5} | number 1.5 into Go struct field QueryJSONModel.LokiDataQuery.maxLines of type int64",
                "{\"expr\": [], \"step\": 5} | array into Go struct field QueryJSONModel.LokiDataQuery.expr of type string",
            })
    void a_field_of_the_wrong_kind_fails_the_request(String model, String problem) {
        Query query = new Query("A", 0, 60_000, json(model));

        assertThatThrownBy(() -> LokiQuery.of(query))
                .isInstanceOf(BadQueryException.class)
                .hasMessage("failed to parse query model: json: cannot unmarshal " + problem);
    }

    @Test
    void nothing_is_no_field_of_the_wrong_kind() {
        Query query = new Query("A", 0, 60_000, json("{\"queryType\": null, \"maxLines\": null, \"step\": null}"));

        assertThat(LokiQuery.of(query).instant()).isFalse();
    }

    private static JsonNode json(String text) {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
