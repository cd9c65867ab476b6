package dev.plumbline.embedded.prometheus.api;

import dev.plumbline.embedded.http.Request;
import dev.plumbline.embedded.http.Response;
import dev.plumbline.embedded.http.Routes;
import dev.plumbline.embedded.prometheus.exposition.ExpositionWriter;
import dev.plumbline.embedded.prometheus.model.Labels;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** Answers how the server itself is. */
final class StatusApi {
    private static final int MOST = 10;

    private final Supplier<Live> live;
    private final Clock clock;

    StatusApi(Supplier<Live> live, Clock clock) {
        this.live = live;
        this.clock = clock;
    }

    void addTo(Routes routes) {
        routes.get("/-/ready", r -> Response.text(200, "Prometheus Server is Ready.\n"));
        routes.get("/-/healthy", r -> Response.text(200, "Prometheus Server is Healthy.\n"));
        routes.get("/metrics", r -> metrics());
        routes.get(
                "/api/v1/status/config",
                Answers.handler(r -> Answers.Data.of(Map.of("yaml", live.get().config()))));
        routes.get(
                "/api/v1/status/flags",
                Answers.handler(r -> Answers.Data.of(live.get().flags())));
        routes.get("/api/v1/status/buildinfo", Answers.handler(r -> Answers.Data.of(build())));
        routes.get("/api/v1/status/runtimeinfo", Answers.handler(r -> Answers.Data.of(runtime())));
        routes.get("/api/v1/status/tsdb", Answers.handler(r -> Answers.Data.of(head(statistics(r)))));
        routes.get("/version", r -> version());
        routes.get("/api/v1/notifications", Answers.handler(r -> Answers.Data.of(List.of())));
        routes.get(
                "/api/v1/status/walreplay",
                Answers.handler(r -> Answers.Data.of(Map.of("min", 0, "max", 0, "current", 0))));
    }

    private static Map<String, Object> build() {
        Map<String, Object> build = new LinkedHashMap<>();
        build.put("version", "3.14.0");
        build.put("revision", "");
        build.put("branch", "");
        build.put("buildUser", "");
        build.put("buildDate", "");
        build.put("goVersion", "go1.26.8");
        return build;
    }

    private static Response version() {
        return Response.json(200, build()).typed("text/plain; charset=utf-8");
    }

    private Map<String, Object> runtime() {
        Live now = live.get();
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("startTime", now.started().toString());
        json.put("CWD", System.getProperty("user.dir", "/"));
        json.put("hostname", "localhost");
        json.put("serverTime", clock.instant().toString());
        json.put("reloadConfigSuccess", true);
        json.put(
                "lastConfigTime",
                now.lastReload()
                        .truncatedTo(java.time.temporal.ChronoUnit.SECONDS)
                        .toString());
        json.put("corruptionCount", 0);
        json.put("goroutineCount", Thread.activeCount());
        json.put("GOMAXPROCS", Runtime.getRuntime().availableProcessors());
        json.put("GOMEMLIMIT", Runtime.getRuntime().maxMemory());
        json.put("GOGC", "75");
        json.put("GODEBUG", "");
        String retention = now.flags().getOrDefault("storage.tsdb.retention.time", "");
        json.put("storageRetention", retention.isEmpty() ? "15d" : retention);
        return json;
    }

    private static int statistics(Request request) {
        int most = 10_000;
        int limit = new Parameters(request).limit(MOST, 1, "limit must be a positive number");
        if (limit > most) {
            throw ApiException.badData("limit must not exceed " + most);
        }
        return limit;
    }

    private Map<String, Object> head(int limit) {
        Live now = live.get();
        Map<String, Integer> byName = new HashMap<>();
        Map<String, Integer> byPair = new HashMap<>();
        Map<String, java.util.Set<String>> values = new HashMap<>();
        for (Labels labels : now.tsdb().labelSets()) {
            byName.merge(labels.name(), 1, Integer::sum);
            labels.toMap().forEach((name, value) -> {
                byPair.merge(name + "=" + value, 1, Integer::sum);
                values.computeIfAbsent(name, n -> new java.util.HashSet<>()).add(value);
            });
        }
        Map<String, Integer> counts = new HashMap<>();
        Map<String, Integer> bytes = new HashMap<>();
        values.forEach((name, all) -> {
            counts.put(name, all.size());
            bytes.put(name, all.stream().mapToInt(String::length).sum());
        });
        Map<String, Object> stats = new LinkedHashMap<>();
        stats.put("numSeries", now.tsdb().size());
        stats.put("numLabelPairs", byPair.size());
        stats.put("chunkCount", now.tsdb().size());
        stats.put("minTime", now.tsdb().minTime());
        stats.put("maxTime", now.tsdb().maxTime());
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("headStats", stats);
        json.put("seriesCountByMetricName", top(byName, limit));
        json.put("labelValueCountByLabelName", top(counts, limit));
        json.put("memoryInBytesByLabelName", top(bytes, limit));
        json.put("seriesCountByLabelValuePair", top(byPair, limit));
        return json;
    }

