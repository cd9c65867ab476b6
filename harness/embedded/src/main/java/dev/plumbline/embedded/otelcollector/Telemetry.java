package dev.plumbline.embedded.otelcollector;

import dev.plumbline.embedded.http.Request;
import dev.plumbline.embedded.http.Response;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.DoubleAdder;
import java.util.function.DoubleSupplier;

/** The Collector's own metrics; its counters carry no {@code _total}. */
final class Telemetry {
    private static final String IDENTITY =
            "service_instance_id=\"stand-in\",service_name=\"otelcol-contrib\"," + "service_version=\"0.155.0\"";

    private final Clock clock;
    private final Instant started;
    private final Map<String, Map<String, DoubleAdder>> counters = new ConcurrentSkipListMap<>();
    private final Map<String, Map<String, DoubleSupplier>> gauges = new ConcurrentSkipListMap<>();

    Telemetry(Clock clock) {
        this.clock = clock;
        this.started = clock.instant();
    }

    Duration uptime() {
        return Duration.between(started, clock.instant());
    }

    Instant started() {
        return started;
    }

    /** Adds to a counter; labels as they are exposed, without braces. */
    void add(String name, String labels, long value) {
        counters.computeIfAbsent(name, n -> new ConcurrentSkipListMap<>())
                .computeIfAbsent(labels, l -> new DoubleAdder())
                .add((double) value);
    }

    void gauge(String name, String labels, DoubleSupplier value) {
        gauges.computeIfAbsent(name, n -> new ConcurrentSkipListMap<>()).put(labels, value);
    }

    Response expose(Request request) {
        Map<String, String> families = new TreeMap<>();
        counters.forEach((name, series) -> {
            StringBuilder text = new StringBuilder("# TYPE " + name + " counter\n");
            series.forEach((labels, value) -> line(text, name, labels, value.sum()));
            families.put(name, text.toString());
        });
        gauges.forEach((name, series) -> {
            StringBuilder text = new StringBuilder("# TYPE " + name + " gauge\n");
            series.forEach((labels, value) -> line(text, name, labels, value.getAsDouble()));
            families.put(name, text.toString());
        });
        single(families, "otelcol_process_uptime", "counter", uptime().toMillis() / 1000.0);
        single(families, "otelcol_process_cpu_seconds", "counter", cpuSeconds());
        Runtime runtime = Runtime.getRuntime();
        double used = runtime.totalMemory() - runtime.freeMemory();
        single(families, "otelcol_process_memory_rss", "gauge", (double) runtime.totalMemory());
        single(families, "otelcol_process_runtime_heap_alloc_bytes", "gauge", used);
        single(families, "otelcol_process_runtime_total_alloc_bytes", "counter", used);
        single(families, "otelcol_process_runtime_total_sys_memory_bytes", "gauge", (double) runtime.totalMemory());
        families.put("target_info", "# TYPE target_info gauge\ntarget_info{" + IDENTITY + "} 1\n");
        return Response.of(
                200,
                "text/plain; version=0.0.4; charset=utf-8; escaping=underscores",
                String.join("", families.values()).getBytes(StandardCharsets.UTF_8));
    }

    private static double cpuSeconds() {
        return ManagementFactory.getRuntimeMXBean().getUptime() / 1000.0;
    }

    private static void single(Map<String, String> families, String name, String type, double value) {
        StringBuilder text = new StringBuilder("# TYPE " + name + " " + type + "\n");
        line(text, name, "", value);
        families.put(name, text.toString());
    }

    private static void line(StringBuilder text, String name, String labels, double value) {
        text.append(name);
        if (!labels.isEmpty()) {
            text.append('{').append(labels).append('}');
        }
        text.append(' ').append(PromText.number(value)).append('\n');
    }
}
