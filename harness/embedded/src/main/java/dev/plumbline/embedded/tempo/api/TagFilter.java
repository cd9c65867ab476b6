package dev.plumbline.embedded.tempo.api;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.plumbline.embedded.tempo.store.Fields;
import dev.plumbline.embedded.tempo.store.StoredSpan;
import dev.plumbline.embedded.tempo.store.StoredTrace;
import dev.plumbline.embedded.tempo.traceql.Type;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The search by tags that came before TraceQL: {@code tags=service.name=x minDuration=100ms}. */
final class TagFilter {
    private static final long NANOS = 1_000_000_000L;

    private TagFilter() {}

    static Map<String, String> read(Parameters parameters) {
        Optional<String> encoded = parameters.text("tags");
        boolean query = parameters.text("q").isPresent();
        if (encoded.isPresent() && query) {
            throw new ApiException(400, "invalid request: can't specify tags and q in the same query");
        }
        return encoded.map(Logfmt::decode).orElse(Map.of());
    }

    static ObjectNode search(
            List<StoredTrace> traces,
            Map<String, String> tags,
            long leastMillis,
            long mostMillis,
            long start,
            long end,
            int limit) {
        List<StoredTrace> found = new ArrayList<>();
        for (StoredTrace trace : traces) {
            boolean inTime = start == 0 && end == 0 || trace.start() <= end * NANOS && trace.end() >= start * NANOS;
            boolean inDuration = (leastMillis == 0 || trace.duration() >= leastMillis * 1_000_000)
                    && (mostMillis == 0 || trace.duration() <= mostMillis * 1_000_000);
            if (inTime && inDuration && found.size() < limit && matches(trace, tags)) {
                found.add(trace);
            }
        }
        found.sort((a, b) -> Long.compareUnsigned(b.start(), a.start()));
        ObjectNode body = Json.object();
        ArrayNode array = body.putArray("traces");
        found.forEach(trace -> array.add(SearchApi.summary(trace)));
        return body;
    }

    private static boolean matches(StoredTrace trace, Map<String, String> tags) {
        return tags.entrySet().stream().allMatch(tag -> switch (tag.getKey()) {
            case "root.name" -> trace.rootName().contains(tag.getValue());
            case "root.service.name" -> trace.rootService().contains(tag.getValue());
            case "name" ->
                trace.spans().stream().anyMatch(s -> s.proto().getName().contains(tag.getValue()));
            case "status.code" -> trace.spans().stream().anyMatch(s -> status(s).equals(tag.getValue()));
            default -> trace.spans().stream().anyMatch(s -> has(s, tag.getKey(), tag.getValue()));
        });
    }

    private static String status(StoredSpan span) {
        return span.status().text();
    }

    private static boolean has(StoredSpan span, String key, String text) {
        return List.of(span.fields(), span.resource()).stream()
                .map((Fields f) -> f.value(key))
                .flatMap(Optional::stream)
                .flatMap(value -> value.elements().stream())
                .anyMatch(value -> value.type() == Type.STRING && value.plain().contains(text));
    }
}
