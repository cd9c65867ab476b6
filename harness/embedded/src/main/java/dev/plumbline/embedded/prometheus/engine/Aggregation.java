package dev.plumbline.embedded.prometheus.engine;

import dev.plumbline.embedded.prometheus.model.GoText;
import dev.plumbline.embedded.prometheus.model.Labels;
import dev.plumbline.embedded.prometheus.promql.Expr;
import dev.plumbline.embedded.prometheus.promql.Tok;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Aggregations over the elements of an instant vector. */
final class Aggregation {
    private final Evaluator evaluator;
    private final Expr.Aggregate expr;

    Aggregation(Evaluator evaluator, Expr.Aggregate expr) {
        this.evaluator = evaluator;
        this.expr = expr;
    }

    List<Row> eval() {
        if (expr.op() == Tok.COUNT_VALUES) {
            return countValues();
        }
        double[] parameters = parameters();
        List<Row> in = evaluator.eval(expr.expr());
        int[] groups = groups(in);
        return switch (expr.op()) {
            case TOPK, BOTTOMK -> new TopK(evaluator, expr.op() == Tok.TOPK).eval(in, groups, parameters);
            default -> grouped(in, groups, parameters);
        };
    }

    private double[] parameters() {
        double[] values = new double[evaluator.steps().count()];
        expr.param().ifPresent(p -> {
            Row row = evaluator.eval(p).getFirst();
            for (int i = 0; i < values.length; i++) {
                values[i] = row.value(i);
            }
        });
        return values;
    }

    private Labels group(Labels metric) {
        return expr.without() ? metric.withoutAndName(expr.grouping()) : metric.only(expr.grouping());
    }

    private int[] groups(List<Row> in) {
        Map<Labels, Integer> indexes = new HashMap<>();
        int[] groups = new int[in.size()];
        for (int i = 0; i < groups.length; i++) {
            Labels group = group(in.get(i).metric());
            indexes.putIfAbsent(group, indexes.size());
            groups[i] = indexes.get(group);
        }
        return groups;
    }

    private List<Row> grouped(List<Row> in, int[] groups, double[] parameters) {
        if (expr.op() == Tok.QUANTILE) {
            warnOfQuantiles(parameters);
        }
        Steps steps = evaluator.steps();
        Map<Integer, Row> rows = new LinkedHashMap<>();
        for (int i = 0; i < groups.length; i++) {
            Labels metric = group(in.get(i).metric());
            rows.computeIfAbsent(groups[i], g -> new Row(metric, steps.count()));
        }
        Cursor cursor = new Cursor(in);
        int step = 0;
        for (long t = steps.start(); t <= steps.end(); t += steps.interval()) {
            Map<Integer, Accumulator> accumulators = new HashMap<>();
            for (Point p : cursor.at(t)) {
                Accumulator a = accumulators.get(groups[p.row()]);
                if (a == null) {
                    accumulators.put(groups[p.row()], Accumulator.of(expr.op(), p.value(), parameters[step]));
                } else {
                    a.add(p.value());
                }
            }
            for (Map.Entry<Integer, Row> e : rows.entrySet()) {
                Accumulator a = accumulators.get(e.getKey());
                if (a != null) {
                    e.getValue().add(t, a.value());
                }
            }
            step++;
        }
        return rows.values().stream().filter(r -> r.size() > 0).toList();
    }

    private void warnOfQuantiles(double[] parameters) {
        boolean constant = expr.param().orElseThrow() instanceof Expr.Literal;
        double max = constant ? parameters[0] : -Double.MAX_VALUE;
        double min = constant ? parameters[0] : Double.MAX_VALUE;
        boolean nan = false;
        for (double q : parameters) {
            max = GoMath.max(max, q);
            min = GoMath.min(min, q);
            nan |= Double.isNaN(q);
        }
        Annotations annotations = evaluator.annotations();
        if (nan) {
            annotations.quantileOutOfRange(Double.NaN, expr.param().get().range());
        }
        if (max > 1) {
            annotations.quantileOutOfRange(max, expr.param().get().range());
        }
        if (min < 0) {
            annotations.quantileOutOfRange(min, expr.param().get().range());
        }
    }

    private List<Row> countValues() {
        String label = ((Expr.Text) expr.param().orElseThrow()).value();
        if (label.isEmpty()) {
            throw new EngineException("invalid label name \"\"");
        }
        List<String> grouping = new ArrayList<>(expr.grouping());
        if (!expr.without()) {
            grouping.add(label);
        }
        return evaluator.stepwise(List.of(evaluator.eval(expr.expr())), (time, in) -> {
            Map<Labels, Integer> counts = new LinkedHashMap<>();
            for (Point p : in.getFirst()) {
                Labels metric = p.metric().with(label, GoText.plain(p.value()));
                Labels group = expr.without() ? metric.withoutAndName(grouping) : metric.only(grouping);
                counts.merge(group, 1, Integer::sum);
            }
            List<Point> out = new ArrayList<>();
            counts.forEach((metric, count) -> out.add(Point.of(metric, count)));
            return out;
        });
    }
}
