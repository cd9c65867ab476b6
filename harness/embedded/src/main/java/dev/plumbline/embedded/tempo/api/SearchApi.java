package dev.plumbline.embedded.tempo.api;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.plumbline.embedded.http.Request;
import dev.plumbline.embedded.http.Response;
import dev.plumbline.embedded.tempo.query.Search;
import dev.plumbline.embedded.tempo.store.StoredTrace;
import dev.plumbline.embedded.tempo.store.TraceStore;
import dev.plumbline.embedded.tempo.traceql.Query;
import dev.plumbline.embedded.tempo.traceql.Static;
import dev.plumbline.embedded.tempo.traceql.TraceQlException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Answers {@code /api/search}. */
final class SearchApi {
    private static final int DEFAULT_LIMIT = 20;
    private static final int DEFAULT_SPANS = 3;
    private static final int MOST_SPANS = 100;
    private static final long MOST_TRACES = 256 * 1024;
    private static final long MOST_SECONDS = 168 * 3600;
    private static final String NO_ROOT = "<root span not yet received>";

    private final TraceStore store;

    SearchApi(TraceStore store) {
        this.store = store;
    }

    Response search(Request request) {
        Parameters parameters = new Parameters(request);
        long start = parameters.uint("start");
        long end = parameters.uint("end");
        Optional<String> q = parameters.text("q");
        Map<String, String> tags = TagFilter.read(parameters);
        long least = parameters.millis("minDuration");
        long most = parameters.millis("maxDuration");
        if (most != 0 && least != 0 && least > most) {
            throw new ApiException(400, "invalid maxDuration: must be greater than minDuration");
        }
        long limit = parameters.uint("limit");
        if (limit == 0 && parameters.text("limit").isPresent()) {
            throw new ApiException(400, "invalid limit: must be a positive number");
        }
        long asked = parameters.uint("spss");
        long spans = asked == 0 ? DEFAULT_SPANS : asked;
        Parameters.checkRange(start, end);
        if (limit > MOST_TRACES) {
            throw new ApiException(400, "limit " + limit + " exceeds max limit " + MOST_TRACES);
        }
        DateRange.check(parameters);
        if (end - start > MOST_SECONDS) {
            throw new ApiException(
                    400, "range specified by start and end exceeds 168h0m0s. received start=" + start + " end=" + end);
        }
        int wanted = limit == 0 ? DEFAULT_LIMIT : (int) limit;
        if (q.isPresent()) {
            Query query = compiled(q.get());
            if (spans > MOST_SPANS) {
                throw new ApiException(400, "spans per span set exceeds " + MOST_SPANS + ". received " + spans);
            }
            return traceQl(new Search(query, start, end, wanted, (int) spans));
        }
        return Json.response(TagFilter.search(store.searchable(), tags, least, most, start, end, wanted));
    }

    private static Query compiled(String text) {
        return Parameters.compiled(text, "invalid TraceQL query: ");
    }

    private Response traceQl(Search search) {
        ObjectNode body = Json.object();
        ArrayNode traces = body.putArray("traces");
        try {
            if (!Search.findsNothing(search.query())) {
                search.among(store.searchable()).forEach(found -> traces.add(found(found)));
            }
        } catch (TraceQlException e) {
            throw new ApiException(500, String.valueOf(e.getMessage()));
        }
        return Json.response(body);
    }

    /** Writes what every search result has of a trace. */
    static ObjectNode summary(StoredTrace trace) {
        ObjectNode node = Json.object();
        node.put("traceID", trace.id());
        node.put("rootServiceName", trace.rootService().isEmpty() ? NO_ROOT : trace.rootService());
        if (!trace.rootName().isEmpty()) {
            node.put("rootTraceName", trace.rootName());
        }
        node.put("startTimeUnixNano", Long.toUnsignedString(trace.start()));
        long millis = trace.duration() / 1_000_000;
        if (millis != 0) {
            node.put("durationMs", millis);
        }
        return node;
    }

    private static ObjectNode found(Search.Found found) {
        ObjectNode node = summary(found.trace());
        List<ObjectNode> sets = found.sets().stream().map(SearchApi::set).toList();
        node.set("spanSet", sets.getFirst());
        node.putArray("spanSets").addAll(sets);
        ObjectNode services = node.putObject("serviceStats");
        found.trace().services().forEach((service, stats) -> {
            ObjectNode counts = services.putObject(service);
            counts.put("spanCount", stats.spans());
            if (stats.errors() > 0) {
                counts.put("errorCount", stats.errors());
            }
        });
        return node;
    }

    private static ObjectNode set(Search.FoundSet set) {
        ObjectNode node = Json.object();
        ArrayNode spans = node.putArray("spans");
        set.spans().forEach(span -> spans.add(span(span)));
        node.put("matched", set.matched());
        attributes(node, set.attributes());
        return node;
    }

    private static ObjectNode span(Search.FoundSpan found) {
        ObjectNode node = Json.object();
        node.put("spanID", found.span().id());
        found.name().filter(n -> !n.isEmpty()).ifPresent(n -> node.put("name", n));
        node.put("startTimeUnixNano", Long.toUnsignedString(found.span().start()));
        if (found.span().duration() != 0) {
            node.put("durationNanos", Long.toUnsignedString(found.span().duration()));
        }
        attributes(node, found.attributes());
        return node;
    }

    private static void attributes(ObjectNode node, List<Map.Entry<String, Static>> attributes) {
        if (!attributes.isEmpty()) {
            ArrayNode array = node.putArray("attributes");
            attributes.forEach(a -> array.add(Json.keyValue(a.getKey(), a.getValue())));
        }
    }
}
