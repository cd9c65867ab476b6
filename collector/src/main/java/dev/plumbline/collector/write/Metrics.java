package dev.plumbline.collector.write;

import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.CounterWithCallback;
import io.prometheus.metrics.core.metrics.GaugeWithCallback;
import io.prometheus.metrics.core.metrics.Histogram;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.time.Duration;
import java.util.List;

/** What a writer tells about itself, under the names that people chart already, and some more. */
final class Metrics {
    static final List<String> REASONS =
            List.of("ingester_error", "rate_limited", "stream_limited", "line_too_long", "queue_is_full");
    private static final double[] SIZES = {
        1 << 10, 4 << 10, 16 << 10, 64 << 10, 256 << 10, 512 << 10, 1 << 20, 2 << 20, 4 << 20, 8 << 20, 16 << 20,
        20 << 20
    };

    final Counter sentEntries;
    final Counter sentBytes;
    final Counter droppedEntries;
    final Counter droppedBytes;
    final Counter retries;
    final Counter suppressed;
    final Histogram requestSize;
    final Histogram requestDuration;
    final Histogram latency;

    Metrics(PrometheusRegistry registry) {
        sentEntries = counter("loki_write_sent_entries_total", "Number of log entries sent.")
                .register(registry);
        sentBytes =
                counter("loki_write_sent_bytes_total", "Number of bytes sent.").register(registry);
        droppedEntries = reasons(
                        "loki_write_dropped_entries_total", "Number of log entries refused for good, by reason.")
                .register(registry);
        droppedBytes = reasons("loki_write_dropped_bytes_total", "Number of bytes refused for good, by reason.")
                .register(registry);
        retries = counter("loki_write_batch_retries_total", "Number of times a batch had to be sent once more.")
                .register(registry);
        suppressed = counter(
                        "loki_write_duplicates_suppressed_total",
                        "Number of log entries that were found in Loki and not sent again.")
                .register(registry);
        requestSize = histogram("loki_write_request_size_bytes", "Number of bytes of a request.", SIZES)
                .register(registry);
        requestDuration = Histogram.builder()
                .name("loki_write_request_duration_seconds")
                .help("Duration of requests.")
                .labelNames("status_code", "host", "tenant")
                .classicOnly()
                .register(registry);
        latency = histogram(
                        "loki_write_entry_propagation_latency_seconds",
                        "Age of the oldest entry of a batch when it was stored.",
                        new double[] {0.1, 0.5, 1, 5, 10, 30, 60, 120, 300, 600})
                .register(registry);
    }

    private static Counter.Builder counter(String name, String help) {
        return Counter.builder().name(name).help(help).labelNames("host", "tenant");
    }

    private static Counter.Builder reasons(String name, String help) {
        return Counter.builder().name(name).help(help).labelNames("host", "tenant", "reason");
    }

    private static Histogram.Builder histogram(String name, String help, double[] bounds) {
        return Histogram.builder()
                .name(name)
                .help(help)
                .labelNames("host", "tenant")
                .classicOnly()
                .classicUpperBounds(bounds);
    }

    /** Makes the counters of a host and tenant appear, at zero. */
    void announce(String host, String tenant) {
        for (Counter counter : List.of(sentEntries, sentBytes, retries, suppressed)) {
            counter.initLabelValues(host, tenant);
        }
        for (String reason : REASONS) {
            droppedEntries.initLabelValues(host, tenant, reason);
            droppedBytes.initLabelValues(host, tenant, reason);
        }
    }

    /** Shows a number that is asked for when somebody reads the metrics. */
    static void gauge(PrometheusRegistry registry, String name, String help, java.util.function.DoubleSupplier value) {
        GaugeWithCallback.builder()
                .name(name)
                .help(help)
                .callback(callback -> callback.call(value.getAsDouble()))
                .register(registry);
    }

    /** Shows a count that is asked for when somebody reads the metrics. */
    static void counter(
            PrometheusRegistry registry, String name, String help, java.util.function.DoubleSupplier value) {
        CounterWithCallback.builder()
                .name(name)
                .help(help)
                .callback(callback -> callback.call(value.getAsDouble()))
                .register(registry);
    }

    static double seconds(Duration duration) {
        return duration.toNanos() / 1e9;
    }
}
