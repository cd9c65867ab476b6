package dev.plumbline.collector.exporter;

import dev.plumbline.collector.json.Json;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Turns what the engine tells of containers into cAdvisor's metrics. */
final class ContainerMetrics {
    private static final double NANOSECONDS = 1e9;

    private final ContainerLabels labels;
    private final Set<String> kinds;
    private final long now;
    private final Series series = new Series();

    ContainerMetrics(ContainerLabels labels, Set<String> kinds, long now) {
        this.labels = labels;
        this.kinds = kinds;
        this.now = now;
    }

    void add(Json row, Json inspection, Json stats) {
        Labels of = labels.of(row, inspection);
        series.gauge("container_last_seen", "Last time a container was seen, in seconds since 1970.", of, (double) now);
        series.gauge(
                "container_start_time_seconds",
                "Start time of the container, in seconds since 1970.",
                of,
                seconds(inspection.at("State").at("StartedAt").text()));
        limits(inspection.at("HostConfig"), of);
        if (kinds.contains("cpu")) {
            cpu(stats.at("cpu_stats"), of);
        }
        if (kinds.contains("memory")) {
            memory(stats.at("memory_stats"), of);
        }
        if (kinds.contains("network")) {
            network(stats.at("networks"), of);
        }
        if (kinds.contains("diskIO")) {
            blocks(stats.at("blkio_stats"), of);
        }
        if (kinds.contains("process") && stats.at("pids_stats").has("current")) {
            series.gauge(
                    "container_threads",
                    "Number of threads running inside the container.",
                    of,
                    stats.at("pids_stats").at("current").number());
        }
    }

    private static double seconds(String time) {
        try {
            return Instant.parse(time).getEpochSecond();
        } catch (DateTimeParseException e) {
            return 0;
        }
    }

    private void limits(Json host, Labels of) {
        series.gauge(
                "container_spec_memory_limit_bytes",
                "Memory limit for the container, 0 where there is none.",
                of,
                host.at("Memory").number());
        double shares = host.at("CpuShares").number();
        series.gauge("container_spec_cpu_shares", "CPU share of the container.", of, shares > 0 ? shares : 1024);
        double quota = host.at("CpuQuota").number();
        double period = host.at("CpuPeriod").number();
        double nano = host.at("NanoCpus").number();
        if (quota > 0 || nano > 0) {
            double length = period > 0 ? period : 100_000;
            series.gauge("container_spec_cpu_period", "CPU period of the container, in microseconds.", of, length);
            series.gauge(
                    "container_spec_cpu_quota",
                    "CPU quota of the container, in microseconds.",
                    of,
                    quota > 0 ? quota : nano / NANOSECONDS * length);
        }
    }

    private void cpu(Json cpu, Labels of) {
        Json usage = cpu.at("cpu_usage");
        series.counter(
                "container_cpu_usage_seconds",
                "Cumulative cpu time consumed in seconds.",
                of.add("cpu", "total"),
                usage.at("total_usage").number() / NANOSECONDS);
        series.counter(
                "container_cpu_user_seconds",
                "Cumulative user cpu time consumed in seconds.",
                of,
                usage.at("usage_in_usermode").number() / NANOSECONDS);
        series.counter(
                "container_cpu_system_seconds",
                "Cumulative system cpu time consumed in seconds.",
                of,
                usage.at("usage_in_kernelmode").number() / NANOSECONDS);
        Json throttling = cpu.at("throttling_data");
        if (throttling.at("periods").number() > 0) {
            series.counter(
                    "container_cpu_cfs_periods",
                    "Number of elapsed enforcement period intervals.",
                    of,
                    throttling.at("periods").number());
            series.counter(
                    "container_cpu_cfs_throttled_periods",
                    "Number of throttled period intervals.",
                    of,
                    throttling.at("throttled_periods").number());
            series.counter(
                    "container_cpu_cfs_throttled_seconds",
                    "Total time duration the container has been throttled.",
                    of,
                    throttling.at("throttled_time").number() / NANOSECONDS);
        }
    }

