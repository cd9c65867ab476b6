package dev.plumbline.embedded.tempo.api;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.plumbline.embedded.http.Request;
import dev.plumbline.embedded.http.Response;
import dev.plumbline.embedded.tempo.query.TagConditions;
import dev.plumbline.embedded.tempo.query.Tags;
import dev.plumbline.embedded.tempo.store.StoredTrace;
import dev.plumbline.embedded.tempo.store.TraceStore;
import dev.plumbline.embedded.tempo.traceql.Attribute;
import dev.plumbline.embedded.tempo.traceql.Intrinsic;
import dev.plumbline.embedded.tempo.traceql.Query;
import dev.plumbline.embedded.tempo.traceql.Scope;
import dev.plumbline.embedded.tempo.traceql.SpansetExpression;
import dev.plumbline.embedded.tempo.traceql.Static;
import dev.plumbline.embedded.tempo.traceql.TraceQlException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Answers the questions for tags and their values, in both versions. */
final class TagsApi {
    private static final long NANOS = 1_000_000_000L;
    private static final Set<String> SCOPES =
            Set.of("", "none", "resource", "span", "event", "link", "instrumentation", "intrinsic", "trace");
    private static final Set<Intrinsic> NESTED =
            Set.of(Intrinsic.NESTED_SET_LEFT, Intrinsic.NESTED_SET_RIGHT, Intrinsic.NESTED_SET_PARENT);

    /** Values that are known without a look, or too many to be listed. */
    private static final Set<Intrinsic> NEVER_LOOKED_FOR = Set.of(
            Intrinsic.STATUS,
            Intrinsic.KIND,
            Intrinsic.DURATION,
            Intrinsic.TRACE_ID,
            Intrinsic.SPAN_ID,
            Intrinsic.PARENT_ID,
            Intrinsic.LINK_SPAN_ID,
            Intrinsic.LINK_TRACE_ID);

    private static final List<String> INTRINSICS = List.of(
            "duration",
            "event:name",
            "event:timeSinceStart",
            "instrumentation:name",
            "instrumentation:version",
            "kind",
            "link:spanID",
            "link:traceID",
            "name",
            "rootName",
            "rootServiceName",
            "span:duration",
            "span:id",
            "span:kind",
            "span:name",
            "span:parentID",
            "span:status",
            "span:statusMessage",
            "status",
            "statusMessage",
            "trace:duration",
            "trace:id",
            "trace:rootName",
            "trace:rootService",
            "traceDuration");

    private final TraceStore store;

    TagsApi(TraceStore store) {
        this.store = store;
    }

    Response names(Request request) {
        String scope = scope(request);
        Set<String> names = new TreeSet<>();
        if (scope.equals("intrinsic")) {
            names.addAll(INTRINSICS);
        }
        DateRange.seconds(new Parameters(request)); // checked, and not looked at
        byScope(store.searchable(), scope, TagConditions.NONE).values().forEach(names::addAll);
        ObjectNode body = Json.object();
        ArrayNode array = body.putArray("tagNames");
        names.forEach(array::add);
        return Json.response(body);
    }

    Response namesV2(Request request) {
        String scope = scope(request);
        ObjectNode body = Json.object();
        ArrayNode scopes = body.putArray("scopes");
        TagConditions filter = filter(request);
        if (filter.isUnsupported()) {
            throw unsupported();
        }
        byScope(traces(request), scope, filter).forEach((found, names) -> {
            ObjectNode node = scopes.addObject();
            node.put("name", found.text());
            ArrayNode tags = node.putArray("tags");
            names.forEach(tags::add);
        });
        if (Set.of("", "none", "intrinsic").contains(scope)) {
            ObjectNode node = scopes.addObject();
            node.put("name", "intrinsic");
            ArrayNode tags = node.putArray("tags");
            INTRINSICS.forEach(tags::add);
        }
        return Json.response(body);
    }

    private static String scope(Request request) {
        String scope = new Parameters(request).text("scope").orElse("");
        if (!SCOPES.contains(scope)) {
            throw new ApiException(400, "invalid scope: " + scope);
        }
        return scope;
    }

    private Map<Scope, Set<String>> byScope(List<StoredTrace> traces, String scope, TagConditions filter) {
        boolean every = scope.isEmpty() || scope.equals("none");
        Map<Scope, Set<String>> names = Tags.names(traces, filter, every);
        names.keySet()
                .removeIf(s ->
                        !scope.isEmpty() && !scope.equals("none") && !s.text().equals(scope));
        return names;
    }

