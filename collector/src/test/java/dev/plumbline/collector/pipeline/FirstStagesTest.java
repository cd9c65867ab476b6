package dev.plumbline.collector.pipeline;

import static dev.plumbline.collector.pipeline.Blocks.block;
import static org.assertj.core.api.Assertions.assertThat;

import dev.plumbline.collector.entry.Entry;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FirstStagesTest {
    @Test
    void an_entry_that_no_stage_touches_is_the_same_object() {
        Bench bench = new Bench(block("stage.drop", "expression", "GET /-/(ready|healthy) "));
        Entry entry = bench.entry("GET /api/orders 200");

        assertThat(bench.accept(entry).out()).hasSize(1).first().isSameAs(entry);
    }

    @Test
    void structured_metadata_takes_names_that_labels_cannot_have() {
        Bench bench = new Bench(
                block("stage.json", "expressions", Map.of("id", "")),
                block("stage.structured_metadata", "values", Map.of("trace.id", "id")));

        assertThat(bench.line("{\"id\":\"7\"}").out().getFirst().structuredMetadata())
                .containsExactly(Map.entry("trace.id", "7"));
    }

    @Test
    void a_location_may_have_one_of_the_old_names() {
        Bench bench = new Bench(
                block("stage.regex", "expression", "(?P<t>.*)"),
                block("stage.timestamp", "source", "t", "format", "2006-01-02 15:04 MST", "location", "EST"));

        assertThat(bench.line("2026-01-15 10:00 EST").out().getFirst().timestamp())
                .isEqualTo(Instant.parse("2026-01-15T15:00:00Z").getEpochSecond() * 1_000_000_000L);
    }

    @Test
    void a_drop_settles_the_receipt_with_its_reason() {
        Bench bench =
                new Bench(block("stage.drop", "expression", "GET /-/(ready|healthy) ", "drop_counter_reason", "probe"));

        bench.line("GET /-/ready 200").line("GET /-/read 200");

        assertThat(bench.lines()).containsExactly("GET /-/read 200");
        assertThat(bench.settled()).containsExactly("GET /-/ready 200 dropped probe");
    }

    @Test
    void drop_by_source_and_value_compares_the_whole_value() {
        Bench bench = new Bench(
                block("stage.json", "expressions", Map.of("level", "")),
                block("stage.drop", "source", "level", "value", "info"));

        bench.line("{\"level\":\"info\"}").line("{\"level\":\"information\"}").line("x");

        assertThat(bench.lines()).containsExactly("{\"level\":\"information\"}", "x");
        assertThat(bench.settled()).containsExactly("{\"level\":\"info\"} dropped drop_stage");
    }

    @Test
    void drop_needs_all_of_its_conditions() {
        Bench bench = new Bench(
                Instant.ofEpochSecond(0, Bench.START).plusSeconds(3601),
                block("stage.drop", "older_than", "1h", "longer_than", "3B", "expression", "a"));

        bench.line("aaaa").line("aaa").line("bbbb");

        assertThat(bench.lines()).containsExactly("aaa", "bbbb");
    }

    @Test
    void json_extracts_numbers_booleans_lists_and_objects_as_text() {
        Bench bench = new Bench(
                block("stage.json", "expressions", Map.of("n", "a.n", "b", "", "l", "list[-1:]", "o", "a", "none", "")),
                block("stage.labels", "values", Map.of("n", "", "b", "", "l", "", "o", "", "none", "")));

        bench.line("{\"a\":{\"n\":1.50},\"b\":true,\"list\":[1,\"<2>\"],\"none\":null}");

        assertThat(bench.labels())
                .isEqualTo(Map.of("n", "1.5", "b", "true", "l", "[\"\\u003c2\\u003e\"]", "o", "{\"n\":1.5}"));
    }

    @Test
    void regex_extracts_from_an_extracted_value() {
        Bench bench = new Bench(
                block("stage.regex", "expression", "path=(?P<path>\\S+)"),
                block("stage.regex", "expression", "^/(?P<top>[a-z]+)", "source", "path", "labels_from_groups", true));

        bench.line("path=/api/x");

        assertThat(bench.labels()).isEqualTo(Map.of("top", "api"));
    }

    @Test
    void static_labels_without_a_value_change_nothing() {
        Bench bench = new Bench(block("stage.static_labels", "values", Map.of("job", "", "env", "lab")));

        assertThat(bench.line("x").labels()).isEqualTo(Map.of("env", "lab"));
    }

    @Test
    void every_problem_is_told_where_its_value_stands() {
        Bench bench = new Bench(
                block("stage.regex", "source", "x", "expression", "("),
                block("stage.regex", "expression", "abc"),
                block("stage.json", "expressions", Map.of()),
                block("stage.json", "expressions", Map.of("a", "a[")),
                block("stage.drop"),
                block("stage.labels", "values", Map.of("a-b", "")),
                block("stage.geoip", "db", "x"));

        assertThat(bench.problems())
                .isEqualTo(List.of(
                        "test.alloy:1:1: drop stage config must contain at least one of `source`, `expression`,"
                                + " `older_than` or `longer_than`",
                        "test.alloy:1:1: stage.geoip is not supported by this collector: it needs a GeoIP database",
                        "test.alloy:2:1: the expression has no named group, so the stage extracts nothing; write"
                                + " (?P<name>...)",
                        "test.alloy:2:1: JMES expressions or regex is required",
                        "test.alloy:2:1: could not compile JMES expression of \"a\": SyntaxError: Expected *,"
                                + " received: end",
                        "test.alloy:2:1: invalid label name: a-b",
                        "test.alloy:2:2: error parsing regexp: missing closing ): `(`"));
    }
}
