package dev.plumbline.collector.source;

import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.CounterWithCallback;
import io.prometheus.metrics.core.metrics.GaugeWithCallback;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.DoubleSupplier;

/** What {@code loki.source.docker} tells about itself. */
final class SourceMetrics implements TailerEvents {
    final LongAdder entries = new LongAdder();
    final LongAdder unreadable = new LongAdder();
    private final Counter reconnects;
    private final Counter gaps;

    SourceMetrics(PrometheusRegistry registry) {
        counter(
                registry,
                "loki_source_docker_target_entries_total",
                "Number of log lines read from containers.",
                entries::sum);
        counter(
                registry,
                "loki_source_docker_target_parsing_errors_total",
                "Number of messages that could not be read.",
                unreadable::sum);
        reconnects = Counter.builder()
                .name("loki_source_docker_reconnects_total")
                .help("Number of times a log had to be opened again, by reason.")
                .labelNames("reason")
                .register(registry);
        gaps = Counter.builder()
                .name("loki_source_docker_gaps_total")
                .help(
                        "Number of times that lines may have gone, with their file or their container, before they were read.")
                .register(registry);
    }

    private static void counter(PrometheusRegistry registry, String name, String help, DoubleSupplier value) {
        CounterWithCallback.builder()
                .name(name)
                .help(help)
                .callback(callback -> callback.call(value.getAsDouble()))
                .register(registry);
    }

    static void gauge(PrometheusRegistry registry, String name, String help, DoubleSupplier value) {
        GaugeWithCallback.builder()
                .name(name)
                .help(help)
                .callback(callback -> callback.call(value.getAsDouble()))
                .register(registry);
    }

    @Override
    public void reconnected(String reason) {
        reconnects.labelValues(reason).inc();
    }

    @Override
    public void gap() {
        gaps.inc();
    }
}
