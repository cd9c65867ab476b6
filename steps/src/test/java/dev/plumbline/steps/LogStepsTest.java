package dev.plumbline.steps;

import static dev.plumbline.harness.stack.Service.LOKI;
import static dev.plumbline.harness.stack.Service.WORKLOAD;
import static dev.plumbline.steps.Telling.IN_VAIN;
import static dev.plumbline.steps.Telling.PATIENT;
import static dev.plumbline.steps.Telling.fails;

import dev.plumbline.harness.failure.ExpectationFailure;
import dev.plumbline.harness.failure.PipelineFailure;
import dev.plumbline.harness.stack.ContainerIdentity;
import dev.plumbline.harness.stack.Visitors;
import dev.plumbline.harness.waiting.DeadlineMissed;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The steps about log lines, before a Loki that lies as a broken pipeline would. */
final class LogStepsTest {
    private static final String RANGE = "/loki/api/v1/query_range";
    private static final String EACH_ONCE = "lines of checkout on stdout: ";

    private final LyingStack stack = new LyingStack();
    private final World world = stack.world(Path.of("."));
    private final LogSteps steps = new LogSteps(world, new Emitted());

    @AfterEach
    void close() {
        stack.close();
    }

    private void written(int lines) {
        stack.says(WORKLOAD, "/lines", "{}");
        steps.a_service_writes_lines("checkout", lines, "stdout");
    }

    /** Has Loki hold lines of these numbers, each in a stream of its own, as those of different levels are. */
    private void held(Integer... numbers) {
        String streams = Arrays.stream(numbers)
                .map(n -> "{\"stream\":{\"detected_level\":\"l%d\"},\"values\":[[\"%d\",\"a n=%d b\"]]}"
                        .formatted(n % 2, n, n))
                .collect(Collectors.joining(","));
        stack.says(LOKI, RANGE, "{\"data\":{\"resultType\":\"streams\",\"result\":[" + streams + "]}}");
    }

    @Test
    @SeenFailing("all_lines_are_in_loki")
    void each_line_has_to_be_there_once_and_in_order() {
        written(3);
        held(2, 1, 3);
        steps.all_lines_are_in_loki(PATIENT);

        held(1, 2);
        fails(() -> steps.all_lines_are_in_loki(IN_VAIN), PipelineFailure.class, "3 lines of checkout on stdout: ");
        held(1, 2, 2, 3);
        fails(
                () -> steps.all_lines_are_in_loki(PATIENT),
                ExpectationFailure.class,
                EACH_ONCE + "expected 3 lines, found 4; more than once [2]");
        held(1, 2, 2);
        fails(
                () -> steps.all_lines_are_in_loki(PATIENT),
                ExpectationFailure.class,
                EACH_ONCE + "expected 3 lines, found 3; missing [3]; more than once [2]");
    }

    @Test
    void lines_that_swapped_their_times_are_out_of_order() {
        written(2);
        stack.says(LOKI, RANGE, """
                {"data":{"resultType":"streams","result":[
                  {"stream":{},"values":[["1","a n=2 b"],["2","a n=1 b"]]}]}}""");
        fails(
                () -> steps.all_lines_are_in_loki(PATIENT),
                ExpectationFailure.class,
                EACH_ONCE + "all 2 are there, but out of order: expected number 1 in place 1, found 2");
    }

    @Test
    @SeenFailing("each_line_has_the_labels")
    void lines_that_are_not_found_by_a_label_are_missed() {
        written(2);
        List<Map<String, String>> labels = List.of(
                Map.of("label", "container_id", "value", "the full id of the container"),
                Map.of("label", "stream", "value", "the stream it was written to"));
        held(1, 2);
        steps.each_line_has_the_labels(labels);

        held(1);
        stack.says(LOKI, "/loki/api/v1/label/", "{\"data\":[\"cafe\"]}");
        fails(
                () -> steps.each_line_has_the_labels(labels),
                ExpectationFailure.class,
                "1 of 2 lines of checkout are found by {container_id=\"c0ffee\", stream=\"stdout\"}; the label values"
                        + " that exist: {container_id=[cafe], stream=[cafe]}");
    }

    @Test
    @SeenFailing("no_further_line_appears")
    void a_line_more_than_was_written_is_noticed() {
        written(2);
        held(1, 2);
        steps.no_further_line_appears(IN_VAIN);

        held(1, 2, 3);
        fails(
                () -> steps.no_further_line_appears(IN_VAIN),
                DeadlineMissed.class,
                "the absence of a line more than the 2 that were written");
    }

    @Test
    @SeenFailing("loki_keeps_lines")
    void a_loki_that_never_deletes_keeps_lines_for_ever() {
        configured(true, "1w");
        steps.loki_keeps_lines(168);

        configured(false, "168h");
        fails(
                () -> steps.loki_keeps_lines(168),
                ExpectationFailure.class,
                "expected Loki to delete lines older than 168 h; it says compactor.retention_enabled: false");
        configured(true, "24h");
        fails(
                () -> steps.loki_keeps_lines(168),
                ExpectationFailure.class,
                "expected Loki to delete lines older than 168 h; it says compactor.retention_enabled: true,"
                        + " limits_config.retention_period: 24h");
        stack.says(LOKI, "/config", "target: all");
        fails(
                () -> steps.loki_keeps_lines(168),
                ExpectationFailure.class,
                "expected Loki to delete lines older than 168 h; it says compactor.retention_enabled: false,"
                        + " limits_config.retention_period: none");
    }

    private void configured(boolean deletes, String period) {
        stack.says(
                LOKI,
                "/config",
                "compactor: {retention_enabled: " + deletes + "}\nlimits_config: {retention_period: " + period + "}\n");
    }

    @Test
    @SeenFailing("its_first_line_is_in_loki")
    void the_first_line_of_a_new_container_is_missed() {
        stack.has(new Guest());
        VisitorSteps visits = new VisitorSteps(world, new Emitted());
        visits.a_new_container_writes(2);
        held(1);
        visits.its_first_line_is_in_loki(PATIENT);

        held();
        fails(
                () -> visits.its_first_line_is_in_loki(IN_VAIN),
                PipelineFailure.class,
                "the first line of a new container is not in Loki: ");
    }

    /** A container that ends at once. */
    private static final class Guest implements Visitors {
        @Override
        public ContainerIdentity start(String service, int lines, String stamp) {
            return new ContainerIdentity("c0de", "visitor-1");
        }

        @Override
        public boolean hasEnded(ContainerIdentity visitor) {
            return true;
        }

        @Override
        public String log(ContainerIdentity visitor) {
            return "";
        }

        @Override
        public void remove(ContainerIdentity visitor) {}

        @Override
        public void removeAll() {}
    }
}
