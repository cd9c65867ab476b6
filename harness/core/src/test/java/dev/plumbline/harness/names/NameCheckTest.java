package dev.plumbline.harness.names;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class NameCheckTest {
    private static final Exposed PINNED = Exposed.pinned();

    private static List<String> problems(String query) {
        return NameCheck.ofPromQl(query, PINNED).stream()
                .map(NameProblem::message)
                .toList();
    }

    @Test
    void the_dashboards_and_rules_of_this_repository_name_only_what_is_exposed() {
        assertThat(NameCheck.of(Path.of("../../config"), PINNED)).isEmpty();
    }

    @Test
    void an_unknown_metric_is_told_with_the_nearest_name_and_its_component() {
        assertThat(problems("rate(loki_distributor_lines_recieved_total[$__rate_interval])"))
                .containsExactly("no component exposes the metric 'loki_distributor_lines_recieved_total'; the nearest"
                        + " known name is 'loki_distributor_lines_received_total' of Loki 3.7.6, one process");
    }

    @Test
    void a_counter_with_a_suffix_that_the_pinned_version_does_not_write_is_a_problem() {
        assertThat(problems("rate(otelcol_receiver_accepted_spans_total[5m])"))
                .singleElement()
                .asString()
                .contains("'otelcol_receiver_accepted_spans'");
    }

    @Test
    void labels_are_checked_in_matchers_and_in_groupings() {
        assertThat(problems("sum by (jobb) (up{instanze=\"x\"})"))
                .containsExactly(
                        "the metric 'up' has no label 'instanze'; the nearest it has is 'instance'",
                        "the result has no label 'jobb'; the nearest it has is 'job'");
    }

    @Test
    void functions_keywords_strings_and_made_labels_are_not_taken_for_names() {
        assertThat(problems("""
                label_replace(histogram_quantile(0.9, sum by (le) (rate(prometheus_http_request_duration_seconds_bucket{\
                handler=~"/api.*"}[5m] offset 1m))), "made", "$1", "le", "(.*)") > bool on (made) group_left ()
                count(up == 1 or vector(inf)) # comment_metric
                """)).isEmpty();
    }

    @Test
    void a_name_in_braces_is_a_name_and_a_pattern_for_names_is_none() {
        assertThat(problems("{\"nonsense_metric\", job=\"x\"}")).hasSize(1);
        assertThat(problems("{__name__=\"nonsense_metric\"}")).hasSize(1);
        assertThat(problems("{__name__=~\"nonsense.*\"}")).isEmpty();
        assertThat(problems("$metric + ${other}")).isEmpty();
    }

    @Test
    void what_a_running_prometheus_holds_can_take_the_place_of_the_lists() {
        Exposed running = Exposed.by(new Exposed.Component("the running Prometheus", Map.of("a", Set.of("b"))));
        assertThat(NameCheck.ofPromQl("a{b=\"c\"}", running)).isEmpty();
        assertThat(NameCheck.ofPromQl("loki_ingester_memory_streams", running))
                .singleElement()
                .asString()
                .contains("Prometheus does not hold the metric 'loki_ingester_memory_streams'")
                .contains("it is known of Loki 3.7.6");
    }

    @Test
    void labels_in_logql_are_read_from_selectors_filters_and_groupings() {
        Mention mention = NameReader.logQl("""
                sum by (service, stream) (count_over_time({job="docker", x=~"$y"} |= "a=b" | logfmt \
                | level="error" or stream="stderr", n > 5 | label_format new=old [$__auto]))""");
        assertThat(mention.selectors().getFirst().labels()).containsExactly("job", "x");
        assertThat(mention.grouping()).containsExactlyInAnyOrder("service", "stream", "level", "n");
        assertThat(mention.created()).containsExactly("new");
    }
}
