package dev.plumbline.docker.proof;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plumbline.harness.waiting.Deadline;
import dev.plumbline.harness.waiting.Seen;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A collector that is not let near the engine's socket. */
@ExtendWith(EngineExtension.class)
final class SocketProxyIT {
    @Test
    void behind_a_proxy_that_only_lets_reading_through_everything_works(PrivateEngine engine) throws Exception {
        try (SocketProxy proxy = new SocketProxy(engine.socket());
                Scene scene = new Scene(engine, "proxied")) {
            Faucet faucet = Faucet.in(scene);
            Container before = scene.run("before", "seq 1 3000; seq 1 100 >&2");
            Configuration configuration = scene.configuration().replacing(engine.host(), proxy.host());
            CollectorProcess collector = scene.collector(
                    new Configuration(
                            configuration.text() + "prometheus.exporter.cadvisor \"proof\" {\n\tdocker_host = \""
                                    + proxy.host() + "\"\n}\n"),
                    Map.of());
            Container after = scene.run("after", faucet.script("of after"), faucet.option());
            scene.awaitDelivered(after, 0, 200);
            Deadline.seconds(60).eventually("the CPU of " + after.name(), () -> {
                String metrics = collector.body("/api/v0/component/prometheus.exporter.cadvisor.proof/metrics");
                return metrics.lines()
                                .anyMatch(l -> l.startsWith("container_cpu_usage_seconds_total")
                                        && l.contains("\"" + after.name() + "\""))
                        ? Seen.enough(true)
                        : Seen.notYet(metrics);
            });
            faucet.close();
            scene.awaitEnd(before);
            scene.awaitEnd(after);
            scene.assertWhole(collector, before, after);
            assertThat(proxy.refused())
                    .as("what the documentation says is asked for, and done without")
                    .isSubsetOf("GET /networks", "GET /info");
        }
    }
}