    private static List<Object> top(Map<String, Integer> counts, int limit) {
        List<Object> top = new ArrayList<>();
        counts.entrySet().stream()
                .sorted(Map.Entry.<String, Integer>comparingByValue()
                        .reversed()
                        .thenComparing(Map.Entry.comparingByKey()))
                .limit(limit)
                .forEach(e -> top.add(Map.of("name", e.getKey(), "value", e.getValue())));
        return top;
    }

    private Response metrics() {
        Live now = live.get();
        ExpositionWriter out = new ExpositionWriter()
                .add(
                        "prometheus_build_info",
                        "gauge",
                        "A metric with a constant '1' value labeled by version, revision, branch, goversion from which"
                                + " prometheus was built, and the goos and goarch for the build.",
                        1,
                        "branch",
                        "",
                        "goarch",
                        "amd64",
                        "goos",
                        "linux",
                        "goversion",
                        "go1.26.8",
                        "revision",
                        "",
                        "tags",
                        "stand-in",
                        "version",
                        "3.14.0")
                .add("prometheus_ready", "gauge", "Whether Prometheus startup was fully completed.", 1)
                .add(
                        "prometheus_config_last_reload_successful",
                        "gauge",
                        "Whether the last configuration reload attempt was successful.",
                        1)
                .add(
                        "prometheus_config_last_reload_success_timestamp_seconds",
                        "gauge",
                        "Timestamp of the last successful configuration reload.",
                        (double) now.lastReload().getEpochSecond())
                .add(
                        "prometheus_tsdb_head_series",
                        "gauge",
                        "Total number of series in the head block.",
                        now.tsdb().size())
                .add(
                        "prometheus_tsdb_head_samples_appended_total",
                        "counter",
                        "Total number of appended samples.",
                        (double) now.tsdb().appendedTotal(),
                        "type",
                        "float")
                .add(
                        "prometheus_tsdb_exemplar_exemplars_in_storage",
                        "gauge",
                        "Number of exemplars currently in circular storage.",
                        now.tsdb().exemplars().size());
        notifications(out, now);
        for (var group : now.rules().groups()) {
            out.add(
                    "prometheus_rule_group_rules",
                    "gauge",
                    "The number of rules.",
                    group.rules().size(),
                    "rule_group",
                    group.file() + ";" + group.name());
        }
        return out.addProcess(now.started().toEpochMilli() / 1000.0).response();
    }

    private static void notifications(ExpositionWriter out, Live now) {
        out.add(
                "prometheus_notifications_alertmanagers_discovered",
                "gauge",
                "The number of alertmanagers discovered and active.",
                now.rules().notifier().receivers().size());
        now.rules().notifier().counts().forEach((uri, counts) -> {
            String am = uri.toString();
            out.add(
                            "prometheus_notifications_sent_total",
                            "counter",
                            "Total number of alerts sent.",
                            (double) counts.sent().get(),
                            "alertmanager",
                            am)
                    .add(
                            "prometheus_notifications_errors_total",
                            "counter",
                            "Total number of sent alerts affected by errors.",
                            (double) counts.errors().get(),
                            "alertmanager",
                            am)
                    .add(
                            "prometheus_notifications_dropped_total",
                            "counter",
                            "Total number of alerts dropped due to errors when sending to Alertmanager.",
                            (double) counts.errors().get(),
                            "alertmanager",
                            am)
                    .add(
                            "prometheus_notifications_queue_length",
                            "gauge",
                            "The number of alert notifications in the queue.",
                            0,
                            "alertmanager",
                            am);
        });
    }
}
