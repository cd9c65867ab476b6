package dev.plumbline.collector.relabel;

import io.prometheus.metrics.core.datapoints.CounterDataPoint;
import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.model.registry.PrometheusRegistry;

/** The metrics of all {@code loki.relabel} components of one process. */
final class RelabelMetrics {
    private final Counter dropped;

    RelabelMetrics(PrometheusRegistry registry) {
        dropped = Counter.builder()
                .name("loki_relabel_dropped_entries")
                .help("Log entries dropped by relabel rules.")
                .labelNames("component_id", "component_path")
                .register(registry);
    }

    /** Returns what counts the entries that one component drops. */
    CounterDataPoint of(String component) {
        return dropped.labelValues(component, "/");
    }
}
