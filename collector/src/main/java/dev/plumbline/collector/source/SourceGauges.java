package dev.plumbline.collector.source;

import io.prometheus.metrics.core.metrics.GaugeWithCallback;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.time.Clock;
import java.util.Collection;
import java.util.Optional;
import java.util.function.DoubleSupplier;
import java.util.function.Supplier;

/** Shows how far the readers of a component are. */
final class SourceGauges {
    private SourceGauges() {}

    static void register(
            PrometheusRegistry registry,
            Clock clock,
            Supplier<Collection<ContainerTailer>> tailers,
            DoubleSupplier journalAge) {
        SourceMetrics.gauge(
                registry,
                "loki_source_docker_active_tailers",
                "Number of containers whose log is open.",
                () -> tailers.get().stream().filter(ContainerTailer::following).count());
        SourceMetrics.gauge(
                registry,
                "loki_source_docker_unacknowledged_bytes",
                "Bytes of lines that are read and not settled.",
                () -> tailers.get().stream()
                        .mapToLong(t -> t.ledger().unsettledBytes())
                        .sum());
        SourceMetrics.gauge(
                registry,
                "loki_source_docker_journal_age_seconds",
                "Seconds since the positions on disk were up to date.",
                journalAge);
        GaugeWithCallback.builder()
                .name("loki_source_docker_read_path")
                .help("Number of containers that are read, by path.")
                .labelNames("path")
                .callback(callback -> {
                    for (ReadPath path : ReadPath.values()) {
                        callback.call(
                                (double) tailers.get().stream()
                                        .filter(t -> t.following() && t.readPath() == path)
                                        .count(),
                                path.text());
                    }
                })
                .register(registry);
        GaugeWithCallback.builder()
                .name("loki_source_docker_lag_seconds")
                .help(
                        "Now minus the time of the last acknowledged line while others wait, by container; 0 while none does.")
                .labelNames("container_id")
                .callback(callback ->
                        tailers.get().forEach(t -> callback.call(lag(t, clock).orElse(0.0), t.id())))
                .register(registry);
    }

    /** Returns how old the last acknowledged line is while others wait, and 0 while none does. */
    static Optional<Double> lag(ContainerTailer tailer, Clock clock) {
        Optional<Cursor> committed = tailer.ledger().committed();
        if (tailer.ledger().idle()) {
            return committed.map(c -> 0.0);
        }
        return committed.map(c -> Math.max(0, clock.millis() / 1e3 - c.anchor().timestamp() / 1e9));
    }
}
