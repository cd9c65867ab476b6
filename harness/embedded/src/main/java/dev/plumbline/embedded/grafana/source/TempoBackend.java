package dev.plumbline.embedded.grafana.source;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.plumbline.embedded.grafana.provision.DataSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** Grafana's back end for Tempo. */
final class TempoBackend implements Backend {
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();
    private static final Map<String, String> ACCEPT = Map.of("Accept", "application/json");
    private static final Pattern TRACE_ID = Pattern.compile("[0-9A-Fa-f]+");
    private static final Pattern METRICS = Pattern.compile("\\|\\s*(rate|count_over_time|avg_over_time|sum_over_time"
            + "|max_over_time|min_over_time|quantile_over_time|histogram_over_time|compare)\\s*\\(");

    private final DataSource source;
    private final Upstream upstream;

    TempoBackend(DataSource source, Upstream upstream) {
        this.source = source;
        this.upstream = upstream;
    }

    @Override
    public Map<String, Result> query(List<Query> queries) {
        Map<String, Result> results = new LinkedHashMap<>();
        for (Query query : queries) {
            results.put(query.refId(), run(query));
        }
        return results;
    }

    private Result run(Query query) {
        String type = query.text("queryType").orElse("");
        try {
            return switch (type) {
                case "traceId" -> trace(query);
                case "traceql", "traceqlSearch" -> traceQl(query);
                default ->
                    throw new RequestException(
                            "unsupported query type: '" + type + "' for query with refID '" + query.refId() + "'");
            };
        } catch (BadQueryException e) {
            return Result.failed(500, String.valueOf(e.getMessage()), "downstream");
        } catch (JsonProcessingException e) {
            return Result.failed(500, "failed to convert response to type: " + e.getOriginalMessage(), "");
        } catch (Upstream.Unreachable e) {
            return Result.failed(502, String.valueOf(e.getMessage()), "downstream");
        }
    }

    private static void check(Query query) {
        ModelTypes.tempo(query.model()).ifPresent(problem -> {
            throw new BadQueryException("failed to unmarshall Tempo query model: " + problem);
        });
    }

    private Result trace(Query query) throws Upstream.Unreachable, JsonProcessingException {
        check(query);
        String id = query.text("query").orElse("");
        if (id.isEmpty()) {
            throw new BadQueryException("failed to validate model query: trace id is required");
        }
        if (!TRACE_ID.matcher(id).matches()) {
            throw new BadQueryException("failed to create request: invalid trace id");
        }
        Map<String, String> range = range(query);
        Upstream.Reply reply = upstream.get(source.url(), "/api/v2/traces/" + id, range, ACCEPT);
        boolean second = reply.status() != 404;
        if (!second) {
            reply = upstream.get(source.url(), "/api/traces/" + id, range, ACCEPT);
        }
        if (reply.status() != 200) {
            throw new BadQueryException(
                    "failed to get trace with id: " + id + " Status: " + reply.statusLine() + " Body: " + reply.text());
        }
        JsonNode answer = JSON.readTree(reply.text());
        JsonNode trace = second ? answer.path("trace") : answer;
        JsonNode spans = trace.has("resourceSpans") ? trace.path("resourceSpans") : trace.path("batches");
        if (spans.isEmpty()) {
            throw new BadQueryException("failed to get trace with id: " + id + " Status: Not Found");
        }
        Frame frame = TraceFrames.read(spans).refId(query.refId());
        if (second) {
            frame.meta()
                    .putObject("custom")
                    .put("partial", answer.path("status").asText().equals("PARTIAL"))
                    .put("message", answer.path("message").asText(""));
        }
        return Result.ok(List.of(frame));
    }

    private Result traceQl(Query query) throws Upstream.Unreachable, JsonProcessingException {
        check(query);
        String text = query.text("query").orElse("");
        if (text.isEmpty()) {
            throw new BadQueryException("query is required");
        }
        return METRICS.matcher(text).find() ? metrics(query, text) : search(query, text);
    }

    private Result search(Query query, String text) throws Upstream.Unreachable, JsonProcessingException {
        Map<String, String> parameters = range(query);
        parameters.put("q", text);
        positive(query, "limit", parameters);
        positive(query, "spss", parameters);
        Upstream.Reply reply = upstream.get(source.url(), "/api/search", parameters, ACCEPT);
        if (reply.status() != 200) {
            throw new BadQueryException("failed to execute search query status: " + reply.statusLine());
        }
        JsonNode answer = JSON.readTree(reply.text());
        SearchFrames frames = new SearchFrames(source.uid(), source.name());
        return Result.ok(List.of(
                switch (query.text("tableType").orElse("traces")) {
                    case "spans" -> frames.spans(answer);
                    case "raw" -> RawSearch.frame(answer);
                    default -> frames.traces(answer);
                }));
    }

    private Result metrics(Query query, String text) throws Upstream.Unreachable, JsonProcessingException {
        boolean instant = query.text("metricsQueryType").orElse("range").equals("instant");
        Map<String, String> parameters = range(query);
        parameters.put("q", text);
        query.text("step").ifPresent(step -> parameters.put("step", step));
        query.number("exemplars").ifPresent(n -> parameters.put("exemplars", Long.toString(n.longValue())));
        Upstream.Reply reply =
                upstream.get(source.url(), "/api/metrics/" + (instant ? "query" : "query_range"), parameters, ACCEPT);
        if (reply.status() != 200) {
            throw new BadQueryException("failed to execute TraceQL query: " + text + " Status: " + reply.statusLine()
                    + " Body: " + reply.text());
        }
        JsonNode answer = JSON.readTree(reply.text());
        return Result.ok(instant ? TraceMetrics.instant(answer) : TraceMetrics.range(answer, text));
    }

    private static Map<String, String> range(Query query) {
        Map<String, String> parameters = new TreeMap<>();
        long from = Math.floorDiv(query.fromMs(), 1000L);
        long to = Math.floorDiv(query.toMs(), 1000L);
        if (from != 0 && to != 0) {
            parameters.put("start", Long.toString(from));
            parameters.put("end", Long.toString(to));
        }
        return parameters;
    }

    private static void positive(Query query, String key, Map<String, String> parameters) {
        query.number(key).filter(n -> n > 0).ifPresent(n -> parameters.put(key, Long.toString(n.longValue())));
    }

    @Override
    public Health health() {
        if (source.jsonData().path("streamingEnabled").path("search").asBoolean(false)) {
            return Health.bad("the stand-in does not stream: streamingEnabled.search");
        }
        try {
            Upstream.Reply reply = upstream.get(source.url(), "/api/echo", Map.of(), Map.of());
            return reply.status() == 200
                    ? Health.good("Data source is working")
                    : Health.bad("Tempo echo endpoint returned status " + reply.status());
        } catch (Upstream.Unreachable e) {
            return Health.bad(String.valueOf(e.getMessage()));
        }
    }
}
