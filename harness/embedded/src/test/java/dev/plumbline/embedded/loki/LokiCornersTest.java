package dev.plumbline.embedded.loki;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plumbline.contract.Answer;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Expectations are what Loki 3.7.6 answered to the same questions; volumes are as its ingester counts them. */
class LokiCornersTest {
    private static final String LIMITS = "  discover_log_levels: false\n  discover_service_name: []\n";
    private static final long START = 1_768_471_200_000_000_000L;
    private static final String TIMES = "&start=1768471200&end=1768473000";

    @TempDir
    Path folder;

    private LokiProcess loki;

    @BeforeEach
    void start() throws IOException {
        loki = LokiProcess.start(folder, LIMITS, 1_795_351_746_595_181_568L);
        push("web", "{\\\"broken\\\": \\\"json\\\", \\\"n\\\": 181", "{\\\"n\\\":1,\\\"empty\\\":\\\"\\\"}");
    }

    @AfterEach
    void stop() {
        loki.close();
    }

    private void push(String app, String... lines) {
        StringBuilder values = new StringBuilder();
        for (int i = 0; i < lines.length; i++) {
            values.append(i == 0 ? "" : ",")
                    .append("[\"")
                    .append(START + 60_000_000_000L * (i + 1))
                    .append("\",\"")
                    .append(lines[i])
                    .append("\"]");
        }
        String body = "{\"streams\":[{\"stream\":{\"app\":\"" + app + "\"},\"values\":[" + values + "]}]}";
        assertThat(loki.post("/loki/api/v1/push", "application/json", body).status())
                .isEqualTo(204);
    }

    private Answer range(String query) {
        return loki.get("/loki/api/v1/query_range?step=300&query=" + encoded(query) + TIMES);
    }

    private Answer instant(String query) {
        return loki.get("/loki/api/v1/query?time=1768473000&query=" + encoded(query));
    }

    private static String encoded(String query) {
        return URLEncoder.encode(query, StandardCharsets.UTF_8);
    }

    private List<String> lines(String query) {
        return range(query).body().findValues("values").stream()
                .flatMap(values -> java.util.stream.StreamSupport.stream(values.spliterator(), false))
                .map(value -> value.path(1).asText())
                .toList();
    }

