package dev.plumbline.embedded.tempo.query;

import dev.plumbline.embedded.tempo.query.FetchedSpan.Value;
import dev.plumbline.embedded.tempo.store.Fields;
import dev.plumbline.embedded.tempo.store.StoredEvent;
import dev.plumbline.embedded.tempo.store.StoredLink;
import dev.plumbline.embedded.tempo.store.StoredSpan;
import dev.plumbline.embedded.tempo.store.StoredTrace;
import dev.plumbline.embedded.tempo.traceql.Attribute;
import dev.plumbline.embedded.tempo.traceql.Intrinsic;
import dev.plumbline.embedded.tempo.traceql.Scope;
import dev.plumbline.embedded.tempo.traceql.Static;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Fetches the spans of a trace that meet conditions, with the fields that conditions name.
 *
 * <p>Follows Tempo's blocks closely, since what a query sees, and what a result shows, depends on how they are read: a
 * field is there only if its value met a condition on it.
 */
final class Fetch {
    private final List<Condition> conditions;
    private final boolean all;
    private final Level spans;
    private final Level resources;
    private final Level events;
    private final Level links;
    private final Level scopes;
    private final Level traces;

    Fetch(List<Condition> conditions, boolean all) {
        conditions.forEach(Predicates::check);
        this.conditions = conditions;
        boolean mingled = conditions.stream().anyMatch(c -> c.attribute().isUnscoped());
        this.all = all && !mingled;
        this.spans = level(Scope.SPAN, Intrinsic.Level.SPAN, StoredTrace.spanColumns());
        this.resources = level(Scope.RESOURCE, Intrinsic.Level.NONE, StoredTrace.resourceColumns());
        this.events = level(Scope.EVENT, Intrinsic.Level.EVENT, Map.of());
        this.links = level(Scope.LINK, Intrinsic.Level.LINK, Map.of());
        this.scopes = level(Scope.INSTRUMENTATION, Intrinsic.Level.INSTRUMENTATION, Map.of());
        this.traces = level(Scope.NONE, Intrinsic.Level.TRACE, Map.of());
    }

    private Level level(
            Scope scope, Intrinsic.Level intrinsics, Map<String, dev.plumbline.embedded.tempo.traceql.Type> columns) {
        List<Condition> here = conditions.stream()
                .filter(c -> belongs(c.attribute(), scope, intrinsics))
                .toList();
        return new Level(scope, here, columns, all);
    }

    private static boolean belongs(Attribute attribute, Scope scope, Intrinsic.Level intrinsics) {
        if (attribute.isIntrinsic()) {
            return attribute.intrinsic().level() == intrinsics && intrinsics != Intrinsic.Level.NONE;
        }
        return attribute.scope() == scope && scope != Scope.NONE
                || attribute.isUnscoped() && (scope == Scope.SPAN || scope == Scope.RESOURCE);
    }

    /** Returns the spans of a trace that meet the conditions. */
    List<FetchedSpan> spans(StoredTrace trace) {
        Optional<List<Value>> ofTrace = traces.collect(Fields.NONE, intrinsics(trace));
        if (ofTrace.isEmpty()) {
            return List.of();
        }
        List<FetchedSpan> kept = new ArrayList<>();
        boolean needsMatch = !conditions.isEmpty() && traces.conditions().isEmpty();
        for (StoredSpan stored : trace.spans()) {
            FetchedSpan span = new FetchedSpan(stored);
            if (fill(span) && !(needsMatch && span.matched() == 0)) {
                span.trace().addAll(ofTrace.get());
                kept.add(span);
            }
        }
        return kept;
    }

    /** Adds fields to spans that were fetched before. */
    void more(StoredTrace trace, List<FetchedSpan> spans) {
        List<Value> ofTrace = traces.collect(Fields.NONE, intrinsics(trace)).orElse(List.of());
        for (FetchedSpan span : spans) {
            fill(span);
            span.trace().addAll(ofTrace);
        }
    }

