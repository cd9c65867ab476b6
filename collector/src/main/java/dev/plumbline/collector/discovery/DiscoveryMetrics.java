package dev.plumbline.collector.discovery;

import dev.plumbline.collector.runtime.ComponentContext;
import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.Gauge;
import io.prometheus.metrics.core.metrics.Summary;
import java.time.Duration;

/** Counts what a discovery does, under the names that Alloy's refreshes have, and its own. */
final class DiscoveryMetrics {
    private final Summary durations;
    private final Counter failures;
    private final Gauge containers;
    private final Counter events;
    private final String id;

    DiscoveryMetrics(ComponentContext context) {
        id = context.id();
        durations = Summary.builder()
                .name("prometheus_sd_refresh_duration_seconds")
                .help("Time that a look at the whole list took, in seconds.")
                .labelNames("config", "mechanism")
                .register(context.metrics());
        failures = Counter.builder()
                .name("prometheus_sd_refresh_failures_total")
                .help("How often an engine could not be asked.")
                .labelNames("config", "mechanism")
                .register(context.metrics());
        containers = Gauge.builder()
                .name("discovery_docker_containers")
                .help("Containers that are known.")
                .register(context.metrics());
        events = Counter.builder()
                .name("discovery_docker_events_total")
                .help("Events that an engine has sent.")
                .register(context.metrics());
        failures.labelValues(id, "docker");
    }

    void refreshed(Duration duration, int known) {
        durations.labelValues(id, "docker").observe(duration.toNanos() / 1e9);
        containers.set(known);
    }

    void failed() {
        failures.labelValues(id, "docker").inc();
    }

    void event() {
        events.inc();
    }
}
