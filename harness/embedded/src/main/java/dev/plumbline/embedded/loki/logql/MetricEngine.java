package dev.plumbline.embedded.loki.logql;

import dev.plumbline.embedded.loki.logql.Expr.Grouping;
import dev.plumbline.embedded.loki.logql.Expr.Metric;
import dev.plumbline.embedded.loki.logql.Expr.RangeAggregation;
import dev.plumbline.embedded.loki.logql.RangeSamples.Series;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Computes metrics: for every moment of a timeline a vector of samples. */
public final class MetricEngine {
    private static final Set<String> REDUCED_AT_SOURCE =
            Set.of("bytes_over_time", "bytes_rate", "sum_over_time", "rate", "count_over_time");

    // these take what is under them as it is, however it could be split
    private static final Set<String> WHOLE = Set.of("sum", "count", "max", "min", "avg");

    private static final Set<String> SUMS = Set.of("sum", "avg");

    private static final String NO_LITERAL =
            "unexpected expr type (*syntax.LiteralExpr) for Evaluator type (*logql.DefaultEvaluator) ";

    // what Loki merges with what where its shards may have answered with the same labels
    private static final Map<String, String> MERGES = Map.of(
            "count_over_time", "sum",
            "rate", "sum",
            "bytes_over_time", "sum",
            "bytes_rate", "sum",
            "sum_over_time", "sum",
            "max_over_time", "max",
            "min_over_time", "min");

    private final LogSource source;
    private final Timeline timeline;

    /** Takes where to find streams and when to compute. */
    public MetricEngine(LogSource source, Timeline timeline) {
        this.source = source;
        this.timeline = timeline;
    }

    /**
     * Computes a metric.
     *
     * @return one vector for each moment
     * @throws LogQlException if a pipeline fails or vectors do not match
     */
    public List<List<Sample>> evaluate(Metric metric) {
        return switch (metric) {
            case Expr.RangeAggregation range ->
                Averages.areSplit(range) ? evaluate(Averages.split(range)) : merged(range);
            case Expr.VectorAggregation vector -> {
                if (vector.inner() instanceof Expr.Literal) {
                    throw LogQlException.execution(NO_LITERAL);
                }
                if (vector.operation().equals("approx_topk")) {
                    throw LogQlException.execution("approx_topk is not enabled. See -limits.shard_aggregations");
                }
                Metric inner = vector.inner();
                boolean reduced = vector.operation().equals("sum")
                        && inner instanceof RangeAggregation range
                        && range.grouping().isEmpty()
                        && REDUCED_AT_SOURCE.contains(range.operation());
                List<List<Sample>> vectors = inner(vector, reduced);
                yield each(vectors, v -> VectorAggregations.aggregate(vector, v));
            }
            case Expr.BinaryOperation operation -> binary(operation);
            case Expr.LabelReplace replace -> {
                if (replace.inner() instanceof Expr.Literal) {
                    throw LogQlException.execution(NO_LITERAL);
                }
                List<List<Sample>> vectors = evaluate(replace.inner());
                yield each(vectors, v -> LabelReplacement.replace(replace, v));
            }
            case Expr.VectorLiteral literal -> constant(literal.value());
            case Expr.Literal literal -> constant(literal.value());
            case Expr.Invalid invalid -> throw invalid.problem();
        };
    }

    private List<List<Sample>> inner(Expr.VectorAggregation vector, boolean reduced) {
        if (vector.inner() instanceof RangeAggregation range) {
            if (reduced) {
                return range(range, Optional.of(vector.grouping()));
            }
            if (WHOLE.contains(vector.operation())) {
                boolean split = Averages.areSplit(range) && !SUMS.contains(vector.operation());
                return split
                        ? evaluate(range)
                        : Averages.areSplit(range) ? range(range, Optional.empty()) : merged(range);
            }
        }
        return evaluate(vector.inner());
    }

    private List<List<Sample>> merged(RangeAggregation range) {
        List<List<Sample>> vectors = range(range, Optional.empty());
        String merge = MERGES.get(range.operation());
        if (merge == null || !Averages.reducesLabels(range)) {
            return vectors;
        }
        Expr.VectorAggregation over =
                new Expr.VectorAggregation(merge, range, 0, range.grouping().orElse(new Grouping(List.of(), true)));
        return each(vectors, v -> VectorAggregations.aggregate(over, v));
    }

    @FunctionalInterface
    private interface VectorFunction {
        List<Sample> apply(List<Sample> vector);
    }

    private static List<List<Sample>> each(List<List<Sample>> vectors, VectorFunction function) {
        List<List<Sample>> out = new ArrayList<>(vectors.size());
        for (List<Sample> vector : vectors) {
            out.add(function.apply(vector));
        }
        return out;
    }

    private List<List<Sample>> constant(double value) {
        List<List<Sample>> out = new ArrayList<>();
        for (int i = 0; i < timeline.size(); i++) {
            out.add(List.of(new Sample(Labels.EMPTY, value)));
        }
        return out;
    }

    private List<List<Sample>> range(RangeAggregation expr, Optional<Grouping> outer) {
        Map<Labels, Series> series = RangeSamples.extract(expr, outer, source, timeline);
        List<List<Sample>> out = new ArrayList<>();
        for (int i = 0; i < timeline.size(); i++) {
            out.add(new ArrayList<>());
        }
        series.forEach((labels, s) -> slide(expr, labels, s, out));
        return expr.operation().equals("absent_over_time") ? absent(expr, out) : out;
    }

    private void slide(RangeAggregation expr, Labels labels, Series s, List<List<Sample>> out) {
        int from = 0;
        int to = 0;
        for (int i = 0; i < out.size(); i++) {
            long end = timeline.at(i) - expr.range().offset();
            long start = end - expr.range().interval();
            while (to < s.size() && s.time(to) <= end) {
                to++;
            }
            while (from < to && s.time(from) <= start) {
                from++;
            }
            if (from < to) {
                if (labels.has(LabelsBuilder.ERROR)
                        && !labels.get(LabelsBuilder.PRESERVE).equals("true")) {
                    throw PipelineErrors.of(labels);
                }
                out.get(i).add(new Sample(labels, Windows.aggregate(expr, s, from, to)));
            }
        }
    }

    private static List<List<Sample>> absent(RangeAggregation expr, List<List<Sample>> vectors) {
        Map<String, String> known = new LinkedHashMap<>();
        List<String> unknown = new ArrayList<>();
        for (Matcher m : expr.range().selector().matchers()) {
            if (m.type() == Matcher.Type.EQUAL && !known.containsKey(m.name())) {
                known.put(m.name(), m.value());
            } else {
                unknown.add(m.name());
            }
        }
        unknown.forEach(known::remove);
        List<Sample> absent = List.of(new Sample(Labels.of(known), 1));
        return each(vectors, v -> v.isEmpty() ? absent : List.of());
    }

    private List<List<Sample>> binary(Expr.BinaryOperation operation) {
        if (operation.left() instanceof Expr.Literal literal) {
            return each(evaluate(operation.right()), v -> Vectors.withScalar(operation, v, literal.value(), true));
        }
        if (operation.right() instanceof Expr.Literal literal) {
            return each(evaluate(operation.left()), v -> Vectors.withScalar(operation, v, literal.value(), false));
        }
        List<List<Sample>> left = evaluate(operation.left());
        List<List<Sample>> right = evaluate(operation.right());
        List<List<Sample>> out = new ArrayList<>(left.size());
        for (int i = 0; i < left.size(); i++) {
            out.add(Vectors.join(operation, left.get(i), right.get(i)));
        }
        return out;
    }
}
