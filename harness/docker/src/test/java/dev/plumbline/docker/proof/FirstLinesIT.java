package dev.plumbline.docker.proof;

import dev.plumbline.harness.waiting.Deadline;
import dev.plumbline.harness.waiting.Seen;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The simplest case, on both read paths: a container writes to both of its outputs. */
@ExtendWith(EngineExtension.class)
final class FirstLinesIT {
    @ParameterizedTest
    @ValueSource(strings = {"api", "file"})
    void both_outputs_of_a_container_arrive_line_by_line(String path, PrivateEngine engine) throws Exception {
        try (Scene scene = new Scene(engine, "first-" + path)) {
            Container before = scene.run("before", "seq 1 1000; seq 1001 2000 >&2");
            CollectorProcess collector = scene.collector("--plumbline.read-path=" + path);
            Container after = scene.run("after", "seq 1 1000; seq 1001 2000 >&2");
            scene.awaitEnd(after);
            scene.awaitEnd(before);
            Deadline.seconds(60).eventually("the read path", () -> {
                String metrics = collector.body("/metrics");
                return metrics.contains("path=\"" + path + "\"") ? Seen.enough(true) : Seen.notYet(metrics);
            });
            scene.assertWhole(collector, before, after);
        }
    }
}
