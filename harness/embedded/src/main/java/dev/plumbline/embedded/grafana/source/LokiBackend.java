package dev.plumbline.embedded.grafana.source;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.plumbline.embedded.grafana.provision.DataSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Grafana's back end for Loki. */
final class LokiBackend implements Backend {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Map<String, String> CATEGORIZE = Map.of("X-Loki-Response-Encoding-Flags", "categorize-labels");

    private final DataSource source;
    private final Upstream upstream;

    LokiBackend(DataSource source, Upstream upstream) {
        this.source = source;
        this.upstream = upstream;
    }

    @Override
    public Map<String, Result> query(List<Query> queries) {
        List<LokiQuery> parsed;
        try {
            parsed = queries.stream().map(LokiQuery::of).toList();
        } catch (BadQueryException e) {
            throw new RequestException(String.valueOf(e.getMessage()));
        }
        Map<String, Result> results = new LinkedHashMap<>();
        parsed.forEach(q -> results.put(q.refId(), run(q)));
        return results;
    }

    private Result run(LokiQuery query) {
        Upstream.Reply reply;
        try {
            reply = ask(query);
        } catch (Upstream.Unreachable e) {
            return Result.failed(502, String.valueOf(e.getMessage()), "downstream");
        }
        if (reply.status() / 100 != 2) {
            return Result.failed(reply.status(), message(reply.text()), StatusText.source(reply.status()));
        }
        PromAnswer answer = PromAnswer.of(reply.text());
        if (answer.error().isPresent()) {
            return Result.failed(500, answer.error().get(), "");
        }
        if (answer.frames().isEmpty()) {
            return Result.ok(List.of(nothing()));
        }
        answer.frames().stream().filter(f -> f.columns().size() >= 2).forEach(f -> describe(query, f));
        return Result.ok(answer.frames());
    }

    /** Loki 3 sends statistics with every answer, and a metric query without a series shows nothing but these. */
    private static Frame nothing() {
        Frame frame = Frame.of("Query statistics");
        frame.meta().putObject("custom");
        return frame;
    }

    private Upstream.Reply ask(LokiQuery query) throws Upstream.Unreachable {
        Map<String, String> parameters = new TreeMap<>();
        parameters.put("query", query.expression());
        parameters.put("direction", query.direction());
        if (query.maxLines() > 0) {
            parameters.put("limit", Long.toString(query.maxLines()));
        }
        if (query.instant()) {
            parameters.put("time", nanos(query.toMs()));
        } else {
            parameters.put("start", nanos(query.fromMs()));
            parameters.put("end", nanos(query.toMs()));
            parameters.put("step", query.step() / GoDuration.MILLISECOND + "ms");
        }
        String path = query.instant() ? "/loki/api/v1/query" : "/loki/api/v1/query_range";
        return upstream.get(source.url(), path, parameters, CATEGORIZE);
    }

    private static String nanos(long ms) {
        return Long.toString(ms * GoDuration.MILLISECOND);
    }

    /** Errors come as plain text or as JSON with a message. */
    private static String message(String body) {
        try {
            JsonNode message = JSON.readTree(body).path("message");
            return message.isTextual() && !message.asText().isEmpty() ? message.asText() : body;
        } catch (JsonProcessingException e) {
            return body;
        }
    }

    private static void describe(LokiQuery query, Frame frame) {
        ObjectNode meta = frame.meta();
        if (frame.column(1).type() != Column.Type.NUMBER) {
            meta.putObject("custom").put("frameType", "LabeledTimeValues");
            meta.put("executedQueryString", "Expr: " + query.expression());
            return;
        }
        meta.remove("custom");
        Column value = frame.column(1);
        String name = query.legend().isEmpty() ? braces(value.labels()) : Labels.legend(query.legend(), value.labels());
        value.configured();
        if (!name.isEmpty()) {
            value.config("displayNameFromDS", name);
        }
        if (query.instant()) {
            meta.put("executedQueryString", "Expr: " + query.expression());
        } else {
            meta.put(
                    "executedQueryString",
                    "Expr: " + query.expression() + "\nStep: " + GoDuration.format(query.step()));
            frame.column(0).configured();
            if (query.step() >= GoDuration.MILLISECOND) {
                frame.column(0)
                        .config("interval", JsonNodeFactory.instance.numberNode(query.step() / GoDuration.MILLISECOND));
            }
        }
    }

    private static String braces(Map<String, String> labels) {
        return labels.entrySet().stream()
                .map(e -> e.getKey() + "=" + Labels.quoted(e.getValue()))
                .sorted()
                .collect(java.util.stream.Collectors.joining(", ", "{", "}"));
    }

    @Override
    public Health health() {
        Map<String, String> parameters =
                Map.of("query", "vector(1)+vector(1)", "direction", "backward", "time", "4000000000");
        Optional<Frame> only = Optional.empty();
        try {
            Upstream.Reply reply = upstream.get(source.url(), "/loki/api/v1/query", parameters, CATEGORIZE);
            List<Frame> frames =
                    reply.status() == 200 ? PromAnswer.of(reply.text()).frames() : List.of();
            only = frames.size() == 1 ? Optional.of(frames.getFirst()) : Optional.empty();
        } catch (Upstream.Unreachable e) {
            // falls through to the one message that Grafana has for every reason
        }
        boolean two = only.filter(f -> f.columns().size() == 2 && f.rows() == 1)
                .map(f -> f.column(1).value(0).asDouble() == 2)
                .orElse(false);
        return two
                ? Health.good("Data source successfully connected.")
                : Health.bad("Unable to connect with Loki. Please check the server logs for more details.");
    }
}