    /** Answers the first version, which knows names of its own for what is no attribute, and no filter. */
    Response values(Request request) {
        List<StoredTrace> traces = traces(request);
        Set<String> values = new TreeSet<>();
        switch (request.pathVariable("tag")) {
            case "name" -> plain(traces, Attribute.of(Intrinsic.NAME), values);
            case "rootName", "root.name" -> plain(traces, Attribute.of(Intrinsic.ROOT_NAME), values);
            case "rootServiceName", "root.service.name" -> plain(traces, Attribute.of(Intrinsic.ROOT_SERVICE), values);
            case "status.code" ->
                values.addAll(List.of("0", "1", "2", "unset", "ok", "error")); // as numbers and by name
            case "error" -> values.add("true");
            default -> plain(traces, Attribute.of(Scope.NONE, request.pathVariable("tag")), values);
        }
        ObjectNode body = Json.object();
        ArrayNode array = body.putArray("tagValues");
        values.forEach(array::add);
        return Json.response(body);
    }

    private static void plain(List<StoredTrace> traces, Attribute field, Set<String> values) {
        Tags.values(traces, field, TagConditions.NONE).forEach(v -> values.add(v.plain()));
    }

    Response valuesV2(Request request) {
        Attribute field = identifier(request.pathVariable("tag"));
        ObjectNode body = Json.object();
        ArrayNode array = body.putArray("tagValues");
        TagConditions filter = filter(request);
        boolean filtered = !filter.groups().isEmpty();
        boolean children = filter.isUnsupported() || filtered && field.intrinsic() == Intrinsic.CHILD_COUNT;
        if (children && !NEVER_LOOKED_FOR.contains(field.intrinsic())) {
            throw unsupported();
        }
        Set<Static> values = values(request, field, filter);
        if (filtered && NESTED.contains(field.intrinsic()) && !values.isEmpty()) {
            array.addObject(); // the real one finds that there are some, and loses them
            return Json.response(body);
        }
        for (Static value : values) {
            ObjectNode node = array.addObject();
            node.put(
                    "type",
                    switch (value.type()) {
                        case STRING -> "string";
                        case BOOLEAN -> "bool";
                        case INT -> "int";
                        case FLOAT -> "float";
                        case DURATION -> "duration";
                        default -> "keyword";
                    });
            if (!value.plain().isEmpty()) {
                node.put("value", value.plain());
            }
        }
        return Json.response(body);
    }

    private Set<Static> values(Request request, Attribute field, TagConditions filter) {
        // durations are many, and only listed where they are asked for by their long name
        boolean none = request.pathVariable("tag").equals("traceDuration")
                || field.intrinsic() == Intrinsic.EVENT_TIME_SINCE_START
                        && !filter.groups().isEmpty();
        return none ? Set.of() : Tags.values(traces(request), field, filter);
    }

    private static Attribute identifier(String tag) {
        try {
            List<SpansetExpression> stages =
                    Query.parse("{" + tag + "}").pipeline().stages();
            if (stages.getFirst() instanceof SpansetExpression.Filter f && f.expression() instanceof Attribute a) {
                return a;
            }
            throw new TraceQlException("expected Attribute but got traceql.Static");
        } catch (TraceQlException e) {
            throw new ApiException(
                    400, "please provide a valid tagName: failed to parse identifier " + tag + ": " + e.getMessage());
        }
    }

    private static TagConditions filter(Request request) {
        return new Parameters(request).text("q").map(TagConditions::of).orElse(TagConditions.NONE);
    }

    private static ApiException unsupported() {
        return new ApiException(
                500, "conditions invalid: intrinsic 'span:childCount' not supported in vParquet4: unsupported\n");
    }

    /** Returns all traces if the range touches any of them: the real one looks at whole blocks. */
    private List<StoredTrace> traces(Request request) {
        long[] range = DateRange.seconds(new Parameters(request));
        long start = range[0] * NANOS;
        long end = range[1] * NANOS;
        List<StoredTrace> traces = store.searchable();
        boolean touched = end == 0
                || traces.stream().anyMatch(t -> t.start() <= end)
                        && traces.stream().anyMatch(t -> t.end() >= start);
        return touched ? traces : List.of();
    }
}
