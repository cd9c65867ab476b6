package dev.plumbline.harness.client;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** Asks Prometheus. */
public final class PrometheusClient {
    private final Http http;

    public PrometheusClient(Http http) {
        this.http = http;
    }

    /**
     * Evaluates an expression now.
     *
     * @param expression PromQL that yields a vector
     * @return one sample a series
     * @throws UnexpectedAnswer if it is refused
     */
    public List<Sample> query(String expression) {
        JsonNode result = data("/api/v1/query", Map.of("query", expression)).path("result");
        List<Sample> samples = new ArrayList<>();
        result.forEach(s -> samples.add(sample(s.path("metric"), s.path("value"))));
        return samples;
    }

    /**
     * Returns the raw samples of a selector over the last seconds, at their own times.
     *
     * @param selector instant selector, such as {@code up{job="x"}}
     * @param seconds how far back
     */
    public List<Sample> rawSamples(String selector, long seconds) {
        JsonNode result = data("/api/v1/query", Map.of("query", selector + "[" + seconds + "s]"))
                .path("result");
        List<Sample> samples = new ArrayList<>();
        result.forEach(s -> s.path("values").forEach(v -> samples.add(sample(s.path("metric"), v))));
        return samples;
    }

    /**
     * One target that Prometheus scrapes.
     *
     * @param job its job
     * @param instance its address
     * @param health {@code up}, {@code down} or {@code unknown}
     * @param lastError why the last scrape failed, empty if it did not
     */
    public record Target(String job, String instance, String health, String lastError) {}

    /** Returns the active targets. */
    public List<Target> targets() {
        List<Target> targets = new ArrayList<>();
        data("/api/v1/targets", Map.of("state", "active"))
                .path("activeTargets")
                .forEach(t -> targets.add(new Target(
                        t.path("labels").path("job").asText(),
                        t.path("labels").path("instance").asText(),
                        t.path("health").asText(),
                        t.path("lastError").asText())));
        return targets;
    }

    /** Returns the metric names that Prometheus holds now. */
    public SortedSet<String> metricNames() {
        TreeSet<String> names = new TreeSet<>();
        data("/api/v1/label/__name__/values", Map.of()).forEach(n -> names.add(n.asText()));
        return names;
    }

    /**
     * Returns the label names that metrics have, over all their series; a metric without series is missing.
     *
     * @param metrics names of metrics, each of letters, digits, underscores and colons
     * @return label names by metric, without {@code __name__}
     */
    public Map<String, Set<String>> labelNames(Collection<String> metrics) {
        Map<String, Set<String>> names = new TreeMap<>();
        data("/api/v1/series", Map.of("match[]", "{__name__=~\"" + String.join("|", metrics) + "\"}"))
                .forEach(series -> {
                    Map<String, String> labels = strings(series);
                    String metric = labels.getOrDefault("__name__", "");
                    labels.remove("__name__");
                    names.computeIfAbsent(metric, m -> new TreeSet<>()).addAll(labels.keySet());
                });
        return names;
    }

    /**
     * Returns the exemplars of a selector over the last seconds.
     *
     * @return label sets of the exemplars
     */
    public List<Map<String, String>> exemplars(String selector, long seconds) {
        long now = Instant.now().getEpochSecond();
        JsonNode data = data(
                "/api/v1/query_exemplars",
                Map.of("query", selector, "start", String.valueOf(now - seconds), "end", String.valueOf(now + 1)));
        List<Map<String, String>> exemplars = new ArrayList<>();
        data.forEach(s -> s.path("exemplars").forEach(e -> exemplars.add(strings(e.path("labels")))));
        return exemplars;
    }

    /**
     * Returns the alerts that are pending or firing.
     *
     * @return label sets, each with {@code alertstate}
     */
    public List<Map<String, String>> alerts() {
        List<Map<String, String>> alerts = new ArrayList<>();
        data("/api/v1/alerts", Map.of()).path("alerts").forEach(a -> {
            Map<String, String> labels = strings(a.path("labels"));
            labels.put("alertstate", a.path("state").asText());
            alerts.add(labels);
        });
        return alerts;
    }

    private JsonNode data(String path, Map<String, String> parameters) {
        return http.get(path, parameters).json().path("data");
    }

    private static Sample sample(JsonNode metric, JsonNode pair) {
        BigDecimal seconds = new BigDecimal(pair.path(0).asText("0"));
        return new Sample(
                strings(metric),
                Instant.ofEpochMilli(seconds.movePointRight(3).longValue()),
                GoNumbers.parse(pair.path(1).asText()));
    }

    private static Map<String, String> strings(JsonNode object) {
        Map<String, String> map = new LinkedHashMap<>();
        object.properties().forEach(e -> map.put(e.getKey(), e.getValue().asText()));
        return map;
    }
}
