package dev.plumbline.collector.telemetry;

import io.prometheus.metrics.core.metrics.CounterWithCallback;
import io.prometheus.metrics.core.metrics.GaugeWithCallback;
import io.prometheus.metrics.core.metrics.Info;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.DoubleSupplier;
import java.util.regex.Pattern;

/** Measures this process, under the names that Prometheus client libraries agree on. */
public final class ProcessMetrics {
    private static final Path SELF = Path.of("/proc/self");

    private ProcessMetrics() {}

    /** Registers them. */
    public static void register(PrometheusRegistry registry) {
        CounterWithCallback.builder()
                .name("process_cpu_seconds_total")
                .help("User and system CPU time spent, in seconds.")
                .callback(c -> c.call(ProcessHandle.current()
                        .info()
                        .totalCpuDuration()
                        .map(d -> d.toNanos() / 1e9)
                        .orElse(0.0)))
                .register(registry);
        gauge(registry, "process_resident_memory_bytes", "Resident memory in bytes.", () -> status("VmRSS"));
        gauge(registry, "process_virtual_memory_bytes", "Virtual memory in bytes.", () -> status("VmSize"));
        gauge(registry, "process_open_fds", "Open file descriptors.", ProcessMetrics::openFiles);
        double start = ManagementFactory.getRuntimeMXBean().getStartTime() / 1000.0;
        gauge(registry, "process_start_time_seconds", "Start of the process, in seconds since 1970.", () -> start);
        gauge(registry, "jvm_memory_heap_used_bytes", "Bytes of the heap in use.", () -> {
            Runtime runtime = Runtime.getRuntime();
            return runtime.totalMemory() - runtime.freeMemory();
        });
        gauge(
                registry,
                "jvm_threads_current",
                "Platform threads alive.",
                () -> ManagementFactory.getThreadMXBean().getThreadCount());
    }

    /** Registers which build this is, under our name and under the one that dashboards for Alloy look for. */
    public static void build(PrometheusRegistry registry, String version) {
        for (String name : List.of("plumbline_build_info", "alloy_build_info")) {
            Info.builder()
                    .name(name)
                    .help("The version of this collector; always 1.")
                    .labelNames("version")
                    .register(registry)
                    .setLabelValues(version);
        }
    }

    private static void gauge(PrometheusRegistry registry, String name, String help, DoubleSupplier value) {
        GaugeWithCallback.builder()
                .name(name)
                .help(help)
                .callback(c -> c.call(value.getAsDouble()))
                .register(registry);
    }

    private static double status(String field) {
        try {
            Pattern line = Pattern.compile(field + ":\\s+(\\d+) kB");
            return Files.readAllLines(SELF.resolve("status")).stream()
                    .map(line::matcher)
                    .filter(java.util.regex.Matcher::matches)
                    .mapToLong(m -> Long.parseLong(m.group(1)) * 1024)
                    .findFirst()
                    .orElse(0);
        } catch (IOException e) {
            return 0;
        }
    }

    private static double openFiles() {
        int count = 0;
        try (DirectoryStream<Path> files = Files.newDirectoryStream(SELF.resolve("fd"))) {
            for (Path ignored : files) {
                count++;
            }
        } catch (IOException e) {
            return 0;
        }
        return count;
    }
}
