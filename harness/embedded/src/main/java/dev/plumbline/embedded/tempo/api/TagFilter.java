package dev.plumbline.embedded.tempo.api;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.plumbline.embedded.tempo.store.Fields;
import dev.plumbline.embedded.tempo.store.StoredTrace;
import dev.plumbline.embedded.tempo.traceql.Static;
import dev.plumbline.embedded.tempo.traceql.Status;
import dev.plumbline.embedded.tempo.traceql.Type;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

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
        Map<String, String> generic = new LinkedHashMap<>();
        for (Map.Entry<String, String> tag : tags.entrySet()) {
            String text = tag.getValue();
            boolean met = switch (tag.getKey()) {
                case "root.name" -> trace.rootName().contains(text);
                case "root.service.name" -> trace.rootService().contains(text);
                case "name" ->
                    trace.spans().stream().anyMatch(s -> s.proto().getName().contains(text));
                case "status.code" -> trace.spans().stream().anyMatch(s -> s.status() == status(text));
                default -> {
                    Optional<Type> column = column(tag.getKey(), text);
                    if (column.isEmpty()) {
                        generic.put(tag.getKey(), text);
                    }
                    yield column.isEmpty() || inColumn(trace, tag.getKey(), text, column.get());
                }
            };
            if (!met) {
                return false;
            }
        }
        return generic.isEmpty() || inOneBatch(trace, generic);
    }

    private static Status status(String text) {
        return switch (text) {
            case "ok" -> Status.OK;
            case "error" -> Status.ERROR;
            default -> Status.UNSET;
        };
    }

    /** Returns the type of the column that a key is searched in; empty if it has none. */
    private static Optional<Type> column(String key, String text) {
        Type span = StoredTrace.spanColumns().get(key);
        Type type = span == null ? StoredTrace.resourceColumns().get(key) : span;
        boolean number = type != Type.INT || text.matches("[+-]?\\d+");
        return Optional.ofNullable(type).filter(t -> number);
    }

    /** Texts need only be part of what a column holds. */
    private static boolean inColumn(StoredTrace trace, String key, String text, Type type) {
        return trace.spans().stream()
                .flatMap(span -> Stream.of(span.fields(), span.resource()))
                .map(fields -> fields.columns().get(key))
                .filter(Objects::nonNull)
                .map(Static::plain)
                .anyMatch(value ->
                        type == Type.INT ? Long.parseLong(value) == Long.parseLong(text) : value.contains(text));
    }

    /** All that has no column of its own has to be equal, and to be found in the spans of one resource. */
    private static boolean inOneBatch(StoredTrace trace, Map<String, String> wanted) {
        Map<Fields, List<Fields>> batches = new LinkedHashMap<>();
        trace.spans()
                .forEach(span -> batches.computeIfAbsent(span.resource(), r -> new ArrayList<>(List.of(r)))
                        .add(span.fields()));
        return batches.values().stream()
                .anyMatch(batch -> wanted.entrySet().stream()
                        .allMatch(w -> batch.stream().anyMatch(f -> holds(f, w.getKey(), w.getValue()))));
    }

    private static boolean holds(Fields fields, String key, String text) {
        Static value = fields.generic().get(key);
        return value != null
                && value.elements().stream()
                        .anyMatch(e -> e.type() == Type.STRING && e.plain().equals(text));
    }
}
