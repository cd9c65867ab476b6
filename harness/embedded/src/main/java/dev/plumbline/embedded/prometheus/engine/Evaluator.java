package dev.plumbline.embedded.prometheus.engine;

import dev.plumbline.embedded.prometheus.model.Labels;
import dev.plumbline.embedded.prometheus.promql.Expr;
import dev.plumbline.embedded.prometheus.promql.Tok;
import dev.plumbline.embedded.prometheus.promql.ValueType;
import dev.plumbline.embedded.prometheus.storage.Samples;
import dev.plumbline.embedded.prometheus.storage.Series;
import dev.plumbline.embedded.prometheus.storage.Tsdb;
import java.util.ArrayList;
import java.util.List;

/** Evaluates an expression at a row of steps; every instant vector is kept as rows with points at the steps. */
final class Evaluator {
    private final Tsdb tsdb;
    private final Steps steps;
    private final long lookback;
    private final long defaultStep;
    private final Annotations annotations;

    Evaluator(Tsdb tsdb, Steps steps, long lookback, long defaultStep, Annotations annotations) {
        this.tsdb = tsdb;
        this.steps = steps;
        this.lookback = lookback;
        this.defaultStep = defaultStep;
        this.annotations = annotations;
    }

    Steps steps() {
        return steps;
    }

    Annotations annotations() {
        return annotations;
    }

    List<Row> eval(Expr expr) {
        if (steps.end() < steps.start()) {
            return List.of();
        }
        return switch (expr) {
            case Expr.Aggregate a -> new Aggregation(this, a).eval();
            case Expr.Binary b -> binary(b);
            case Expr.Call c -> new Calls(this).eval(c);
            case Expr.Matrix m -> matrix(m);
            case Expr.Subquery s -> subquery(s);
            case Expr.Selector s -> selector(s);
            case Expr.Literal n -> stepwise(List.of(), (time, in) -> List.of(Point.of(Labels.EMPTY, n.value())));
            case Expr.Text t -> List.of();
            case Expr.Paren p -> eval(p.expr());
            case Expr.Unary u -> unary(u);
            case Expr.StepInvariant s -> invariant(s);
        };
    }

    private Evaluator over(Steps other) {
        return new Evaluator(tsdb, other, lookback, defaultStep, annotations);
    }

    // selectors

    private List<Series> series(Expr.Selector s) {
        List<Series> found = tsdb.select(s.matchers());
        for (Series series : found) {
            if (series.isHistogram()) {
                throw new EngineException("not supported by the stand-in: native histograms (" + series.labels() + ")");
            }
        }
        return found;
    }

    /** Returns the time that a selector, or the end of a range, means at a step. */
    static long reference(Expr.At at, long offset, long time) {
        return at.timestamp().orElse(time) - offset;
    }

    private List<Row> selector(Expr.Selector s) {
        List<Row> rows = new ArrayList<>();
        for (Series series : series(s)) {
            Samples samples = series.samples();
            Row row = new Row(series.labels(), steps.count());
            for (long t = steps.start(); t <= steps.end(); t += steps.interval()) {
                int i = single(samples, reference(s.at(), s.offset().millis(), t));
                if (i >= 0) {
                    row.add(t, samples.values()[i]);
                }
            }
            if (row.size() > 0) {
                rows.add(row);
            }
        }
        return rows;
    }

    private int single(Samples samples, long reference) {
        int i = samples.after(reference) - 1;
        boolean found = i >= 0 && samples.times()[i] > reference - lookback && !Samples.isStale(samples.values()[i]);
        return found ? i : -1;
    }

    /** Evaluates a selector to the times of its samples, which only {@code timestamp()} asks for. */
    List<Row> timestamps(Expr.Selector s) {
        List<Series> found = series(s);
        return stepwise(List.of(), (time, in) -> {
            List<Point> points = new ArrayList<>();
            for (Series series : found) {
                Samples samples = series.samples();
                int i = single(samples, reference(s.at(), s.offset().millis(), time));
                if (i >= 0) {
                    points.add(Point.of(series.labels().dropName(), samples.times()[i] / 1000.0));
                }
            }
            return points;
        });
    }

