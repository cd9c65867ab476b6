package dev.plumbline.embedded.tempo.query;

import dev.plumbline.embedded.tempo.query.FetchedSpan.Value;
import dev.plumbline.embedded.tempo.store.Fields;
import dev.plumbline.embedded.tempo.store.StoredSpan;
import dev.plumbline.embedded.tempo.store.StoredTrace;
import dev.plumbline.embedded.tempo.traceql.Attribute;
import dev.plumbline.embedded.tempo.traceql.Intrinsic;
import dev.plumbline.embedded.tempo.traceql.Scope;
import dev.plumbline.embedded.tempo.traceql.Static;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Adds every field to spans that were fetched before, as {@code compare()} needs it.
 *
 * <p>What the first pass found stays beside it, so that the real one, and this, count a field of a condition twice.
 * Events and links are left out, unless a condition speaks of them.
 */
final class Everything {
    private static final Static ABSENT = Static.of("nil");
    private static final Set<Intrinsic> OF_SPANS =
            Set.of(Intrinsic.NAME, Intrinsic.KIND, Intrinsic.DURATION, Intrinsic.STATUS, Intrinsic.STATUS_MESSAGE);

    private final Fetch named;
    private final boolean events;
    private final boolean links;

    /** Adds everything, of events and links only if one of these conditions speaks of them. */
    Everything(List<Condition> conditions) {
        named = new Fetch(
                conditions.stream()
                        .filter(c -> c.attribute().isIntrinsic() && !isCovered(c.attribute()))
                        .toList(),
                false);
        events = conditions.stream().anyMatch(c -> isOf(c.attribute(), Scope.EVENT, Intrinsic.Level.EVENT));
        links = conditions.stream().anyMatch(c -> isOf(c.attribute(), Scope.LINK, Intrinsic.Level.LINK));
    }

    private static boolean isOf(Attribute attribute, Scope scope, Intrinsic.Level level) {
        return attribute.isIntrinsic() ? attribute.intrinsic().level() == level : attribute.scope() == scope;
    }

    private static boolean isCovered(Attribute attribute) {
        return OF_SPANS.contains(attribute.intrinsic()) || attribute.intrinsic().level() == Intrinsic.Level.TRACE;
    }

    void more(StoredTrace trace, List<FetchedSpan> spans) {
        named.more(trace, spans);
        for (FetchedSpan span : spans) {
            StoredSpan stored = span.stored();
            add(span.trace(), Intrinsic.ROOT_NAME, Static.of(trace.rootName()));
            add(span.trace(), Intrinsic.ROOT_SERVICE, Static.of(trace.rootService()));
            add(span.trace(), Intrinsic.TRACE_DURATION, Static.duration(trace.duration()));
            add(span.trace(), Intrinsic.TRACE_ID, Static.of(trace.id()));
            fields(span.resource(), Scope.RESOURCE, stored.resource(), StoredTrace.resourceColumns());
            add(span.instrumentation(), Intrinsic.INSTRUMENTATION_NAME, Static.of(stored.scopeName()));
            add(span.instrumentation(), Intrinsic.INSTRUMENTATION_VERSION, Static.of(stored.scopeVersion()));
            fields(span.instrumentation(), Scope.INSTRUMENTATION, stored.scope(), Map.of());
            add(span.span(), Intrinsic.NAME, Static.of(stored.proto().getName()));
            add(span.span(), Intrinsic.KIND, Static.of(stored.kind()));
            add(span.span(), Intrinsic.DURATION, Static.duration(stored.duration()));
            add(span.span(), Intrinsic.STATUS, Static.of(stored.status()));
            add(
                    span.span(),
                    Intrinsic.STATUS_MESSAGE,
                    Static.of(stored.proto().getStatus().getMessage()));
            fields(span.span(), Scope.SPAN, stored.fields(), StoredTrace.spanColumns());
            if (events) {
                stored.events().forEach(e -> fields(span.event(), Scope.EVENT, e.fields(), Map.of()));
            }
            if (links) {
                stored.links().forEach(l -> fields(span.link(), Scope.LINK, l.fields(), Map.of()));
            }
        }
    }

    private static void add(List<Value> values, Intrinsic intrinsic, Static value) {
        values.add(new Value(Attribute.of(intrinsic), value));
    }

    /** A column is read whether a span has the attribute or not, and so says nil. */
    private static void fields(List<Value> values, Scope scope, Fields fields, Map<String, ?> columns) {
        columns.keySet()
                .forEach(column -> values.add(
                        new Value(Attribute.of(scope, column), fields.columns().getOrDefault(column, ABSENT))));
        fields.generic().forEach((name, value) -> values.add(new Value(Attribute.of(scope, name), value)));
    }
}
