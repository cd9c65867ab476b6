package dev.plumbline.embedded.tempo.query;

import dev.plumbline.embedded.tempo.store.StoredTrace;
import dev.plumbline.embedded.tempo.traceql.Attribute;
import dev.plumbline.embedded.tempo.traceql.Intrinsic;
import dev.plumbline.embedded.tempo.traceql.Metrics;
import dev.plumbline.embedded.tempo.traceql.Query;
import dev.plumbline.embedded.tempo.traceql.Scope;
import dev.plumbline.embedded.tempo.traceql.Static;
import dev.plumbline.embedded.tempo.traceql.TraceQlException;
import dev.plumbline.embedded.tempo.traceql.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;

/** Turns spans into series by a TraceQL metrics query. */
public final class MetricsQuery {
    private static final double NANOS = 1e9;
    private static final String BUCKET = "__bucket";

    private final Query query;
    private final Metrics.Aggregate aggregate;
    private final Intervals intervals;
    private final Map<List<Static>, Cells> groups = new LinkedHashMap<>();

    /** Values collected for one group, by step. */
    private static final class Cells {
        private final List<List<Double>> values = new ArrayList<>();

        Cells(int count) {
            for (int i = 0; i < count; i++) {
                values.add(new ArrayList<>());
            }
        }
    }

    private MetricsQuery(Query query, Metrics.Aggregate aggregate, Intervals intervals) {
        this.query = query;
        this.aggregate = aggregate;
        this.intervals = intervals;
    }

    /**
     * Runs a query.
     *
     * @throws TraceQlException if it is no metrics query, or fails over the spans
     */
    public static List<Series> run(Query query, Intervals intervals, List<StoredTrace> traces) {
        Metrics metrics = query.metrics().orElseThrow(() -> new TraceQlException("not a metrics query"));
        List<Series> series = switch (metrics) {
            case Metrics.Aggregate aggregate -> {
                MetricsQuery run = new MetricsQuery(query, aggregate, intervals);
                run.observe(traces);
                yield run.series();
            }
            case Metrics.Compare compare -> Comparisons.run(query, compare, intervals, traces);
        };
        return SecondStages.apply(query.second(), series, intervals.count());
    }

    private void observe(List<StoredTrace> traces) {
        FetchRequest request = Conditions.of(query);
        request.secondPass().add(Condition.any(Attribute.of(Intrinsic.SPAN_START)));
        SpanSource.run(query, request, intervals, traces, this::observe);
    }

    private void observe(FetchedSpan span) {
        int interval = intervals.of(span.stored().start());
        List<Static> group = new ArrayList<>();
        for (Attribute by : aggregate.by()) {
            Static value = groupValue(by, span);
            // arrays do not survive the way between Tempo's parts
            group.add(value.elements().equals(List.of(value)) ? value : Static.of("nil"));
        }
        OptionalDouble value = value(span);
        if (isHistogram()) {
            if (value.isEmpty()) {
                return;
            }
            group.add(Static.of(value.getAsDouble()));
        }
        if (interval < 0 || value.isEmpty() && aggregate.function() == Metrics.Function.AVG_OVER_TIME) {
            return;
        }
        groups.computeIfAbsent(group, g -> new Cells(intervals.count()))
                .values
                .get(interval)
                .add(value.orElse(Double.NaN));
    }

    private static Static groupValue(Attribute by, FetchedSpan span) {
        if (!by.isUnscoped()) {
            return span.attribute(by).orElse(Static.NIL);
        }
        return span.attribute(Attribute.of(Scope.SPAN, by.name()))
                .or(() -> span.attribute(Attribute.of(Scope.RESOURCE, by.name())))
                .orElse(Static.NIL);
    }

    private boolean isHistogram() {
        return aggregate.function() == Metrics.Function.HISTOGRAM_OVER_TIME
                || aggregate.function() == Metrics.Function.QUANTILE_OVER_TIME;
    }

    /** Returns what a span adds: a number, or the bucket that it falls into; empty if it has none. */
    private OptionalDouble value(FetchedSpan span) {
        if (aggregate.attribute().isEmpty()) {
            return OptionalDouble.of(1);
        }
        Attribute attribute = aggregate.attribute().get();
        Static value = attribute.intrinsic() == Intrinsic.DURATION
                ? Static.duration(span.stored().duration())
                : span.attribute(attribute).orElse(Static.NIL);
        boolean duration = value.type() == Type.DURATION;
        if (!isHistogram()) {
            double number = attribute.intrinsic() == Intrinsic.DURATION ? value.asDouble() / NANOS : value.asDouble();
            return Double.isNaN(number) ? OptionalDouble.empty() : OptionalDouble.of(number);
        }
        if (!duration && value.type() != Type.INT || value.asDouble() < 2) {
            return OptionalDouble.empty();
        }
        double bucket = Log2.bucket((long) value.asDouble());
        return OptionalDouble.of(duration ? bucket / NANOS : bucket);
    }

