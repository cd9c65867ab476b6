package dev.plumbline.embedded.grafana.source;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.plumbline.embedded.grafana.provision.DataSource;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Grafana's back end for Prometheus. */
final class PrometheusBackend implements Backend {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final int SHOWN = 1024;

    private final DataSource source;
    private final Upstream upstream;

    PrometheusBackend(DataSource source, Upstream upstream) {
        this.source = source;
        this.upstream = upstream;
    }

    @Override
    public Map<String, Result> query(List<Query> queries) {
        PrometheusOptions options = PrometheusOptions.of(source.jsonData());
        Map<String, Result> results = new LinkedHashMap<>();
        queries.forEach(q -> results.put(q.refId(), run(q, options)));
        return results;
    }

    private PrometheusClient client(PrometheusOptions options) {
        return new PrometheusClient(source.url(), options, upstream);
    }

    private Result run(Query query, PrometheusOptions options) {
        PrometheusClient client = client(options);
        try {
            PrometheusQuery parsed = PrometheusQuery.of(query, options.timeInterval());
            List<Part> parts = new ArrayList<>();
            if (parsed.range()) {
                parts.add(ask(
                        client,
                        parsed,
                        "query_range",
                        Map.of(
                                "query", parsed.expression(),
                                "start", parsed.start(),
                                "end", parsed.end(),
                                "step", parsed.stepSeconds())));
            }
            if (parsed.instant()) {
                parts.add(ask(client, parsed, "query", Map.of("query", parsed.expression(), "time", parsed.time())));
            }
            if (parsed.exemplar()) {
                Part exemplars = ask(
                        client,
                        parsed,
                        "query_exemplars",
                        Map.of("query", parsed.expression(), "start", parsed.start(), "end", parsed.end()));
                parts.add(new Part(200, Optional.empty(), exemplars.frames()));
            }
            return joined(parts);
        } catch (BadQueryException e) {
            return Result.failed(500, String.valueOf(e.getMessage()), "");
        }
    }

    private record Part(int status, Optional<String> error, List<Frame> frames) {}

    private static Result joined(List<Part> parts) {
        List<Frame> frames = parts.stream().flatMap(p -> p.frames().stream()).toList();
        List<String> errors = parts.stream().flatMap(p -> p.error().stream()).toList();
        if (errors.isEmpty()) {
            return Result.ok(frames);
        }
        int status = parts.stream()
                .filter(p -> p.error().isPresent())
                .mapToInt(Part::status)
                .reduce(500, (a, b) -> b);
        return Result.failed(status, String.join(" ", errors), StatusText.source(status))
                .with(frames);
    }

    private static Part ask(
            PrometheusClient client, PrometheusQuery query, String endpoint, Map<String, String> parameters) {
        Upstream.Reply reply;
        try {
            reply = client.query(endpoint, parameters);
        } catch (Upstream.Unreachable e) {
            return new Part(502, Optional.of(String.valueOf(e.getMessage())), List.of());
        }
        return switch (reply.status() / 100 == 2 ? 200 : reply.status()) {
            case 200, 400, 422, 503 -> parsed(query, reply);
            default -> {
                Frame frame = Frame.of("");
                frame.meta().put("executedQueryString", query.executed());
                String body = reply.text();
                yield new Part(
                        500,
                        Optional.of("unexpected response with status code " + reply.status() + ": "
                                + body.substring(0, Math.min(SHOWN, body.length()))),
                        List.of(frame));
            }
        };
    }

    private static Part parsed(PrometheusQuery query, Upstream.Reply reply) {
        PromAnswer answer = PromAnswer.of(reply.text());
        List<Frame> frames = new ArrayList<>(answer.frames());
        if (frames.isEmpty() && !query.exemplar()) {
            frames.add(Frame.of(""));
        }
        frames.forEach(f -> describe(query, f));
        if (!frames.isEmpty()) {
            ObjectNode meta = frames.getFirst().meta();
            meta.put("executedQueryString", query.executed());
            meta.withObjectProperty("custom").put("calculatedMinStep", query.step() / GoDuration.MILLISECOND);
        }
        return answer.error().isPresent()
                ? new Part(reply.status(), answer.error(), frames)
                : new Part(200, Optional.empty(), ExemplarFrames.merged(frames, query.step()));
    }

    private static void describe(PrometheusQuery query, Frame frame) {
        frame.meta();
        if (frame.columns().size() < 2) {
            return;
        }
        Column value = frame.column(1);
        frame.column(0).config("interval", JsonNodeFactory.instance.numberNode(query.step() / GoDuration.MILLISECOND));
        String name = legend(query, value.labels());
        if (!name.isEmpty()) {
            value.config("displayNameFromDS", name);
        }
        if (!frame.meta().path("type").asText().equals("heatmap-cells")
                && value.labels().containsKey("__name__")) {
            value.rename(value.labels().getOrDefault("__name__", value.name()));
        }
    }

    private static String legend(PrometheusQuery query, Map<String, String> labels) {
        String legend = Labels.display(labels);
        if (query.legend().equals("__auto")) {
            legend = labels.isEmpty() ? legend : "";
        } else if (!query.legend().isEmpty()) {
            legend = Labels.legend(query.legend(), labels);
        }
        return legend.equals("{}") ? query.expression() : legend;
    }

    @Override
    public Health health() {
        try {
            PrometheusOptions options = PrometheusOptions.of(source.jsonData());
            return health(client(options), options);
        } catch (RequestException e) {
            return Health.bad(e.getMessage() + " - error getting datasource info");
        }
    }

    private static Health health(PrometheusClient client, PrometheusOptions options) {
        Optional<String> problem = problem(client, options);
        String message = problem.map(reason -> reason + " - There was an error returned querying the Prometheus API.")
                .orElse("Successfully queried the Prometheus API.");
        return new Health(problem.isEmpty(), message, details(client));
    }

    private static Optional<String> problem(PrometheusClient client, PrometheusOptions options) {
        try {
            if (!options.timeInterval().isEmpty()) {
                Interval.parse(options.timeInterval());
            }
            Upstream.Reply reply = client.query("query", Map.of("query", "1+1", "time", "4"));
            return reply.status() == 200 ? PromAnswer.of(reply.text()).error() : Optional.of(reply.statusLine());
        } catch (Upstream.Unreachable | BadQueryException e) {
            return Optional.of(String.valueOf(e.getMessage()));
        }
    }

    private static Optional<JsonNode> details(PrometheusClient client) {
        try {
            Upstream.Reply reply = client.buildInfo();
            if (reply.status() != 200) {
                return Optional.empty();
            }
            boolean mimir =
                    !JSON.readTree(reply.body()).path("data").path("features").isEmpty();
            ObjectNode details = JsonNodeFactory.instance.objectNode();
            details.put("application", mimir ? "Mimir" : "Prometheus");
            details.putObject("features").put("rulerApiEnabled", mimir);
            return Optional.of(details);
        } catch (Upstream.Unreachable | IOException e) {
            return Optional.empty();
        }
    }
}