    private boolean fill(FetchedSpan span) {
        StoredSpan stored = span.stored();
        if (!events(span) || !links(span)) {
            return false;
        }
        Optional<List<Value>> ofSpan = spans.collect(stored.fields(), intrinsics(stored));
        if (ofSpan.isEmpty()) {
            return false;
        }
        for (Value value : ofSpan.get()) {
            switch (value.attribute().intrinsic()) {
                case SPAN_START -> span.markStarted();
                case STRUCTURE -> span.markStructured();
                case NESTED_SET_LEFT, NESTED_SET_RIGHT, NESTED_SET_PARENT -> {
                    span.markStructured();
                    span.span().add(value);
                }
                default -> span.span().add(value);
            }
        }
        if (span.matched() < spans.distinct()) {
            return false;
        }
        Optional<List<Value>> ofScope = scopes.collect(
                stored.scope(),
                Map.of(
                        Intrinsic.INSTRUMENTATION_NAME, Static.of(stored.scopeName()),
                        Intrinsic.INSTRUMENTATION_VERSION, Static.of(stored.scopeVersion())));
        Optional<List<Value>> ofResource = resources.collect(stored.resource(), Map.of());
        if (ofScope.isEmpty()
                || ofScope.get().size() < scopes.distinct()
                || ofResource.isEmpty()
                || ofResource.get().size() < resources.distinct()) {
            return false;
        }
        span.instrumentation().addAll(ofScope.get());
        span.resource().addAll(ofResource.get());
        return true;
    }

    private boolean events(FetchedSpan span) {
        if (events.conditions().isEmpty()) {
            return true;
        }
        boolean any = false;
        List<StoredEvent> all = span.stored().events();
        for (StoredEvent event : all.isEmpty() ? List.of(new StoredEvent("", 0, Fields.NONE)) : all) {
            Map<Intrinsic, Static> intrinsics = all.isEmpty()
                    ? Map.of()
                    : Map.of(
                            Intrinsic.EVENT_NAME, Static.of(event.name()),
                            Intrinsic.EVENT_TIME_SINCE_START, Static.duration(event.sinceStart()));
            Optional<List<Value>> found =
                    events.collect(event.fields(), intrinsics).filter(values -> values.size() >= events.distinct());
            any |= found.isPresent();
            found.ifPresent(span.event()::addAll);
        }
        return any;
    }

    private boolean links(FetchedSpan span) {
        if (links.conditions().isEmpty()) {
            return true;
        }
        boolean any = false;
        List<StoredLink> all = span.stored().links();
        for (StoredLink link : all.isEmpty() ? List.of(new StoredLink("", "", Fields.NONE)) : all) {
            Map<Intrinsic, Static> intrinsics = all.isEmpty()
                    ? Map.of()
                    : Map.of(
                            Intrinsic.LINK_TRACE_ID, Static.of(link.traceId()),
                            Intrinsic.LINK_SPAN_ID, Static.of(link.spanId()));
            Optional<List<Value>> found =
                    links.collect(link.fields(), intrinsics).filter(values -> values.size() >= links.distinct());
            any |= found.isPresent();
            found.ifPresent(span.link()::addAll);
        }
        return any;
    }

    private static Map<Intrinsic, Static> intrinsics(StoredTrace trace) {
        return Map.of(
                Intrinsic.TRACE_ID, Static.of(trace.id()),
                Intrinsic.TRACE_DURATION, Static.duration(trace.duration()),
                Intrinsic.ROOT_NAME, Static.of(trace.rootName()),
                Intrinsic.ROOT_SERVICE, Static.of(trace.rootService()));
    }

    private static Map<Intrinsic, Static> intrinsics(StoredSpan span) {
        Map<Intrinsic, Static> values = new EnumMap<>(Intrinsic.class);
        values.put(Intrinsic.SPAN_ID, Static.of(span.id()));
        values.put(
                Intrinsic.PARENT_ID,
                Static.of(
                        dev.plumbline.embedded.tempo.store.Ids.span(span.proto().getParentSpanId())));
        values.put(Intrinsic.SPAN_START, Static.of(span.start()));
        values.put(Intrinsic.STRUCTURE, Static.TRUE);
        values.put(Intrinsic.NAME, Static.of(span.proto().getName()));
        values.put(Intrinsic.KIND, Static.of(span.kind()));
        values.put(Intrinsic.DURATION, Static.duration(span.duration()));
        values.put(Intrinsic.STATUS, Static.of(span.status()));
        values.put(Intrinsic.STATUS_MESSAGE, Static.of(span.proto().getStatus().getMessage()));
        values.put(Intrinsic.NESTED_SET_LEFT, Static.of(span.nested().left()));
        values.put(Intrinsic.NESTED_SET_RIGHT, Static.of(span.nested().right()));
        values.put(Intrinsic.NESTED_SET_PARENT, Static.of(span.nested().parent()));
        return values;
    }
}
