package dev.plumbline.embedded.loki;

import dev.plumbline.embedded.gotemplate.GoStrings;
import dev.plumbline.embedded.loki.logql.Entry;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.DoubleAdder;

/** Counters under the names that the real Loki exposes; safe for use by many threads. */
final class LokiMetrics {
    private static final double[] BUCKETS = {0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 25, 50, 100};
    private static final String RETENTION = "retention_hours=\"744\",";

    private final Map<String, Map<String, DoubleAdder>> counters = new ConcurrentSkipListMap<>();
    private final double started;

    LokiMetrics(Clock clock) {
        started = Times.nanos(clock.instant()) / 1e9;
    }

    private void add(String name, String labels, double value) {
        counters.computeIfAbsent(name, n -> new ConcurrentHashMap<>())
                .computeIfAbsent(labels, l -> new DoubleAdder())
                .add(value);
    }

    /** Counts a stream as it was pushed. */
    void received(String tenant, String format, PushStream stream) {
        String rest = "format=\"" + format + "\",is_internal_stream=\"false\",policy=\"\",";
        String user = "tenant=" + GoStrings.quote(tenant);
        long lines = 0;
        long metadata = 0;
        for (Entry entry : stream.entries()) {
            int line = entry.line().getBytes(StandardCharsets.UTF_8).length;
            lines += line;
            metadata += Ingestion.size(entry) - line;
        }
        add(
                "loki_distributor_lines_received_total",
                rest + user,
                stream.entries().size());
        add("loki_distributor_bytes_received_total", rest + RETENTION + user, (double) (lines + metadata));
        add("loki_distributor_structured_metadata_bytes_received_total", rest + RETENTION + user, (double) metadata);
    }

    /** Counts an entry that was refused. */
    void discarded(String tenant, String format, String problem) {
        String reason = problem.contains("too old")
                ? "greater_than_max_sample_age"
                : problem.contains("too new")
                        ? "too_far_in_future"
                        : problem.contains("max entry size") ? "line_too_long" : "invalid_labels";
        add(
                "loki_discarded_samples_total",
                "format=\"" + format + "\",policy=\"\",reason=\"" + reason + "\"," + RETENTION + "tenant="
                        + GoStrings.quote(tenant),
                1);
    }

    /** Counts a request. */
    void request(String method, String route, int status, double seconds) {
        String labels = "method=\"" + method + "\",route=\"" + route + "\",status_code=\"" + status + "\",ws=\"false\"";
        for (double bucket : BUCKETS) {
            add(
                    "loki_request_duration_seconds_bucket",
                    "le=\"" + GoStrings.plain(bucket) + "\"," + labels,
                    seconds <= bucket ? 1 : 0);
        }
        add("loki_request_duration_seconds_bucket", "le=\"+Inf\"," + labels, 1);
        add("loki_request_duration_seconds_sum", labels, seconds);
        add("loki_request_duration_seconds_count", labels, 1);
    }

    /** Writes everything as Prometheus' text format. */
    String text(Map<String, LogStore> stores) {
        Map<String, Map<String, Double>> all = new TreeMap<>();
        counters.forEach((name, series) -> {
            Map<String, Double> values = new TreeMap<>();
            series.forEach((labels, value) -> values.put(labels, value.sum()));
            all.put(name, values);
        });
        gauge(all, "loki_build_info", "branch=\"\",goversion=\"\",revision=\"\",tags=\"\",version=\"3.7.6\"", 1);
        gauge(all, "process_start_time_seconds", "", started);
        stores.forEach((tenant, store) -> {
            String user = "tenant=" + GoStrings.quote(tenant);
            gauge(all, "loki_ingester_streams_created_total", user, (double) store.created());
            gauge(all, "loki_ingester_memory_streams", user, store.size());
        });
        double chunks = stores.values().stream().mapToInt(LogStore::size).sum();
        gauge(all, "loki_ingester_memory_chunks", "", chunks);
        gauge(all, "loki_ingester_chunks_created_total", "", chunks);
        StringBuilder out = new StringBuilder();
        String[] before = {""};
        all.forEach((name, values) -> {
            String family = name.replaceFirst("^(loki_request_duration_seconds)_(bucket|sum|count)$", "$1");
            if (!family.equals(before[0])) {
                out.append("# TYPE ")
                        .append(family)
                        .append(' ')
                        .append(type(name, family))
                        .append('\n');
                before[0] = family;
            }
            values.forEach((labels, value) -> out.append(name)
                    .append(labels.isEmpty() ? "" : "{" + labels + "}")
                    .append(' ')
                    .append(GoStrings.formatFloat(value))
                    .append('\n'));
        });
        return out.toString();
    }

    private static String type(String name, String family) {
        return !name.equals(family) ? "histogram" : name.endsWith("_total") ? "counter" : "gauge";
    }

    private static void gauge(Map<String, Map<String, Double>> all, String name, String labels, double value) {
        all.computeIfAbsent(name, n -> new TreeMap<>()).put(labels, value);
    }
}
