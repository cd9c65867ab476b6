package dev.plumbline.embedded.tempo.query;

import dev.plumbline.embedded.tempo.store.StoredTrace;
import dev.plumbline.embedded.tempo.traceql.Attribute;
import dev.plumbline.embedded.tempo.traceql.Intrinsic;
import dev.plumbline.embedded.tempo.traceql.Operator;
import dev.plumbline.embedded.tempo.traceql.Query;
import dev.plumbline.embedded.tempo.traceql.SpansetExpression;
import dev.plumbline.embedded.tempo.traceql.Static;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Searches traces by TraceQL.
 *
 * @param query the query
 * @param start start of the time range, seconds since the epoch; 0 for none
 * @param end end of the time range, seconds since the epoch; 0 for none
 * @param limit how many traces are wanted
 * @param spansPerSet how many spans of a set are shown; 0 for all
 */
public record Search(Query query, long start, long end, int limit, int spansPerSet) {
    private static final long NANOS = 1_000_000_000L;
    private static final List<Intrinsic> META = List.of(
            Intrinsic.ROOT_SERVICE,
            Intrinsic.ROOT_NAME,
            Intrinsic.TRACE_DURATION,
            Intrinsic.TRACE_ID,
            Intrinsic.SPAN_ID,
            Intrinsic.SPAN_START,
            Intrinsic.DURATION);

    /**
     * A trace that was found.
     *
     * @param trace the trace
     * @param sets its sets of spans, with how many spans matched
     */
    public record Found(StoredTrace trace, List<FoundSet> sets) {}

    /**
     * A set of spans that was found.
     *
     * @param spans its spans, as many as are shown
     * @param attributes what stages noted about it
     * @param matched how many spans it has
     */
    public record FoundSet(List<FoundSpan> spans, List<Map.Entry<String, Static>> attributes, int matched) {}

    /**
     * A span that was found.
     *
     * @param span the span
     * @param name its name, if the query asked for it
     * @param attributes values that the query asked for, by name
     */
    public record FoundSpan(
            dev.plumbline.embedded.tempo.store.StoredSpan span,
            Optional<String> name,
            List<Map.Entry<String, Static>> attributes) {}

    /** Returns the traces that are found among some, newest first. */
    public List<Found> among(List<StoredTrace> traces) {
        FetchRequest request = Conditions.of(query);
        if (request.isUnsupported() || traces.stream().noneMatch(this::overlaps)) {
            return List.of();
        }
        request.coalesce();
        Fetch first = new Fetch(request.conditions(), request.allConditions());
        Fetch second = new Fetch(secondPass(request), false);
        boolean mostRecent = query.hint("most_recent");
        List<Found> found = new ArrayList<>();
        for (StoredTrace trace : traces) {
            if (!overlaps(trace)) {
                continue;
            }
            List<FetchedSpan> spans = new ArrayList<>(first.spans(trace));
            if (spans.isEmpty()) {
                continue;
            }
            List<Spanset> sets = Evaluation.evaluate(query.pipeline(), List.of(new Spanset(spans, List.of())));
            if (!sets.isEmpty()) {
                found.add(new Found(trace, sets(trace, sets, second)));
            }
            if (!mostRecent && limit > 0 && found.size() >= limit) {
                break;
            }
        }
        found.sort((a, b) -> Long.compareUnsigned(b.trace().start(), a.trace().start()));
        return limit > 0 && found.size() > limit ? found.subList(0, limit) : found;
    }

    private boolean overlaps(StoredTrace trace) {
        return start == 0 || end == 0 || trace.start() <= end * NANOS && trace.end() >= start * NANOS;
    }

    private List<Condition> secondPass(FetchRequest request) {
        List<Condition> conditions = new ArrayList<>(request.secondPass());
        for (Intrinsic intrinsic : META) {
            Attribute attribute = Attribute.of(intrinsic);
            boolean there = request.conditions().stream()
                    .anyMatch(c ->
                            c.attribute().equals(attribute) && (request.allConditions() || c.op() == Operator.NONE));
            if (!there) {
                conditions.add(Condition.any(attribute));
            }
        }
        return conditions;
    }

    private List<FoundSet> sets(StoredTrace trace, List<Spanset> sets, Fetch second) {
        Map<String, FoundSet> byGroup = new LinkedHashMap<>();
        for (Spanset set : sets) {
            List<FetchedSpan> shown = spansPerSet == 0 || set.spans().size() <= spansPerSet
                    ? set.spans()
                    : set.spans().subList(0, spansPerSet);
            second.more(trace, shown);
            FoundSet next = new FoundSet(
                    shown.stream().map(Search::span).toList(),
                    set.attributes(),
                    set.spans().size());
            String group = set.attributes().stream()
                    .filter(a -> a.getKey().startsWith("by"))
                    .map(a -> a.getKey() + a.getValue())
                    .reduce("", String::concat);
            byGroup.merge(group, next, (a, b) -> a.matched() >= b.matched() ? a : b);
        }
        return List.copyOf(byGroup.values());
    }

    private static FoundSpan span(FetchedSpan span) {
        List<Map.Entry<String, Static>> attributes = new ArrayList<>();
        Optional<String> name = Optional.empty();
        for (Map.Entry<Attribute, Static> value : span.values().entrySet()) {
            switch (value.getKey().intrinsic()) {
                case NAME -> name = Optional.of(value.getValue().plain());
                case DURATION, TRACE_DURATION, ROOT_SERVICE, ROOT_NAME, TRACE_ID, SPAN_ID -> {}
                default -> attributes.add(Map.entry(value.getKey().name(), value.getValue()));
            }
        }
        return new FoundSpan(span.stored(), name, attributes);
    }

    /** Returns whether a query can find nothing whatever the traces are, such as {@code {false}}. */
    public static boolean findsNothing(Query query) {
        return query.pipeline().stages().stream().allMatch(Search::isFalse);
    }

    private static boolean isFalse(SpansetExpression stage) {
        return stage instanceof SpansetExpression.Filter f && f.expression().equals(Static.FALSE);
    }
}
