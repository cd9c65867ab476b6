package dev.plumbline.harness.client;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Asks Loki. Log queries are never sent as instant queries: today's Loki refuses them. */
public final class LokiClient {
    private static final int PAGE = 5000;

    private final Http http;

    public LokiClient(Http http) {
        this.http = http;
    }

    /**
     * Returns every line that a log query finds, oldest first, page by page.
     *
     * <p>Loki splits a stream by {@code detected_level}, so lines of one container come from several result streams;
     * they are merged here by time, in the order of each result stream.
     *
     * @param query LogQL log query
     * @param from inclusive
     * @param to exclusive
     * @throws UnexpectedAnswer if it is refused
     */
    public List<LogLine> lines(String query, Instant from, Instant to) {
        List<LogLine> all = new ArrayList<>();
        long start = nanoseconds(from);
        long end = nanoseconds(to);
        while (true) {
            List<LogLine> page = page(query, start, end);
            all.addAll(page);
            if (page.size() < PAGE) {
                return all;
            }
            long last = page.getLast().timestamp();
            all.removeIf(line -> line.timestamp() == last);
            if (last == start) {
                throw new UnexpectedAnswer("more than " + PAGE + " lines of one nanosecond: " + query);
            }
            start = last;
        }
    }

    private List<LogLine> page(String query, long start, long end) {
        Map<String, String> parameters = new LinkedHashMap<>();
        parameters.put("query", query);
        parameters.put("start", String.valueOf(start));
        parameters.put("end", String.valueOf(end));
        parameters.put("limit", String.valueOf(PAGE));
        parameters.put("direction", "forward");
        JsonNode data = http.get("/loki/api/v1/query_range", parameters).json().path("data");
        if (!data.path("resultType").asText().equals("streams")) {
            throw new UnexpectedAnswer(
                    "expected log lines, got a " + data.path("resultType").asText() + ": " + query);
        }
        List<LogLine> lines = new ArrayList<>();
        data.path("result").forEach(stream -> {
            Map<String, String> labels = strings(stream.path("stream"));
            stream.path("values")
                    .forEach(v -> lines.add(
                            new LogLine(labels, v.path(0).asLong(), v.path(1).asText())));
        });
        lines.sort(Comparator.comparingLong(LogLine::timestamp));
        return lines;
    }

    /**
     * Evaluates a metric query now.
     *
     * @param query LogQL metric query
     * @return value by label set
     */
    public Map<Map<String, String>, Double> metric(String query) {
        Map<Map<String, String>, Double> values = new LinkedHashMap<>();
        http.get("/loki/api/v1/query", Map.of("query", query))
                .json()
                .path("data")
                .path("result")
                .forEach(s -> values.put(
                        strings(s.path("metric")),
                        GoNumbers.parse(s.path("value").path(1).asText())));
        return values;
    }

    /** Returns the values that a label has since {@code from}; an empty answer has no data at all. */
    public List<String> labelValues(String label, Instant from) {
        List<String> values = new ArrayList<>();
        http.get("/loki/api/v1/label/" + label + "/values", Map.of("start", String.valueOf(nanoseconds(from))))
                .json()
                .path("data")
                .forEach(v -> values.add(v.asText()));
        return values;
    }

    /** Returns the names of labels that exist since {@code from}. */
    public List<String> labelNames(Instant from) {
        List<String> names = new ArrayList<>();
        http.get("/loki/api/v1/labels", Map.of("start", String.valueOf(nanoseconds(from))))
                .json()
                .path("data")
                .forEach(v -> names.add(v.asText()));
        return names;
    }

    /** Returns Loki's running configuration, as YAML text. */
    public String configuration() {
        return http.get("/config").body();
    }

    private static long nanoseconds(Instant time) {
        return time.getEpochSecond() * 1_000_000_000L + time.getNano();
    }

    private static Map<String, String> strings(JsonNode object) {
        Map<String, String> map = new LinkedHashMap<>();
        object.properties().forEach(e -> map.put(e.getKey(), e.getValue().asText()));
        return map;
    }
}
