package dev.plumbline.collector.discovery;

import dev.plumbline.collector.config.Value;
import dev.plumbline.collector.entry.Balance;
import dev.plumbline.collector.runtime.ComponentContext;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** What a component is given in a test; keeps what it exports and how it says it is. */
final class FakeContext implements ComponentContext {
    private final PrometheusRegistry registry = new PrometheusRegistry();
    private final BlockingQueue<Value> exports = new LinkedBlockingQueue<>();
    private final BlockingQueue<String> healths = new LinkedBlockingQueue<>();

    @Override
    public String id() {
        return "discovery.docker.test";
    }

    @Override
    public Path storage() {
        return Path.of(".");
    }

    @Override
    public PrometheusRegistry metrics() {
        return registry;
    }

    @Override
    public Clock clock() {
        return Clock.systemUTC();
    }

    @Override
    public Balance balance() {
        return new Balance();
    }

    @Override
    public void export(String name, Value value) {
        exports.add(value);
    }

    @Override
    public void health(boolean ready, String message) {
        healths.add(ready + " " + message);
    }

    /** Waits for the next export; returns the targets as maps. */
    List<Map<String, String>> nextTargets() throws InterruptedException {
        Value value = Optional.ofNullable(exports.poll(5, TimeUnit.SECONDS))
                .orElseThrow(() -> new AssertionError("nothing was exported within 5 s"));
        return ((Value.Array) value)
                .elements().stream()
                        .<Map<String, String>>map(v -> {
                            Map<String, String> target = new TreeMap<>();
                            ((Value.Obj) v).fields().forEach((n, f) -> target.put(n, ((Value.Text) f).value()));
                            return target;
                        })
                        .toList();
    }

    boolean hasMoreExports() {
        return !exports.isEmpty();
    }

    String nextHealth() throws InterruptedException {
        return Optional.ofNullable(healths.poll(5, TimeUnit.SECONDS))
                .orElseThrow(() -> new AssertionError("health was not told within 5 s"));
    }
}