    /** The fields differ between the first and the second version of cgroups; only the first has total_ ones. */
    private void memory(Json memory, Labels of) {
        Json stats = memory.at("stats");
        boolean first = stats.has("total_inactive_file");
        double usage = memory.at("usage").number();
        double inactive =
                stats.at(first ? "total_inactive_file" : "inactive_file").number();
        series.gauge("container_memory_usage_bytes", "Current memory usage in bytes.", of, usage);
        series.gauge(
                "container_memory_working_set_bytes",
                "Current working set in bytes.",
                of,
                Math.max(0, usage - inactive));
        gauge("container_memory_rss", "Size of RSS in bytes.", of, stats, first ? "total_rss" : "anon");
        gauge(
                "container_memory_cache",
                "Number of bytes of page cache memory.",
                of,
                stats,
                first ? "total_cache" : "file");
        gauge(
                "container_memory_mapped_file",
                "Size of memory mapped files in bytes.",
                of,
                stats,
                first ? "total_mapped_file" : "file_mapped");
        gauge("container_memory_swap", "Container swap usage in bytes.", of, stats, first ? "total_swap" : "swap");
        gauge("container_memory_max_usage_bytes", "Maximum memory usage recorded in bytes.", of, memory, "max_usage");
        if (memory.has("failcnt")) {
            series.counter(
                    "container_memory_failcnt",
                    "Number of memory usage hits limits.",
                    of,
                    memory.at("failcnt").number());
        }
        failures(stats, of, "pgfault", first);
        failures(stats, of, "pgmajfault", first);
    }

    private void failures(Json stats, Labels of, String type, boolean first) {
        String field = first ? "total_" + type : type;
        if (stats.has(field)) {
            series.counter(
                    "container_memory_failures",
                    "Cumulative count of memory allocation failures.",
                    of.add("failure_type", type).add("scope", "container"),
                    stats.at(field).number());
        }
    }

    private void gauge(String name, String help, Labels of, Json from, String field) {
        if (from.has(field)) {
            series.gauge(name, help, of, from.at(field).number());
        }
    }

    private void network(Json networks, Labels of) {
        networks.fields().forEach((name, counts) -> {
            Labels on = of.add("interface", name);
            direction(counts, "rx", "receive", "received", on);
            direction(counts, "tx", "transmit", "transmitted", on);
        });
    }

    private void direction(Json counts, String from, String to, String done, Labels on) {
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("bytes", "bytes");
        fields.put("packets", "packets");
        fields.put("errors", "errors");
        fields.put("dropped", "packets_dropped");
        fields.forEach((field, name) -> series.counter(
                "container_network_" + to + "_" + name,
                "Cumulative count of " + name.replace('_', ' ') + " " + done + ".",
                on,
                counts.at(from + "_" + field).number()));
    }

    private void blocks(Json blkio, Labels of) {
        Map<String, Double> reads = new TreeMap<>();
        Map<String, Double> writes = new TreeMap<>();
        blkio.at("io_service_bytes_recursive").elements().forEach(b -> {
            String major = b.at("major").text();
            String minor = b.at("minor").text();
            String operation = b.at("op").text().toLowerCase(java.util.Locale.ROOT);
            double value = b.at("value").number();
            if (operation.equals("read") || operation.equals("write")) {
                (operation.equals("read") ? reads : writes).merge(major + ":" + minor, value, Double::sum);
                series.counter(
                        "container_blkio_device_usage",
                        "Blkio device bytes usage.",
                        of.add("device", "")
                                .add("major", major)
                                .add("minor", minor)
                                .add("operation", operation.equals("read") ? "Read" : "Write"),
                        value);
            }
        });
        reads.forEach((device, value) -> series.counter(
                "container_fs_reads_bytes", "Cumulative count of bytes read.", of.add("device", device), value));
        writes.forEach((device, value) -> series.counter(
                "container_fs_writes_bytes", "Cumulative count of bytes written.", of.add("device", device), value));
    }

    void machine(Map<String, Double> values) {
        values.forEach((name, value) -> series.gauge(name, "As the engine tells it.", Labels.EMPTY, value));
    }

    void scrapeError(boolean failed) {
        series.gauge(
                "container_scrape_error",
                "1 if there was an error while getting container metrics, 0 otherwise.",
                Labels.EMPTY,
                failed ? 1 : 0);
    }

    MetricSnapshots snapshots() {
        return series.snapshots();
    }
}
