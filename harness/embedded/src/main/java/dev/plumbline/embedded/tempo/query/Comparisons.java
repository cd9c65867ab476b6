package dev.plumbline.embedded.tempo.query;

import dev.plumbline.embedded.tempo.query.FetchedSpan.Value;
import dev.plumbline.embedded.tempo.store.StoredTrace;
import dev.plumbline.embedded.tempo.traceql.Attribute;
import dev.plumbline.embedded.tempo.traceql.Intrinsic;
import dev.plumbline.embedded.tempo.traceql.Metrics;
import dev.plumbline.embedded.tempo.traceql.Query;
import dev.plumbline.embedded.tempo.traceql.Static;
import dev.plumbline.embedded.tempo.traceql.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Sets the spans of a selection against all others: how often has each field which value. */
final class Comparisons {
    private static final String META = "__meta_type";
    private static final Static NO_VALUE = Static.of("nil");

    /** Fields that hardly two spans share. */
    private static final Set<Intrinsic> NOT_COMPARED = Set.of(
            Intrinsic.TRACE_ID,
            Intrinsic.PARENT_ID,
            Intrinsic.SPAN_START,
            Intrinsic.NESTED_SET_LEFT,
            Intrinsic.NESTED_SET_RIGHT,
            Intrinsic.NESTED_SET_PARENT);

    private final Metrics.Compare compare;
    private final Intervals intervals;
    private final Side baseline = new Side();
    private final Side selection = new Side();

    /** Counts by field and value, and by field. */
    private record Side(Map<Attribute, Map<Static, double[]>> values, Map<Attribute, double[]> totals) {
        Side() {
            this(new LinkedHashMap<>(), new LinkedHashMap<>());
        }
    }

    private Comparisons(Metrics.Compare compare, Intervals intervals) {
        this.compare = compare;
        this.intervals = intervals;
    }

    static List<Series> run(Query query, Metrics.Compare compare, Intervals intervals, List<StoredTrace> traces) {
        FetchRequest request = Conditions.of(query);
        request.fetchEverything();
        Comparisons comparisons = new Comparisons(compare, intervals);
        SpanSource.run(query, request, intervals, traces, comparisons::observe);
        return comparisons.series();
    }

    private void observe(FetchedSpan span) {
        int interval = intervals.of(span.stored().start());
        if (interval < 0) {
            return;
        }
        Side side = isSelected(span) ? selection : baseline;
        for (List<Value> values : List.of(
                span.trace(), span.resource(), span.instrumentation(), span.span(), span.event(), span.link())) {
            for (Value value : values) {
                Attribute attribute = value.attribute();
                if (value.value().type() == Type.DURATION || NOT_COMPARED.contains(attribute.intrinsic())) {
                    continue;
                }
                side.values()
                        .computeIfAbsent(attribute, a -> new LinkedHashMap<>())
                        .computeIfAbsent(value.value(), v -> new double[intervals.count()])[interval]++;
                side.totals().computeIfAbsent(attribute, a -> new double[intervals.count()])[interval]++;
            }
        }
    }

    private boolean isSelected(FetchedSpan span) {
        long start = span.stored().start();
        boolean inTime = compare.start() == 0 || start > compare.start() && start <= compare.end();
        return inTime && compare.selection().expression().evaluate(span).equals(Static.TRUE);
    }

    private List<Series> series() {
        List<Series> all = new ArrayList<>();
        values("baseline", baseline, all);
        values("selection", selection, all);
        totals("baseline_total", baseline, all);
        totals("selection_total", selection, all);
        return all;
    }

    private void values(String type, Side side, List<Series> all) {
        side.values().forEach((attribute, values) -> {
            // arrays do not survive the way between Tempo's parts, and are one value at its end
            Map<Static, double[]> merged = new LinkedHashMap<>();
            top(values)
                    .forEach((value, counts) -> merged.merge(
                            value.type().isArray() || value.isNil() ? NO_VALUE : value, counts, Comparisons::sum));
            top(merged)
                    .forEach((value, counts) -> all.add(new Series(
                            List.of(Map.entry(META, Static.of(type)), Map.entry(attribute.text(), value)), counts)));
        });
    }

    private static void totals(String type, Side side, List<Series> all) {
        side.totals()
                .forEach((attribute, counts) -> all.add(new Series(
                        List.of(Map.entry(META, Static.of(type)), Map.entry(attribute.text(), NO_VALUE)), counts)));
    }

    private Map<Static, double[]> top(Map<Static, double[]> values) {
        Map<Static, double[]> kept = new LinkedHashMap<>();
        values.entrySet().stream()
                .sorted(Comparator.comparingDouble(
                        e -> -Arrays.stream(e.getValue()).sum()))
                .limit(compare.top())
                .forEach(e -> kept.put(e.getKey(), e.getValue()));
        return kept;
    }

    private static double[] sum(double[] a, double[] b) {
        double[] sum = a.clone();
        for (int i = 0; i < sum.length; i++) {
            sum[i] += b[i];
        }
        return sum;
    }
}
