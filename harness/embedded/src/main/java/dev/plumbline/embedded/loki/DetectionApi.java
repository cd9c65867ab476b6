package dev.plumbline.embedded.loki;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.plumbline.embedded.http.Request;
import dev.plumbline.embedded.http.Response;
import dev.plumbline.embedded.loki.QueryParameters.Bounds;
import dev.plumbline.embedded.loki.logql.DetectedField;
import dev.plumbline.embedded.loki.logql.Expr;
import dev.plumbline.embedded.loki.logql.FieldDetection;
import dev.plumbline.embedded.loki.logql.Labels;
import dev.plumbline.embedded.loki.logql.LogEngine;
import dev.plumbline.embedded.loki.logql.Matcher;
import dev.plumbline.embedded.loki.logql.Parser;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** Answers which labels and fields there are to explore. */
final class DetectionApi {
    private static final Set<String> ALWAYS = Set.of("cluster", "namespace", "instance", "pod");
    private static final Pattern ID = Pattern.compile("[-+]?([0-9]+\\.?[0-9]*|\\.[0-9]+)([eE][-+]?[0-9]+)?"
            + "|[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}|[0-9a-fA-F]{32}");

    private final Settings settings;
    private final Clock clock;

    DetectionApi(Settings settings, Clock clock) {
        this.settings = settings;
        this.clock = clock;
    }

    /** Labels and how many values they have; what only holds numbers and identifiers is left out. */
    Response labels(Tenant tenant, Request request) {
        QueryParameters parameters = new QueryParameters(request, Times.nanos(clock.instant()));
        Bounds bounds = parameters.ordered();
        QueryParameters.checkLength(bounds, 0, settings);
        String query = parameters.text("query");
        List<Matcher> matchers = query.isEmpty() ? List.of() : Parser.matchers(query, true);
        Map<String, Set<String>> values = new TreeMap<>();
        for (Labels labels : tenant.store().indexed(matchers, bounds.start(), bounds.end())) {
            labels.forEach((name, value) ->
                    values.computeIfAbsent(name, n -> new TreeSet<>()).add(value));
        }
        ObjectNode answer = JsonNodeFactory.instance.objectNode();
        ArrayNode list = JsonNodeFactory.instance.arrayNode();
        values.forEach((name, all) -> {
            if (ALWAYS.contains(name)
                    || !all.stream().allMatch(v -> ID.matcher(v).matches())) {
                list.addObject().put("label", name).put("cardinality", all.size());
            }
        });
        if (!list.isEmpty()) {
            answer.set("detectedLabels", list);
        }
        return Response.json(200, answer);
    }

    Response fields(Tenant tenant, Request request) {
        QueryParameters parameters = new QueryParameters(request, Times.nanos(clock.instant()));
        Bounds bounds = parameters.ordered();
        int limit = limit(parameters);
        Map<String, DetectedField> fields = detect(tenant, parameters, bounds, limit);
        ObjectNode answer = JsonNodeFactory.instance.objectNode();
        if (fields.isEmpty()) {
            return Response.json(200, answer);
        }
        ArrayNode list = answer.putArray("fields");
        fields.forEach((name, field) -> {
            ObjectNode one = list.addObject()
                    .put("label", name)
                    .put("type", field.type())
                    .put("cardinality", field.cardinality());
            if (field.parsers().isEmpty()) {
                one.putNull("parsers");
            } else {
                field.parsers().forEach(one.putArray("parsers")::add);
            }
            if (!field.path().isEmpty()) {
                field.path().forEach(one.putArray("jsonPath")::add);
            }
        });
        answer.put("limit", limit);
        return Response.json(200, answer);
    }

    Response values(Tenant tenant, Request request) {
        QueryParameters parameters = new QueryParameters(request, Times.nanos(clock.instant()));
        Bounds bounds = parameters.ordered();
        int limit = limit(parameters);
        DetectedField field =
                detect(tenant, parameters, bounds, Integer.MAX_VALUE).get(request.pathVariable("name"));
        ObjectNode answer = JsonNodeFactory.instance.objectNode();
        if (field != null) {
            ArrayNode list = answer.putArray("values");
            new TreeSet<>(field.values()).stream().limit(limit).forEach(list::add);
            answer.put("limit", limit);
        }
        return Response.json(200, answer);
    }

    private static int limit(QueryParameters parameters) {
        return parameters.text("limit").isEmpty()
                ? parameters.limit("field_limit", 1000)
                : parameters.limit("limit", 1000);
    }

    private Map<String, DetectedField> detect(Tenant tenant, QueryParameters parameters, Bounds bounds, int limit) {
        int lines = parameters.limit("line_limit", 100);
        Expr expr = Parser.parse(parameters.text("query"));
        if (!(expr instanceof Expr.LogSelector selector)) {
            throw QueryParameters.bad("only log selector is supported");
        }
        if (lines > settings.queryEntries()) {
            throw QueryParameters.bad("max entries limit per query exceeded, limit > max_entries_limit_per_query ("
                    + lines + " > " + settings.queryEntries() + ")");
        }
        QueryParameters.checkLength(bounds, 0, settings);
        LogEngine engine = new LogEngine(tenant.store(), true);
        return FieldDetection.of(engine.read(selector, bounds.start(), bounds.end(), lines, false, 0), limit);
    }
}
