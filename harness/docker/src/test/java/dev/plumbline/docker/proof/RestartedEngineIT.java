package dev.plumbline.docker.proof;

import dev.plumbline.harness.waiting.Deadline;
import dev.plumbline.harness.waiting.Seen;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** An engine that ends and comes back while its containers are read. */
@ExtendWith(EngineExtension.class)
final class RestartedEngineIT {
    @ParameterizedTest
    @CsvSource({"api, false", "file, false", "api, true", "file, true"})
    void a_restart_of_the_engine_neither_loses_nor_repeats_a_line(String path, boolean killed, PrivateEngine engine)
            throws Exception {
        try (Scene scene = new Scene(engine, "engine-" + path + (killed ? "-killed" : ""))) {
            Faucet faucet = Faucet.in(scene);
            Container a = scene.run("a", "echo begins; " + faucet.script("of a"), faucet.option(), "--restart=always");
            CollectorProcess collector = scene.collector("--plumbline.read-path=" + path);
            scene.awaitDelivered(a, 0, 200);
            if (killed) {
                engine.kill();
            } else {
                engine.down();
            }
            engine.up();
            awaitRunning(engine, a);
            scene.awaitDelivered(a, 1, scene.loki().count(scene.stream(a, 1)) + 200);
            engine.run("update", "--restart=no", a.id());
            faucet.close();
            scene.awaitEnd(a);
            scene.assertWhole(collector, a);
        }
    }

    private static void awaitRunning(PrivateEngine engine, Container container) {
        Deadline.seconds(120).eventually(container.name() + " runs again", () -> {
            String state = engine.run("inspect", "--format", "{{.State.Status}}", container.id());
            return state.equals("running") ? Seen.enough(true) : Seen.notYet(state);
        });
    }
}