    private List<Row> matrix(Expr.Matrix m) {
        long to = reference(m.selector().at(), m.selector().offset().millis(), steps.start());
        List<Row> rows = new ArrayList<>();
        for (Row row : raw(m)) {
            Row cut = new Row(row.metric(), 16);
            for (int i = row.after(to - m.length().millis()); i < row.size() && row.time(i) <= to; i++) {
                cut.add(row.time(i), row.value(i));
            }
            if (cut.size() > 0) {
                rows.add(cut);
            }
        }
        return rows;
    }

    /** Returns all samples of a selector but for the staleness markers. */
    List<Row> raw(Expr.Matrix m) {
        List<Row> rows = new ArrayList<>();
        for (Series series : series(m.selector())) {
            Samples samples = series.samples();
            Row row = new Row(series.labels(), samples.size());
            for (int i = 0; i < samples.size(); i++) {
                if (!Samples.isStale(samples.values()[i])) {
                    row.add(samples.times()[i], samples.values()[i]);
                }
            }
            rows.add(row);
        }
        return rows;
    }

    List<Row> subquery(Expr.Subquery s) {
        long step = s.step().millis() > 0 ? s.step().millis() : defaultStep;
        long from = reference(s.at(), s.offset().millis(), steps.start())
                - s.length().millis();
        long first = step * (from / step);
        if (first <= from) {
            first += step;
        }
        return over(new Steps(first, reference(s.at(), s.offset().millis(), steps.last()), step))
                .eval(s.expr());
    }

    // operators

    private List<Row> unary(Expr.Unary u) {
        List<Row> rows = eval(u.expr());
        if (u.op() != Tok.SUB) {
            return rows;
        }
        List<Row> negated = new ArrayList<>();
        for (Row row : rows) {
            Row out = new Row(row.metric().dropName(), row.size());
            for (int i = 0; i < row.size(); i++) {
                out.add(row.time(i), -row.value(i));
            }
            negated.add(out);
        }
        return Rows.merged(negated);
    }

    private List<Row> binary(Expr.Binary b) {
        boolean left = b.lhs().type() == ValueType.VECTOR;
        boolean right = b.rhs().type() == ValueType.VECTOR;
        List<List<Row>> in = List.of(eval(b.lhs()), eval(b.rhs()));
        if (left && right) {
            return stepwise(in, new VectorMatch(b, in)::at);
        }
        if (!left && !right) {
            return stepwise(
                    in,
                    (time, v) -> List.of(Point.of(
                            Labels.EMPTY,
                            Operators.scalar(
                                    b.op(),
                                    v.get(0).getFirst().value(),
                                    v.get(1).getFirst().value()))));
        }
        return stepwise(in, (time, v) -> {
            double scalar = v.get(left ? 1 : 0).getFirst().value();
            return Operators.withScalar(b, v.get(left ? 0 : 1), scalar, !left);
        });
    }

    private List<Row> invariant(Expr.StepInvariant s) {
        List<Row> once =
                over(new Steps(steps.start(), steps.start(), steps.interval())).eval(s.expr());
        if (s.expr() instanceof Expr.Matrix || s.expr() instanceof Expr.Subquery) {
            return once;
        }
        List<Row> rows = new ArrayList<>();
        for (Row row : once) {
            Row out = new Row(row.metric(), steps.count());
            for (long t = steps.start(); t <= steps.end(); t += steps.interval()) {
                out.add(t, row.value(0));
            }
            rows.add(out);
        }
        return rows;
    }

    // steps

    /** Calculates the vector at one step from those of the operands. */
    @FunctionalInterface
    interface Step {
        List<Point> at(long time, List<List<Point>> operands);
    }

    /** Calculates a vector at every step. */
    List<Row> stepwise(List<List<Row>> operands, Step step) {
        List<Cursor> cursors = operands.stream().map(Cursor::new).toList();
        RowBuilder out = new RowBuilder(steps);
        for (long t = steps.start(); t <= steps.end(); t += steps.interval()) {
            long time = t;
            out.add(t, step.at(t, cursors.stream().map(c -> c.at(time)).toList()));
        }
        return out.rows();
    }
}
