package dev.plumbline.docker.proof;

import dev.plumbline.docker.proof.CountingLoki.Answer;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A collector that is killed where it stands, again and again, while containers write. */
@ExtendWith(EngineExtension.class)
final class KilledCollectorIT {
    private static final int KILLS = 10;
    private static final int PROGRESS = 300;

    @ParameterizedTest
    @ValueSource(strings = {"api", "file"})
    void ten_kills_under_load_neither_lose_nor_repeat_a_line(String path, PrivateEngine engine) throws Exception {
        try (Scene scene = new Scene(engine, "killed-" + path)) {
            Faucet faucet = Faucet.in(scene);
            Container a = scene.run("a", faucet.script("of a"), faucet.option());
            Container b = scene.run("b", faucet.script("of b"), faucet.option());
            for (int kill = 1; kill <= KILLS; kill++) {
                CollectorProcess collector = scene.collector("--plumbline.read-path=" + path);
                scene.awaitDelivered(a, 0, scene.loki().count(scene.stream(a, 0)) + PROGRESS);
                scene.awaitDelivered(b, 1, scene.loki().count(scene.stream(b, 1)) + PROGRESS);
                switch (kill % 3) {
                    case 0 -> scene.loki().next(Answer.STORE_HALF_AND_500, Answer.STORE_AND_500);
                    case 1 -> scene.loki().next(Answer.STORE_AND_HALF_A_BODY, Answer.REFUSE_500);
                    default -> {}
                }
                scene.awaitDelivered(a, 0, scene.loki().count(scene.stream(a, 0)) + 1);
                collector.kill();
            }
            faucet.close();
            scene.awaitEnd(a);
            scene.awaitEnd(b);
            scene.assertWhole(scene.collector("--plumbline.read-path=" + path), a, b);
        }
    }
}