    private List<Series> series() {
        if (aggregate.by().isEmpty() && groups.isEmpty() && !isHistogram() && !isAverage()) {
            groups.put(List.of(), new Cells(intervals.count()));
        }
        if (aggregate.function() == Metrics.Function.QUANTILE_OVER_TIME) {
            return quantiles();
        }
        List<Series> all = new ArrayList<>();
        groups.forEach((group, cells) -> all.add(new Series(
                labels(group), cells.values.stream().mapToDouble(this::reduce).toArray())));
        return all;
    }

    private boolean isAverage() {
        return aggregate.function() == Metrics.Function.AVG_OVER_TIME;
    }

    private List<Map.Entry<String, Static>> labels(List<Static> group) {
        List<Map.Entry<String, Static>> labels = new ArrayList<>();
        for (int i = 0; i < aggregate.by().size(); i++) {
            if (!group.get(i).isNil()) {
                labels.add(Map.entry(aggregate.by().get(i).text(), group.get(i)));
            }
        }
        if (group.size() > aggregate.by().size()) {
            labels.add(Map.entry(BUCKET, group.getLast()));
        }
        if (labels.isEmpty()) {
            labels.add(
                    aggregate.by().isEmpty()
                            ? Map.entry(
                                    "__name__", Static.of(aggregate.function().text()))
                            : Map.entry(aggregate.by().getFirst().text(), Static.of("nil")));
        }
        return labels;
    }

    private double reduce(List<Double> values) {
        return switch (aggregate.function()) {
            case RATE -> values.size() * (1.0 / (intervals.step() / NANOS));
            case COUNT_OVER_TIME, HISTOGRAM_OVER_TIME, QUANTILE_OVER_TIME -> values.size();
            case MIN_OVER_TIME -> numbers(values).min().orElse(Double.NaN);
            case MAX_OVER_TIME -> numbers(values).max().orElse(Double.NaN);
            case SUM_OVER_TIME -> sum(values);
            case AVG_OVER_TIME -> numbers(values).average().orElse(Double.NaN);
        };
    }

    private static java.util.stream.DoubleStream numbers(List<Double> values) {
        return values.stream().mapToDouble(Double::doubleValue).filter(v -> !Double.isNaN(v));
    }

    private static double sum(List<Double> values) {
        // a span without a number makes the sum so far nothing, and the next number begins anew
        double sum = Double.NaN;
        for (double value : values) {
            sum = Double.isNaN(sum) ? value : sum + value;
        }
        return sum;
    }

    private List<Series> quantiles() {
        Map<List<Map.Entry<String, Static>>, List<TreeMap<Double, Long>>> histograms = new LinkedHashMap<>();
        groups.forEach((group, cells) -> {
            List<Static> by = group.subList(0, group.size() - 1);
            List<Map.Entry<String, Static>> labels = by.stream().allMatch(Static::isNil) ? List.of() : labels(by);
            List<TreeMap<Double, Long>> steps = histograms.computeIfAbsent(labels, l -> {
                List<TreeMap<Double, Long>> empty = new ArrayList<>();
                cells.values.forEach(v -> empty.add(new TreeMap<>()));
                return empty;
            });
            for (int i = 0; i < cells.values.size(); i++) {
                long count = cells.values.get(i).size();
                if (count > 0) {
                    steps.get(i).merge(group.getLast().asDouble(), count, Long::sum);
                }
            }
        });
        List<Series> all = new ArrayList<>();
        histograms.forEach((labels, steps) -> {
            for (double q : new java.util.LinkedHashSet<>(aggregate.quantiles())) {
                List<Map.Entry<String, Static>> with = new ArrayList<>(labels);
                with.add(Map.entry("p", Static.of(q)));
                all.add(new Series(
                        with,
                        steps.stream().mapToDouble(s -> Log2.quantile(q, s)).toArray()));
            }
        });
        return all;
    }

    /** Returns a series of the value nothing for each step. */
    static double[] nothing(int count) {
        double[] values = new double[count];
        Arrays.fill(values, Double.NaN);
        return values;
    }

    /** Returns the function of a query, if it is a metrics query. */
    public static Optional<String> function(Query query) {
        return query.metrics()
                .map(m -> m instanceof Metrics.Aggregate a ? a.function().text() : "compare");
    }
}
