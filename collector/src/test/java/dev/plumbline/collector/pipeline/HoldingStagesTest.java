package dev.plumbline.collector.pipeline;

import static dev.plumbline.collector.pipeline.Blocks.block;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class HoldingStagesTest {
    @Test
    void an_open_block_keeps_its_receipts_until_it_is_handed_on() {
        Bench bench = new Bench(
                block("stage.multiline", "firstline", "^#", "max_wait_time", "1s"),
                block("stage.drop", "expression", "#1", "drop_counter_reason", "done"));

        bench.line("#1").line("a").line("b");
        assertThat(bench.settled()).isEmpty();
        bench.line("#2");

        assertThat(bench.settled()).containsExactly("#1 dropped done", "a dropped done", "b dropped done");
    }

    @Test
    void an_idle_block_is_handed_on_after_the_wait_since_its_last_line() {
        Bench bench = new Bench(block("stage.multiline", "firstline", "^#", "max_wait_time", "3s"));

        bench.line("#1");
        bench.timer().pass(Duration.ofSeconds(2));
        bench.line("a");
        bench.timer().pass(Duration.ofSeconds(2));
        assertThat(bench.lines()).isEmpty();
        bench.timer().pass(Duration.ofSeconds(1));

        assertThat(bench.lines()).containsExactly("#1\na");
        assertThat(bench.line("b").lines()).containsExactly("#1\na", "b");
    }

    @Test
    void after_the_end_nothing_is_held_back() {
        Bench bench = new Bench(block("stage.multiline", "firstline", "^#"));

        bench.line("#1").line("a").finish().line("#2");

        assertThat(bench.lines()).containsExactly("#1\na", "#2");
    }

    @Test
    void partial_cri_lines_are_one_entry_with_one_fate() {
        Bench bench = new Bench(block("stage.cri"), block("stage.drop", "expression", "^ab$"));

        bench.line("2026-01-15T10:00:06Z stdout P a").line("2026-01-15T10:00:07Z stdout F b");

        assertThat(bench.settled())
                .containsExactly(
                        "2026-01-15T10:00:06Z stdout P a dropped drop_stage",
                        "2026-01-15T10:00:07Z stdout F b dropped drop_stage");
    }

    @Test
    void lines_that_become_one_entry_join_before_either_is_settled() {
        Bench bench = new Bench(block("stage.cri"), block("stage.multiline", "firstline", "^#"));

        bench.line("2026-01-15T10:00:06Z stdout P #").line("2026-01-15T10:00:06Z stdout F 1");
        bench.line("2026-01-15T10:00:07Z stdout F b").line("2026-01-15T10:00:08Z stdout F #2");

        String first = "2026-01-15T10:00:06Z stdout P #";
        String second = "2026-01-15T10:00:06Z stdout F 1";
        assertThat(bench.joined())
                .containsExactlyInAnyOrder(
                        first + " + " + second, first + " + " + second, second + " + 2026-01-15T10:00:07Z stdout F b");
        assertThat(bench.settled()).isEmpty();
    }

    @Test
    void a_limit_lets_pass_again_as_time_goes_by() {
        Bench bench = new Bench(block("stage.limit", "rate", 2, "burst", 1, "drop", true));

        bench.line("1").line("2");
        bench.timer().pass(Duration.ofMillis(500));
        bench.line("3").line("4");

        assertThat(bench.lines()).containsExactly("1", "3");
        assertThat(bench.settled()).containsExactly("2 dropped ratelimit_drop_stage", "4 dropped ratelimit_drop_stage");
    }

    @Test
    void sampling_decides_the_same_for_the_same_line() {
        Bench bench = new Bench(block("stage.sampling", "rate", 0.25));
        for (int i = 0; i < 4000; i++) {
            bench.line("line " + i);
        }
        List<String> first = List.copyOf(bench.lines());
        Bench again = new Bench(block("stage.sampling", "rate", 0.25));
        for (int i = 0; i < 4000; i++) {
            again.line("line " + i);
        }

        assertThat(again.lines()).isEqualTo(first);
        assertThat(first.size()).isBetween(900, 1100);
    }

    @Test
    void match_sends_only_selected_entries_through_its_stages() {
        Bench bench = new Bench(block(
                "stage.match",
                "selector",
                "{job=\"in\"} |~ \"[0-9]+\" != \"7\"",
                block("stage.static_labels", "values", Map.of("m", "1"))));

        assertThat(bench.line("a 5").labels()).isEqualTo(Map.of("m", "1"));
        assertThat(bench.line("a 57").labels()).isEmpty();
        assertThat(bench.line("a").labels()).isEmpty();
    }

    @Test
    void problems_of_inner_stages_and_selectors_are_told() {
        Bench bench = new Bench(
                block(
                        "stage.match",
                        "selector",
                        "{",
                        block("stage.timestamp", "source", "t", "format", "RFC3339", "location", "Moon/Base")),
                block("stage.template", "source", "a", "template", "{{ .x"),
                block("stage.template", "source", "a", "template", "{{ now }}"),
                block("stage.tenant", "value", "a", "source", "b"));

        assertThat(bench.problems())
                .containsExactly(
                        "test.alloy:2:1: invalid selector syntax for match stage: parse error at line 1, col 2: syntax"
                                + " error: unexpected the end, expecting the name of a label",
                        "test.alloy:2:2: template: pipeline_template:1: unclosed action",
                        "test.alloy:2:2: template: pipeline_template:1: function \"now\" is not supported by this"
                                + " collector",
                        "test.alloy:2:2: label, source and value are mutually exclusive: you should set source, value or"
                                + " label but not all",
                        "test.alloy:2:3: invalid location specified: unknown time zone Moon/Base; expected one such as"
                                + " Europe/Berlin");
    }
}
