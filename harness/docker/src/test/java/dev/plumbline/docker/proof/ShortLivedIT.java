package dev.plumbline.docker.proof;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plumbline.harness.waiting.Deadline;
import dev.plumbline.harness.waiting.Seen;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Containers that have ended before anybody has looked twice. */
@ExtendWith(EngineExtension.class)
final class ShortLivedIT {
    private static final String SCRIPT = "echo first; echo words >&2; usleep 50000; echo last";

    @ParameterizedTest
    @ValueSource(strings = {"api", "file"})
    void containers_that_live_for_fifty_milliseconds_are_read_whole(String path, PrivateEngine engine)
            throws Exception {
        try (Scene scene = new Scene(engine, "short-" + path)) {
            CollectorProcess collector = scene.collector("--plumbline.read-path=" + path);
            List<Container> containers = new ArrayList<>();
            for (int i = 0; i < 15; i++) {
                containers.add(scene.run("c" + i, SCRIPT));
            }
            containers.forEach(scene::awaitEnd);
            scene.assertWhole(collector, containers.toArray(Container[]::new));
        }
    }

    /** The engine deletes the log with the container: the reader may come too late, and has to say so then. */
    @Test
    void of_a_container_that_removes_itself_all_is_read_or_a_gap_is_counted(PrivateEngine engine) throws Exception {
        try (Scene scene = new Scene(engine, "gone")) {
            CollectorProcess collector = scene.collector();
            List<Container> containers = new ArrayList<>();
            for (int i = 0; i < 20; i++) {
                String script = i % 2 == 0 ? SCRIPT : "echo first; echo words >&2; echo last";
                containers.add(scene.run("c" + i, script, "--rm"));
            }
            Deadline.seconds(120).eventually("each container whole or counted as a gap", () -> {
                long whole = containers.stream().filter(c -> whole(scene, c)).count();
                double gaps = collector.metric("loki_source_docker_gaps_total");
                String seen = whole + " whole, " + gaps + " gaps";
                return whole + gaps >= containers.size() ? Seen.enough(seen) : Seen.notYet(seen);
            });
            String log = collector.log();
            collector.stop();
            for (Container container : containers) {
                if (!whole(scene, container)) {
                    assertThat(log)
                            .as("what is missing of %s is said", container.name())
                            .contains(container.id().substring(0, 12));
                }
                assertThat(lines(scene.loki(), scene.stream(container, 0)))
                        .isSubsetOf("first", "last")
                        .doesNotHaveDuplicates();
            }
        }
    }

    private static boolean whole(Scene scene, Container container) {
        return lines(scene.loki(), scene.stream(container, 0)).equals(List.of("first", "last"))
                && lines(scene.loki(), scene.stream(container, 1)).equals(List.of("words"));
    }

    private static List<String> lines(CountingLoki loki, Map<String, String> stream) {
        return loki.entries(stream).stream().map(Pushed::line).toList();
    }
}
