package dev.plumbline.embedded.tempo;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.plumbline.contract.Answer;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Corners of Tempo's API, as Tempo 3.0.3 answered when it was asked the same. */
class TempoAnswersTest {
    private static final String ID = "00ab0000000000000000000000000001";
    private static final String SPAN =
            "{\"traceId\":\"" + ID + "\",\"spanId\":\"%s\",\"parentSpanId\":\"%s\",\"name\":\"%s\","
                    + "\"startTimeUnixNano\":\"%d\",\"endTimeUnixNano\":\"%d\",\"attributes\":[%s]}";
    private static final long SECOND = 1_000_000_000L;
    private static final long START = Instant.parse("2026-01-15T10:00:00Z").getEpochSecond() * SECOND;

    @TempDir
    Path folder;

    private RunningTempo tempo;

    @BeforeEach
    void start() throws Exception {
        Clock clock = Clock.fixed(Instant.parse("2026-01-15T10:02:00Z"), ZoneOffset.UTC);
        tempo = RunningTempo.start(folder, clock, Map.of(), "");
        String spans = String.join(
                ",",
                SPAN.formatted("0000000000000001", "", "root", START, START + SECOND, text("http.route", "/orders")),
                SPAN.formatted("0000000000000003", "0000000000000001", "late", START + 2, START + 9, ""),
                SPAN.formatted(
                        "0000000000000002", "0000000000000001", "early", START + 1, START + 5, text("tier", "gold")));
        tempo.push("{\"resourceSpans\":[{\"resource\":{\"attributes\":[" + text("service.name", "shop")
                + "]},\"scopeSpans\":[{\"spans\":[" + spans + "]}]}]}");
    }

    @AfterEach
    void stop() {
        tempo.close();
    }

    private static String text(String key, String value) {
        return "{\"key\":\"" + key + "\",\"value\":{\"stringValue\":\"" + value + "\"}}";
    }

    private Answer search(String parameter, String value) throws Exception {
        return tempo.get("/api/search?" + parameter + "=" + URLEncoder.encode(value, StandardCharsets.UTF_8));
    }

    private int found(String parameter, String value) throws Exception {
        return search(parameter, value).body().path("traces").size();
    }

    @Test
    void spans_are_shown_in_the_order_in_which_they_came() throws Exception {
        assertThat(search("q", "{}")
                        .body()
                        .path("traces")
                        .path(0)
                        .path("spanSet")
                        .path("spans")
                        .findValuesAsText("spanID"))
                .containsExactly("0000000000000001", "0000000000000003", "0000000000000002");
    }

    @Test
    void tags_are_part_of_what_a_column_holds_and_equal_to_what_has_none() throws Exception {
        assertThat(found("tags", "http.route=/ord")).isOne();
        assertThat(found("tags", "tier=gold")).isOne();
        assertThat(found("tags", "tier=gol")).isZero();
    }

    @Test
    void ids_are_equal_or_not_and_never_less() throws Exception {
        assertThat(found("q", "{ trace:id = \"" + ID + "\" }")).isOne();
        assertThat(search("q", "{ trace:id > \"00\" }").status()).isEqualTo(500);
        assertThat(search("q", "{ span:parentID =~ \"ab\" }").status()).isEqualTo(500);
        assertThat(search("q", "{ span:parentID =~ \"no id\" }").status()).isEqualTo(200);
    }

    @Test
    void the_number_of_children_finds_nothing() throws Exception {
        assertThat(found("q", "{ span:childCount >= 0 }")).isZero();
    }

    @Test
    void an_integer_that_is_not_there_is_not_selected() throws Exception {
        assertThat(search("q", "{} | select(span.http.response.status_code, span.http.route)")
                        .body()
                        .toString())
                .doesNotContain("status_code")
                .contains("\"nil\"");
    }

    @Test
    void a_trace_id_has_at_most_32_digits_with_its_zeros() throws Exception {
        assertThat(tempo.get("/api/traces/" + ID).status()).isEqualTo(200);
        assertThat(tempo.get("/api/traces/AB0000000000000000000000000001").status())
                .isEqualTo(200);
        assertThat(tempo.get("/api/traces/0" + ID).status()).isEqualTo(400);
        assertThat(tempo.get("/api/traces/" + ID + "?mode=blocks").status()).isEqualTo(404);
    }

    @Test
    void half_a_range_is_refused_and_names_of_old_have_values() throws Exception {
        assertThat(tempo.get("/api/v2/search/tags?start=5").body().asText())
                .isEqualTo(
                        "error parsing date range: only one of start and end provided: must provide both or neither");
        assertThat(tempo.get("/api/search/tag/root.name/values")
                        .body()
                        .path("tagValues")
                        .path(0)
                        .asText())
                .isEqualTo("root");
    }

    @Test
    void a_filter_of_values_counts_comparisons_even_negated_and_unfinished() throws Exception {
        assertThat(values("{ span.tier = \"gold\" }")).containsExactly("early");
        assertThat(values("{ !(span.tier = \"gold\") }")).containsExactly("early");
        assertThat(values("{ span.tier = \"gold\" && span.http.route = }")).containsExactly("early");
        assertThat(values("{ span.tier = \"none\" || span.http.route =~ \"/o.*\" }"))
                .containsExactly("root");
        assertThat(values("{ name = \"late\" || span.tier = \"gold\" }")).containsExactlyInAnyOrder("late", "early");
        assertThat(values("{ .tier = \"gold\" }")).hasSize(3);
    }

