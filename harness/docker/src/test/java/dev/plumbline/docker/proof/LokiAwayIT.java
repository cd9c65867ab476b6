package dev.plumbline.docker.proof;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plumbline.docker.proof.CountingLoki.Answer;
import dev.plumbline.harness.waiting.Deadline;
import dev.plumbline.harness.waiting.Seen;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A Loki that is away, or answers as one that is ill does. */
@ExtendWith(EngineExtension.class)
final class LokiAwayIT {
    @Test
    void a_minute_without_loki_costs_no_line(PrivateEngine engine) throws Exception {
        try (Scene scene = new Scene(engine, "away")) {
            Faucet faucet = Faucet.in(scene);
            Container a = scene.run("a", faucet.script("of a"), faucet.option());
            CollectorProcess collector = scene.collector();
            scene.awaitDelivered(a, 0, 200);
            scene.loki().down();
            Deadline.seconds(60)
                    .never(
                            "an end of the collector",
                            () -> collector.alive() ? Seen.notYet("it lives") : Seen.enough("it ended"));
            scene.loki().up();
            int before = scene.loki().count(scene.stream(a, 0));
            scene.awaitDelivered(a, 0, before + 500);
            faucet.close();
            scene.awaitEnd(a);
            scene.assertWhole(collector, a);
        }
    }

    @Test
    void a_restart_of_loki_and_one_of_the_collector_meanwhile_cost_no_line(PrivateEngine engine) throws Exception {
        try (Scene scene = new Scene(engine, "restarted")) {
            Faucet faucet = Faucet.in(scene);
            Container a = scene.run("a", faucet.script("of a"), faucet.option());
            CollectorProcess first = scene.collector();
            scene.awaitDelivered(a, 0, 200);
            scene.loki().down();
            first.kill();
            Container b = scene.run("b", faucet.script("of b"), faucet.option());
            CollectorProcess second = scene.collectorWithoutLoki();
            faucet.close();
            scene.awaitEnd(a);
            scene.awaitEnd(b);
            scene.loki().up();
            scene.assertWhole(second, a, b);
        }
    }

    @Test
    void errors_limits_silence_and_halves_of_answers_neither_lose_nor_repeat_a_line(PrivateEngine engine)
            throws Exception {
        try (Scene scene = new Scene(engine, "ill")) {
            Faucet faucet = Faucet.in(scene);
            Container a = scene.run("a", faucet.script("of a"), faucet.option());
            Container b = scene.run("b", faucet.script("of b"), faucet.option());
            CollectorProcess collector = scene.collector();
            scene.awaitDelivered(a, 0, 100);
            for (Answer answer : Answer.values()) {
                scene.loki().next(answer, answer);
            }
            Deadline.seconds(180)
                    .eventually(
                            "every kind of answer",
                            () -> scene.loki().untold() == 0
                                    ? Seen.enough(true)
                                    : Seen.notYet(scene.loki().untold() + " answers are not given yet"));
            scene.awaitDelivered(a, 0, scene.loki().count(scene.stream(a, 0)) + 100);
            faucet.close();
            scene.awaitEnd(a);
            scene.awaitEnd(b);
            scene.assertWhole(collector, a, b);
        }
    }

    @Test
    void a_container_that_is_removed_while_loki_is_away_is_delivered_whole(PrivateEngine engine) throws Exception {
        try (Scene scene = new Scene(engine, "removed")) {
            CollectorProcess collector = scene.collector();
            scene.loki().down();
            Container a = scene.run("a", "seq 1 20000; seq 1 500 >&2");
            scene.awaitEnd(a);
            var written = scene.written(a);
            Deadline.seconds(120).eventually("all lines in the collector's hands", () -> {
                double read = collector.metric("loki_source_docker_target_entries_total");
                return read >= 20_500 ? Seen.enough(read) : Seen.notYet(read + " read");
            });
            Deadline.seconds(120).eventually("all lines on disk", () -> {
                double held = collector.metric("loki_source_docker_unacknowledged_bytes");
                return held == 0 ? Seen.enough(held) : Seen.notYet(held + " bytes are not");
            });
            engine.run("rm", "--force", a.id());
            collector.kill();
            CollectorProcess second = scene.collectorWithoutLoki();
            assertThat(scene.loki().count(scene.stream(a, 0))).isZero();
            scene.loki().up();
            scene.assertWhole(second, java.util.List.of(a), java.util.List.of(written));
        }
    }
}
