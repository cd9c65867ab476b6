package dev.plumbline.embedded.prometheus.engine;

import dev.plumbline.embedded.prometheus.promql.Expr;
import dev.plumbline.embedded.prometheus.promql.Preparation;
import dev.plumbline.embedded.prometheus.promql.SpanException;
import dev.plumbline.embedded.prometheus.promql.ValueType;
import dev.plumbline.embedded.prometheus.storage.Tsdb;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.function.LongSupplier;

/** Evaluates expressions. */
public final class Engine {
    private final Tsdb tsdb;
    private final LongSupplier defaultStep;

    /**
     * Returns an engine.
     *
     * @param tsdb where series are
     * @param defaultStep step in milliseconds of subqueries that name none
     */
    public Engine(Tsdb tsdb, LongSupplier defaultStep) {
        this.tsdb = tsdb;
        this.defaultStep = defaultStep;
    }

    /**
     * Evaluates at one time.
     *
     * @param expr expression
     * @param time milliseconds
     * @param lookback milliseconds for which a sample counts
     * @param annotations takes warnings and remarks
     * @throws EngineException if it cannot be evaluated
     * @throws SpanException if a length of time in it cannot be calculated
     */
    public Result instant(Expr expr, long time, long lookback, Annotations annotations) {
        Expr prepared = Preparation.prepare(expr, time, time, 0);
        if (expr instanceof Expr.Text || prepared instanceof Expr.Text) {
            return new Result.Text(time, text(prepared));
        }
        if (expr.type() == ValueType.STRING) {
            return new Result.Text(time, text(prepared));
        }
        Evaluator evaluator =
                new Evaluator(tsdb, new Steps(time, time, 1), lookback, defaultStep.getAsLong(), annotations);
        List<Row> rows = evaluator.eval(prepared);
        return switch (expr.type()) {
            case SCALAR -> new Result.Scalar(time, rows.getFirst().value(0));
            case VECTOR ->
                new Result.Vector(rows.stream()
                        .map(r -> new Result.Sample(r.metric(), time, r.value(0)))
                        .toList());
            case MATRIX, STRING -> matrix(rows);
        };
    }

    private static String text(Expr expr) {
        return switch (expr) {
            case Expr.Text t -> t.value();
            case Expr.Paren p -> text(p.expr());
            default -> throw new IllegalStateException("not a string: " + expr);
        };
    }

    /**
     * Evaluates at every step of a range of time.
     *
     * @param expr expression that gives a scalar or an instant vector
     * @param start milliseconds
     * @param end milliseconds
     * @param step milliseconds
     * @param lookback milliseconds for which a sample counts
     * @param annotations takes warnings and remarks
     * @throws EngineException if it cannot be evaluated
     * @throws SpanException if a length of time in it cannot be calculated
     */
    public Result range(Expr expr, long start, long end, long step, long lookback, Annotations annotations) {
        Evaluator evaluator =
                new Evaluator(tsdb, new Steps(start, end, step), lookback, defaultStep.getAsLong(), annotations);
        return matrix(evaluator.eval(Preparation.prepare(expr, start, end, step)));
    }

    private static Result matrix(List<Row> rows) {
        List<Row> sorted = new ArrayList<>(rows);
        sorted.sort(Comparator.comparing(Row::metric));
        return new Result.Matrix(sorted.stream().map(Engine::run).toList());
    }

    private static Result.Run run(Row row) {
        long[] times = new long[row.size()];
        double[] values = new double[row.size()];
        Arrays.setAll(times, row::time);
        Arrays.setAll(values, row::value);
        return new Result.Run(row.metric(), times, values);
    }
}
