package dev.plumbline.docker.proof;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plumbline.harness.waiting.Deadline;
import dev.plumbline.harness.waiting.Seen;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Containers that change while they are read, that stand still, that have odd drivers and networks, and many of them. */
@ExtendWith(EngineExtension.class)
final class OtherContainersIT {
    @ParameterizedTest
    @ValueSource(strings = {"api", "file"})
    void a_rename_and_a_new_container_under_the_old_name_re_read_and_miss_nothing(String path, PrivateEngine engine)
            throws Exception {
        try (Scene scene = new Scene(engine, "renamed-" + path)) {
            Faucet faucet = Faucet.in(scene);
            Container a = scene.run("a", faucet.script("of a"), faucet.option(), "--label=version=1");
            CollectorProcess collector = scene.collector("--plumbline.read-path=" + path);
            scene.awaitDelivered(a, 0, 100);
            engine.run("rename", a.id(), scene.named("b"));
            Deadline.seconds(120).eventually("lines under the new name", () -> {
                int count = scene.loki().count(java.util.Map.of("container_name", scene.named("b")));
                return count > 100 ? Seen.enough(count) : Seen.notYet(count + " lines");
            });
            Container again = scene.run("a", faucet.script("of the second"), faucet.option(), "--label=version=2");
            scene.awaitDelivered(again, 1, 100);
            faucet.close();
            scene.awaitEnd(a);
            scene.awaitEnd(again);
            scene.assertWhole(collector, a, again);
            assertThat(scene.loki().entries(scene.stream(again, 0)))
                    .allMatch(e -> "2".equals(e.labels().get("version")));
        }
    }

    @Test
    void several_networks_and_none_are_read_once(PrivateEngine engine) throws Exception {
        try (Scene scene = new Scene(engine, "networked")) {
            Faucet faucet = Faucet.in(scene);
            engine.run("network", "create", "proof-a");
            engine.run("network", "create", "proof-b");
            CollectorProcess collector = scene.collector();
            Container two = scene.run("two", faucet.script("of two"), faucet.option(), "--network=proof-a");
            Container none = scene.run("none", faucet.script("of none"), faucet.option(), "--network=none");
            Container host = scene.run("host", faucet.script("of host"), faucet.option(), "--network=host");
            scene.awaitDelivered(two, 0, 100);
            engine.run("network", "connect", "proof-b", two.id());
            engine.run("network", "disconnect", "proof-a", two.id());
            scene.awaitDelivered(two, 0, scene.loki().count(scene.stream(two, 0)) + 100);
            faucet.close();
            scene.awaitEnd(two);
            scene.awaitEnd(none);
            scene.awaitEnd(host);
            scene.assertWhole(collector, two, none, host);
        } finally {
            engine.attempt("network", "rm", "proof-a");
            engine.attempt("network", "rm", "proof-b");
        }
    }

    @Test
    void a_paused_container_is_waited_for(PrivateEngine engine) throws Exception {
        try (Scene scene = new Scene(engine, "paused")) {
            Faucet faucet = Faucet.in(scene);
            Container a = scene.run("a", faucet.script("of a"), faucet.option());
            Container b = scene.run("b", faucet.script("of b"), faucet.option());
            engine.run("pause", b.id());
            CollectorProcess collector = scene.collector();
            scene.awaitDelivered(a, 0, 100);
            engine.run("pause", a.id());
            engine.run("unpause", b.id());
            scene.awaitDelivered(b, 1, scene.loki().count(scene.stream(b, 1)) + 100);
            engine.run("unpause", a.id());
            scene.awaitDelivered(a, 1, scene.loki().count(scene.stream(a, 1)) + 100);
            faucet.close();
            scene.awaitEnd(a);
            scene.awaitEnd(b);
            scene.assertWhole(collector, a, b);
        }
    }

    @Test
    void a_log_driver_that_keeps_nothing_is_told_and_hurts_no_other(PrivateEngine engine) throws Exception {
        try (Scene scene = new Scene(engine, "drivers")) {
            Faucet faucet = Faucet.in(scene);
            Container none = scene.run("none", faucet.script("of none"), faucet.option(), "--log-driver=none");
            Container local = scene.run("local", faucet.script("of local"), faucet.option(), "--log-driver=local");
            CollectorProcess collector = scene.collector();
            scene.awaitDelivered(local, 0, 200);
            Deadline.seconds(60).eventually("what the status says of the driver", () -> {
                String status = collector.body("/api/v0/status");
                return status.contains("logging driver") ? Seen.enough(true) : Seen.notYet(status);
            });
            faucet.close();
            scene.awaitEnd(local);
            scene.awaitEnd(none);
            scene.assertWhole(collector, local);
            assertThat(scene.loki().count(java.util.Map.of("container_id", none.id())))
                    .isZero();
        }
    }

    @Test
    void fifty_containers_are_read_whole(PrivateEngine engine) throws Exception {
        try (Scene scene = new Scene(engine, "fifty")) {
            Faucet faucet = Faucet.in(scene);
            CollectorProcess collector = scene.collector();
            List<Container> containers = new ArrayList<>();
            for (int i = 0; i < 50; i++) {
                String script = "n=0; while [ ! -e /faucet/closed ]; do n=$((n+1)); echo \"line $n of " + i
                        + "\"; usleep 100000; done";
                containers.add(scene.run("c" + i, script, faucet.option(), "--network=none"));
            }
            for (Container container : containers) {
                scene.awaitDelivered(container, 0, 20);
            }
            faucet.close();
            containers.forEach(scene::awaitEnd);
            scene.assertWhole(collector, containers.toArray(Container[]::new));
        }
    }
}
