package dev.plumbline.collector.testkit;

import dev.plumbline.collector.config.Value;
import dev.plumbline.collector.entry.Balance;
import dev.plumbline.collector.journal.Disk;
import dev.plumbline.collector.runtime.ComponentContext;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Keeps what a component exports and says. */
public final class FakeContext implements ComponentContext {
    private final String id;
    private final Path storage;
    private final Balance balance;
    private final PrometheusRegistry registry = new PrometheusRegistry();
    private final Map<String, Value> exports = new ConcurrentHashMap<>();
    private volatile Disk disk = Disk.real();
    private volatile boolean ready;
    private volatile String message = "";

    public FakeContext(String id, Path storage) {
        this(id, storage, new Balance());
    }

    public FakeContext(String id, Path storage, Balance balance) {
        this.id = id;
        this.balance = balance;
        this.storage = storage.resolve(id);
    }

    @Override
    public String id() {
        return id;
    }

    @Override
    public Path storage() {
        return storage;
    }

    /** Lies on another disk. */
    public FakeContext on(Disk other) {
        disk = other;
        return this;
    }

    @Override
    public Disk disk() {
        return disk;
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
        return balance;
    }

    @Override
    public void export(String name, Value value) {
        exports.put(name, value);
    }

    @Override
    public void health(boolean isReady, String text) {
        ready = isReady;
        message = text;
    }

    public Value exported(String name) {
        return java.util.Objects.requireNonNull(exports.get(name));
    }

    public boolean ready() {
        return ready;
    }

    public String message() {
        return message;
    }

    /** Returns the sum over all label sets of a counter or gauge. */
    public double metric(String name) {
        String base = name.endsWith("_total") ? name.substring(0, name.length() - 6) : name;
        for (MetricSnapshot snapshot : registry.scrape()) {
            if (snapshot.getMetadata().getName().equals(base)) {
                return switch (snapshot) {
                    case CounterSnapshot c ->
                        c.getDataPoints().stream()
                                .mapToDouble(p -> p.getValue())
                                .sum();
                    case GaugeSnapshot g ->
                        g.getDataPoints().stream()
                                .mapToDouble(p -> p.getValue())
                                .sum();
                    default -> throw new IllegalArgumentException(name + " is neither");
                };
            }
        }
        throw new IllegalArgumentException("no metric " + name);
    }
}
