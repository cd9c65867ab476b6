package dev.plumbline.embedded.prometheus.engine;

import dev.plumbline.embedded.prometheus.model.Labels;
import dev.plumbline.embedded.prometheus.promql.Expr;
import dev.plumbline.embedded.prometheus.promql.Range;
import dev.plumbline.embedded.prometheus.promql.ValueType;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Evaluates function calls. */
final class Calls {
    private final Evaluator evaluator;

    Calls(Evaluator evaluator) {
        this.evaluator = evaluator;
    }

    List<Row> eval(Expr.Call c) {
        String name = c.function().name();
        if (name.equals("timestamp") && c.args().getFirst() instanceof Expr.Selector s) {
            return evaluator.timestamps(s);
        }
        if (name.equals("label_replace")) {
            return LabelFunctions.replace(evaluator.eval(c.args().getFirst()), strings(c));
        }
        if (name.equals("label_join")) {
            return LabelFunctions.join(evaluator.eval(c.args().getFirst()), strings(c));
        }
        for (int i = 0; i < c.args().size(); i++) {
            Expr arg = c.args().get(i);
            if (arg instanceof Expr.Matrix || arg instanceof Expr.Subquery) {
                return overRange(c, i);
            }
            if (arg instanceof Expr.StepInvariant s && s.expr() instanceof Expr.Subquery) {
                c.args().forEach(evaluator::eval); // it may fail
                return List.of(); // as Prometheus 3.14, which does not look for a range in there
            }
        }
        if (name.startsWith("sort") && !evaluator.steps().isOne()) {
            evaluator
                    .annotations()
                    .warn(
                            "sort is ineffective for range queries since results are always ordered by labels",
                            c.range());
        }
        List<List<Row>> in = c.args().stream().map(evaluator::eval).toList();
        Annotations own = new Annotations();
        List<Row> out = evaluator.stepwise(in, (time, v) -> {
            List<Point> points = VectorFunctions.call(c, time, v, own);
            own.endStep();
            return points;
        });
        evaluator.annotations().addAll(own);
        return out;
    }

    private static List<String> strings(Expr.Call c) {
        List<String> strings = new ArrayList<>();
        for (Expr arg : c.args().subList(1, c.args().size())) {
            strings.add(((Expr.Text) arg).value());
        }
        return strings;
    }

    private List<Row> overRange(Expr.Call c, int index) {
        Expr arg = c.args().get(index);
        Expr.At at;
        long offset;
        long length;
        List<Row> in;
        if (arg instanceof Expr.Matrix m) {
            at = m.selector().at();
            offset = m.selector().offset().millis();
            length = m.length().millis();
            in = evaluator.raw(m);
        } else {
            Expr.Subquery s = (Expr.Subquery) arg;
            at = s.at();
            offset = s.offset().millis();
            length = s.length().millis();
            in = evaluator.subquery(s);
        }
        double[][] scalars = scalars(c, index);
        List<Row> out = new ArrayList<>();
        for (Row row : in) {
            Row result = overRange(c, row, at, offset, length, scalars);
            if (result.size() > 0) {
                remark(c, row.metric().name(), arg);
                out.add(result);
            }
        }
        return c.function().name().equals("absent_over_time") ? absent(arg, out) : Rows.distinct(out);
    }

    private Row overRange(Expr.Call c, Row row, Expr.At at, long offset, long length, double[][] scalars) {
        String name = c.function().name();
        Steps steps = evaluator.steps();
        boolean keepsName = name.equals("last_over_time") || name.equals("first_over_time");
        Row result = new Row(keepsName ? row.metric() : row.metric().dropName(), steps.count());
        int step = 0;
        for (long t = steps.start(); t <= steps.end(); t += steps.interval()) {
            long to = Evaluator.reference(at, offset, t);
            Window window = new Window(row, row.after(to - length), row.after(to), to - length, to, t);
            if (!window.isEmpty()) {
                double[] parameters = scalars[step];
                long time = t;
                RangeFunctions.call(c, window, parameters, evaluator.annotations())
                        .ifPresent(v -> result.add(time, v));
            }
            step++;
        }
        return result;
    }

    private double[][] scalars(Expr.Call c, int index) {
        List<Row> rows = new ArrayList<>();
        for (int i = 0; i < c.args().size(); i++) {
            if (i != index && c.args().get(i).type() == ValueType.SCALAR) {
                rows.add(evaluator.eval(c.args().get(i)).getFirst());
            }
        }
        double[][] scalars = new double[evaluator.steps().count()][rows.size()];
        for (int s = 0; s < scalars.length; s++) {
            for (int r = 0; r < rows.size(); r++) {
                scalars[s][r] = rows.get(r).value(s);
            }
        }
        return scalars;
    }

    private void remark(Expr.Call c, String metric, Expr arg) {
        String name = c.function().name();
        boolean counter = metric.isEmpty()
                || metric.endsWith("_total")
                || metric.endsWith("_sum")
                || metric.endsWith("_count")
                || metric.endsWith("_bucket");
        if ((name.equals("rate") || name.equals("increase")) && !counter) {
            evaluator
                    .annotations()
                    .inform(
                            "metric might not be a counter, name does not end in _total/_sum/_count/_bucket: \""
                                    + metric + "\"",
                            arg instanceof Expr.Subquery ? new Range(0, 0) : arg.range());
        }
    }

    private List<Row> absent(Expr arg, List<Row> present) {
        Steps steps = evaluator.steps();
        Labels metric = Absent.labels(arg);
        Row out = new Row(metric, steps.count());
        for (long t = steps.start(); t <= steps.end(); t += steps.interval()) {
            long time = t;
            if (present.stream().noneMatch(r -> r.at(time) >= 0)) {
                out.add(t, 1);
            }
        }
        return out.size() == 0 ? List.of() : List.of(out);
    }

    /** Finds the function of one number that a name stands for. */
    static Optional<java.util.function.DoubleUnaryOperator> ofNumber(String name) {
        return Optional.ofNullable(NUMERIC.get(name));
    }

    private static final Map<String, java.util.function.DoubleUnaryOperator> NUMERIC = Map.ofEntries(
            Map.entry("abs", Math::abs),
            Map.entry("ceil", Math::ceil),
            Map.entry("floor", Math::floor),
            Map.entry("exp", Math::exp),
            Map.entry("sqrt", Math::sqrt),
            Map.entry("ln", GoMath::log),
            Map.entry("log2", GoMath::log2),
            Map.entry("log10", Math::log10),
            Map.entry("sin", Math::sin),
            Map.entry("cos", Math::cos),
            Map.entry("tan", Math::tan),
            Map.entry("asin", Math::asin),
            Map.entry("acos", Math::acos),
            Map.entry("atan", Math::atan),
            Map.entry("sinh", Math::sinh),
            Map.entry("cosh", Math::cosh),
            Map.entry("tanh", Math::tanh),
            Map.entry("asinh", GoMath::asinh),
            Map.entry("acosh", GoMath::acosh),
            Map.entry("atanh", GoMath::atanh),
            Map.entry("rad", v -> v * Math.PI / 180),
            Map.entry("deg", v -> v * 180 / Math.PI),
            Map.entry("sgn", v -> v < 0 ? -1 : v > 0 ? 1 : v));
}
