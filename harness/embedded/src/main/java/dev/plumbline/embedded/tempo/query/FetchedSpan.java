package dev.plumbline.embedded.tempo.query;

import dev.plumbline.embedded.tempo.store.StoredSpan;
import dev.plumbline.embedded.tempo.traceql.Attribute;
import dev.plumbline.embedded.tempo.traceql.Intrinsic;
import dev.plumbline.embedded.tempo.traceql.SpanFields;
import dev.plumbline.embedded.tempo.traceql.Static;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A span with the fields that were fetched of it. */
final class FetchedSpan implements SpanFields {
    /** A fetched field and its value. */
    record Value(Attribute attribute, Static value) {}

    private final StoredSpan stored;
    private final List<Value> span = new ArrayList<>();
    private final List<Value> resource = new ArrayList<>();
    private final List<Value> event = new ArrayList<>();
    private final List<Value> link = new ArrayList<>();
    private final List<Value> instrumentation = new ArrayList<>();
    private final List<Value> trace = new ArrayList<>();
    private boolean started;
    private boolean structured;

    FetchedSpan(StoredSpan stored) {
        this.stored = stored;
    }

    StoredSpan stored() {
        return stored;
    }

    List<Value> span() {
        return span;
    }

    List<Value> resource() {
        return resource;
    }

    List<Value> event() {
        return event;
    }

    List<Value> link() {
        return link;
    }

    List<Value> instrumentation() {
        return instrumentation;
    }

    List<Value> trace() {
        return trace;
    }

    void markStarted() {
        started = true;
    }

    void markStructured() {
        structured = true;
    }

    /** Returns how many fields were found, which is how a span shows that it met conditions. */
    int matched() {
        long values = List.of(span, resource, trace, event, link, instrumentation).stream()
                .flatMap(List::stream)
                .filter(v -> !v.value().isNil())
                .count();
        boolean nested =
                structured && (stored.nested().left() > 0 || stored.nested().parent() != 0);
        boolean identified = span.stream().anyMatch(v -> v.attribute().intrinsic() == Intrinsic.SPAN_ID);
        return (int) values + (started ? 1 : 0) + (nested ? 1 : 0) + (identified ? 1 : 0);
    }

    /** Returns all values that were found, the last one of each field. */
    Map<Attribute, Static> values() {
        Map<Attribute, Static> all = new LinkedHashMap<>();
        for (List<Value> values : List.of(trace, resource, span, event, link, instrumentation)) {
            values.stream().filter(v -> !v.value().isNil()).forEach(v -> all.put(v.attribute(), v.value()));
        }
        return all;
    }

    @Override
    public Optional<Static> attribute(Attribute attribute) {
        return switch (attribute.scope()) {
            case RESOURCE -> find(resource, attribute);
            case SPAN -> find(span, attribute);
            case EVENT -> find(event, attribute);
            case LINK -> find(link, attribute);
            case INSTRUMENTATION -> find(instrumentation, attribute);
            case NONE -> unscoped(attribute);
        };
    }

    private Optional<Static> unscoped(Attribute attribute) {
        switch (attribute.intrinsic()) {
            case NESTED_SET_LEFT -> {
                return Optional.of(Static.of(stored.nested().left()));
            }
            case NESTED_SET_RIGHT -> {
                return Optional.of(Static.of(stored.nested().right()));
            }
            case NESTED_SET_PARENT -> {
                return Optional.of(Static.of(stored.nested().parent()));
            }
            default -> {}
        }
        Optional<Static> found = Optional.empty();
        if (attribute.isIntrinsic()) {
            for (List<Value> values : List.of(span, trace, event, link, instrumentation)) {
                found = found.or(() -> find(values, attribute));
            }
        }
        for (List<Value> values : List.of(span, resource, event, link, instrumentation)) {
            found = found.or(() -> values.stream()
                    .filter(v -> v.attribute().name().equals(attribute.name()))
                    .map(Value::value)
                    .findFirst());
        }
        return found;
    }

    private static Optional<Static> find(List<Value> values, Attribute attribute) {
        return values.stream()
                .filter(v -> v.attribute().equals(attribute))
                .map(Value::value)
                .findFirst();
    }
}
