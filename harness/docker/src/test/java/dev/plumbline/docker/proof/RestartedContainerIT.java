package dev.plumbline.docker.proof;

import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A container that is stopped and started while it is read: one log, several runs. */
@ExtendWith(EngineExtension.class)
final class RestartedContainerIT {
    private static final String SCRIPT = """
            trap 'echo the end of $$; exit 0' TERM
            echo a beginning; i=0
            while :; do i=$((i+1)); echo "out $i"; echo "err $i" >&2; [ $((i % 50)) = 0 ] && usleep 20000; done
            """;

    @ParameterizedTest
    @ValueSource(strings = {"api", "file"})
    void twenty_stops_and_starts_neither_lose_nor_repeat_a_line(String path, PrivateEngine engine) throws Exception {
        try (Scene scene = new Scene(engine, "stopped-" + path)) {
            Container a = scene.run("a", SCRIPT);
            CollectorProcess collector = scene.collector("--plumbline.read-path=" + path);
            for (int i = 0; i < 20; i++) {
                engine.run("stop", "--time", "5", a.id());
                engine.run("start", a.id());
            }
            engine.run("stop", "--time", "5", a.id());
            scene.assertWhole(collector, a);
        }
    }
}