    @Test
    void a_field_is_found_in_an_object_that_breaks_off_behind_it() {
        Answer answer = range("{app=\"web\"} | json n | n=\"181\"");

        assertThat(answer.body()
                        .path("data")
                        .path("result")
                        .path(0)
                        .path("stream")
                        .path("n")
                        .asText())
                .isEqualTo("181");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "count_over_time({app=\"web\"} &= \"empty\" & json [30m]) | true",
                "count_over_time({app=\"web\"} &= \"empty\" & json & drop x [30m]) | false",
                "count_over_time({app=\"web\"} &= \"empty\" & json & label_format a=app [30m]) | false",
                "max by (empty) (count_over_time({app=\"web\"} &= \"empty\" & json & drop x [30m])) | false",
                "sum by (empty) (count_over_time({app=\"web\"} &= \"empty\" & json & drop x [30m])) | true",
            })
    void a_stage_that_reduces_labels_loses_empty_ones_in_a_metric(String query, boolean kept) {
        Answer answer = instant(query.replace('&', '|'));

        assertThat(answer.body()
                        .path("data")
                        .path("result")
                        .path(0)
                        .path("metric")
                        .has("empty"))
                .isEqualTo(kept);
    }

    @Test
    void nothing_but_empty_lines_is_nothing() {
        push("hollow", "", "");
        assertThat(lines("{app=\"hollow\"}")).isEmpty();
        assertThat(loki.get("/loki/api/v1/series?match[]=%7Bapp%3D%22hollow%22%7D" + TIMES)
                        .body()
                        .path("data"))
                .hasSize(1);
        push("hollow", "x");
        assertThat(lines("{app=\"hollow\"}")).containsExactlyInAnyOrder("", "", "x");
    }

    @Test
    void a_time_that_ends_before_it_begins_is_refused_and_not_even_merged_where_its_day_is_cached() {
        String backwards = "start=1768471500&end=1768471440";
        for (String asked : List.of(
                "/loki/api/v1/labels?query=%7Bapp%3D%22web%22%7D&",
                "/loki/api/v1/label/app/values?", "/loki/api/v1/series?match[]=%7Bapp%3D%22web%22%7D&")) {
            assertThat(loki.get(asked + backwards).status()).isEqualTo(400);
            assertThat(loki.get(asked + TIMES.substring(1)).status()).isEqualTo(200);
            assertThat(loki.get(asked + backwards).status()).isEqualTo(500);
            assertThat(loki.get(asked + "start=1768600000&end=1768471440").status())
                    .isEqualTo(400);
        }
    }

    @Test
    void an_alternative_that_matches_anything_is_left_out() {
        assertThat(lines("{app=\"web\"} |= \"\" or `zzz`")).isEmpty();
        assertThat(lines("{app=\"web\"} |~ \"zzz\" or \"\"")).isEmpty();
        assertThat(lines("{app=\"web\"} |= \"broken\" or \"\"")).hasSize(1);
        assertThat(lines("{app=\"web\"} |= \"\"")).hasSize(2);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{{ $x := fromJson `` }}{{ $x.user }} | <no value> | ''",
                "{{ substr 3 2 .app }} | '' | 'template: line:1:3: executing \"line\" at <substr 3 2 .app>: error calling"
                        + " substr: runtime error: slice bounds out of range [3:2]'",
                "{{ range $i, $e := (slice \"abc\" 0 2) }}{{$i}}{{end}} | '' | 'template: line:1:34: executing \"line\""
                        + " at <2>: range can''t iterate over ab'",
                "{{ template \"x\" }} | '' | 'template: line:1:12: executing \"line\" at <{{template \"x\"}}>:"
                        + " template \"x\" not defined'",
            })
    void templates_fail_as_they_do_in_go(String template, String line, String details) {
        Answer answer = range("{app=\"web\"} |= \"empty\" | line_format `" + template.replace("``", "\"\"") + "`");

        var stream = answer.body().path("data").path("result").path(0);
        assertThat(stream.path("stream").path("__error_details__").asText("")).isEqualTo(details);
        if (details.isEmpty()) {
            assertThat(stream.path("values").path(0).path(1).asText().strip()).isEqualTo(line);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '#',
            value = {
                "{app=\"web\"} | line_format \"{{..x\" # unexpected . after term \".\"",
                "{app=\"web\"} | json x=\"a..b\" # syntax error: unexpected DOT, expecting FIELD",
                "{app=\"web\"} | json x=\"a[-1]\" # syntax error: unexpected $end, expecting STRING or INDEX",
                "{app=\"web\"} | size > 1PB # parse error at line 1, col 22: 'P' exponent requires hexadecimal mantissa",
                "{app=\"web\"} | regexp \"(?P<a>x))\" # unexpected ): `(?P<a>x))`",
                "avg_over_time({app=\"web\"} | unwrap v | logfmt [1m]) # line 1, col 40: syntax error: unexpected logfmt,"
                        + " expecting IDENTIFIER or (",
                "sum(1) # at least one regexp or equality matcher",
                "rate({app=\"web\"}[1y]) # the query time range exceeds the limit (query length: 8760h30m0s, limit:"
                        + " 30d1h)",
            })
    void what_is_refused_is_refused_at_its_place(String query, String message) {
        Answer answer = range(query);

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.body().asText()).contains(message);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "labels?start=0&end=1768471200 | 400 | the query time range exceeds the limit",
                "series?match[]=%7B%7D&match[]=%7Bapp=%22web%22%7D | 400 | 0 matchers in group",
                "detected_labels?start=1768473000&end=1768471200 | 400 | end timestamp must not be before",
                "detected_labels | 200 | {}",
                "detected_fields?query=%7Bapp=%22none%22%7D | 200 | {}",
                "patterns?query=%7Bapp=%22web%22%7D&start=1768471200&end=1768473000 | 200 | []",
                "patterns?query=%7Bapp=%22web%22%7D | 404 | ''",
                "tail?query=%7Bapp=%22web%22%7D | 400 | Bad Request",
            })
    void what_there_is_to_explore_answers_in_the_corners(String question, int status, String part) {
        Answer answer = loki.get("/loki/api/v1/" + question.replace("[", "%5B").replace("]", "%5D"));

        assertThat(answer.status()).isEqualTo(status);
        assertThat(
                        answer.body().isTextual()
                                ? answer.body().asText()
                                : answer.body().toString())
                .contains(part);
    }

    @Test
    void volumes_are_shares_of_a_stream_by_time() {
        Answer all = loki.get("/loki/api/v1/index/volume?query=" + encoded("{app=\"web\"}") + TIMES);
        Answer half = loki.get(
                "/loki/api/v1/index/stats?query=" + encoded("{app=\"web\"}") + "&start=1768471260&end=1768471290");

        assertThat(all.body().path("data").path("result").toString())
                .isEqualTo("[{\"metric\":{\"app\":\"web\"},\"value\":[1768473000,\"45\"]}]");
        assertThat(half.body().toString()).isEqualTo("{\"streams\":1,\"chunks\":1,\"bytes\":22,\"entries\":1}");
    }

    @Test
    void labels_are_looked_up_in_the_whole_index_that_a_time_touches() {
        push("later", "a", "b", "c", "d", "e");

        Answer answer = loki.get("/loki/api/v1/label/app/values?start=1768471450&end=1768471500");

        assertThat(answer.body().path("data").toString()).isEqualTo("[\"later\",\"web\"]");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "null | 422 | at least one valid stream is required",
                "[] | 400 | readObjectStart: expect { or n, but found [",
                "{'streams': {}} | 400 | decode slice: expect [ or n, but found {",
                "{'streams': [{'stream': {'a': 'b'}, 'values': [[1768471200000000000, 'x']]}]} | 400 | unmarshalerDecoder",
                "{'streams': [{'stream': {'a': 'b'}, 'values': [['1768471200000000000', 1]]}]} | 400 | unmarshalerDecoder",
                "{'streams': [{'stream': {'1a': 'b'}, 'values': [['1768471200000000000', 'x']]}]} | 400 | couldn't parse"
                        + " labels: 1:2",
                "{'streams': [{'stream': {'a': 'b'}, 'values': [['1768471200000000000', 'x', {'ü': ''}]]}]} | 500 |"
                        + " normalization for label name",
            })
    void pushes_are_refused_as_the_real_one_refuses_them(String body, int status, String part) {
        Answer answer = loki.post("/loki/api/v1/push", "application/json", body.replace('\'', '"'));

        assertThat(answer.status()).isEqualTo(status);
        assertThat(answer.body().asText()).contains(part);
    }

    @Test
    void a_refused_otlp_request_is_answered_with_a_status_in_protobuf() {
        Answer answer = loki.post("/otlp/v1/logs", "application/json", """
                {"resourceLogs": [{"resource": {"attributes": [{"key": "service.name",
                  "value": {"stringValue": "o"}}]}, "scopeLogs": [{"logRecords": []}]}]}
                """);

        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.body().asText())
                .isEqualTo("\u00129error at least one valid stream is required for ingestion");
    }

    @Test
    void an_empty_expression_is_no_condition_on_a_label() {
        assertThat(lines("{app=\"web\"} | app=~\"\"")).hasSize(2);
        assertThat(lines("{app=\"web\"} | app!~\"\"")).isEmpty();
        assertThat(lines("{app=\"web\"} | nosuch=~\"a|\"")).isEmpty();
        assertThat(lines("{app=\"web\"} | nosuch!~\"a|\"")).hasSize(2);
        assertThat(lines("{app=\"web\"} |~ \"zzz|\"")).isEmpty();
        assertThat(lines("{app=\"web\"} !~ \"zzz|\"")).hasSize(2);
        assertThat(lines("{app=\"web\"} | nosuch=~\"(a)?\"")).hasSize(2);
    }
}