    @Test
    void a_comparison_counts_each_field_of_a_selection_and_of_the_rest() throws Exception {
        assertThat(compared("{ } | compare({ span.tier = \"gold\" })"))
                .contains(
                        "baseline name=late 1",
                        "baseline span.http.route=nil 1",
                        "selection name=early 1",
                        "selection span.tier=gold 1",
                        "selection span.http.route=nil 1",
                        "selection_total span.tier=nil 1")
                .doesNotContain("baseline_total span.tier=nil 2")
                .noneMatch(s -> s.contains("duration") || s.contains("trace:id"));
        assertThat(compared("{ span.tier = \"gold\" } | compare({ name = \"late\" })"))
                .as("a field of a condition counts twice")
                .contains("baseline span.tier=gold 2", "baseline name=early 1");
        assertThat(compared("{ } | compare({ true }, 1)").stream().filter(s -> s.startsWith("selection name=")))
                .hasSize(1);
        assertThat(series("{ } | compare({ true }, 0)").status()).isEqualTo(400);
        assertThat(series("{ } | compare({ true }) | topk(1)").status()).isEqualTo(400);
    }

    @Test
    void a_span_without_links_has_one_whose_id_says_nothing() throws Exception {
        assertThat(matched("{ link:spanID !~ \"no id\" }")).isEqualTo(3);
        assertThat(matched("{ link:traceID =~ \"x*\" }")).isEqualTo(3);
        assertThat(found("q", "{ link:spanID != \"ab\" }")).isZero();
    }

    private int matched(String query) throws Exception {
        return search("q", query)
                .body()
                .path("traces")
                .path(0)
                .path("spanSet")
                .path("matched")
                .asInt();
    }

    @Test
    void what_a_structural_operator_reads_is_shown_of_every_span() throws Exception {
        assertThat(search("q", "{} &> { nestedSetParent > -1 }").body().toString())
                .contains("\"intValue\":\"-1\"");
        assertThat(search("q", "{} && { nestedSetParent > -1 }").body().toString())
                .doesNotContain("\"intValue\":\"-1\"");
    }

    @Test
    void a_service_without_a_name_has_an_empty_one() throws Exception {
        tempo.push("{\"resourceSpans\":[{\"scopeSpans\":[{\"spans\":["
                + SPAN.formatted("0000000000000007", "", "nobody", START, START + SECOND, "")
                        .replace(ID, "0000000000000000000000000000000b")
                + "]}]}]}");
        assertThat(found("q", "{ resource.service.name = \"\" }")).isOne();
        assertThat(found("q", "{ resource.service.name = nil }")).isZero();
    }

    @Test
    void metrics_over_what_is_always_there_leave_the_expression_to_storage() throws Exception {
        assertThat(series("{ span:kind != client && !(resource.service.name =~ \"sh.*\") } | count_over_time()")
                        .body()
                        .at("/series/0/value")
                        .asInt())
                .isEqualTo(3);
        assertThat(series("{ name = \"late\" } | histogram_over_time(duration) by (span.tier)")
                        .body()
                        .at("/series/0/labels")
                        .findValuesAsText("key"))
                .containsExactly("__bucket");
    }

    @Test
    void durations_of_traces_are_listed_under_their_long_name_and_children_are_not_compared() throws Exception {
        String tag = "/api/v2/search/tag/trace%3Aduration/values";
        assertThat(tempo.get(tag).body().path("tagValues").findValuesAsText("value"))
                .containsExactly("1000000000");
        assertThat(tempo.get(tag + "?q=" + URLEncoder.encode("{ name = \"late\" }", StandardCharsets.UTF_8))
                        .body()
                        .path("tagValues")
                        .findValuesAsText("value"))
                .containsExactly("1s");
        assertThat(tempo.get("/api/v2/search/tag/traceDuration/values").body().path("tagValues"))
                .isEmpty();
        String children = "q=" + URLEncoder.encode("{ span:childCount > 0 }", StandardCharsets.UTF_8);
        assertThat(tempo.get("/api/v2/search/tags?" + children).status()).isEqualTo(500);
        assertThat(tempo.get("/api/v2/search/tag/name/values?" + children).status())
                .isEqualTo(500);
        assertThat(tempo.get("/api/v2/search/tag/kind/values?" + children).status())
                .isEqualTo(200);
    }

    @Test
    void blocks_are_named_by_ids() throws Exception {
        assertThat(tempo.get("/api/traces/" + ID + "?blockStart=0").body().asText())
                .isEqualTo("invalid value for blockstart: invalid UUID length: 1");
        assertThat(tempo.get("/api/v2/traces/" + ID + "?blockEnd=" + "x".repeat(36))
                        .body()
                        .asText())
                .isEqualTo("invalid value for blockEnd: invalid UUID format");
        assertThat(tempo.get("/api/traces/" + ID + "?blockEnd=00000000-0000-0000-0000-00000000000f")
                        .status())
                .isEqualTo(200);
    }

    private List<String> compared(String query) throws Exception {
        List<String> found = new ArrayList<>();
        for (JsonNode series : series(query).body().path("series")) {
            JsonNode field = series.path("labels").path(1);
            found.add(series.path("labels")
                            .path(0)
                            .path("value")
                            .path("stringValue")
                            .asText() + " "
                    + field.path("key").asText() + "="
                    + field.path("value").path("stringValue").asText() + " "
                    + series.path("value").asInt());
        }
        return found;
    }

    private Answer series(String query) throws Exception {
        long from = START / SECOND - 10;
        return tempo.get("/api/metrics/query?start=" + from + "&end=" + (from + 60) + "&q="
                + URLEncoder.encode(query, StandardCharsets.UTF_8));
    }

    private List<String> values(String filter) throws Exception {
        return tempo.get("/api/v2/search/tag/name/values?q=" + URLEncoder.encode(filter, StandardCharsets.UTF_8))
                .body()
                .path("tagValues")
                .findValuesAsText("value");
    }
}
