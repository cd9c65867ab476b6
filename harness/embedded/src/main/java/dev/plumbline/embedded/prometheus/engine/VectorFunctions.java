package dev.plumbline.embedded.prometheus.engine;

import dev.plumbline.embedded.prometheus.model.Labels;
import dev.plumbline.embedded.prometheus.promql.Expr;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.DoubleUnaryOperator;

/** Functions over instant vectors and scalars, at one step. */
final class VectorFunctions {
    private VectorFunctions() {}

    static List<Point> call(Expr.Call c, long time, List<List<Point>> in, Annotations annotations) {
        String name = c.function().name();
        Optional<DoubleUnaryOperator> numeric = Calls.ofNumber(name);
        if (numeric.isPresent()) {
            return map(in.getFirst(), numeric.get());
        }
        return switch (name) {
            case "time" -> scalar(time / 1000.0);
            case "pi" -> scalar(Math.PI);
            case "vector" -> scalar(in.getFirst().getFirst().value());
            case "scalar" ->
                scalar(in.getFirst().size() == 1 ? in.getFirst().getFirst().value() : Double.NaN);
            case "absent" ->
                in.getFirst().isEmpty()
                        ? List.of(Point.of(Absent.labels(c.args().getFirst()), 1))
                        : List.of();
            case "timestamp" -> map(in.getFirst(), v -> time / 1000.0);
            case "round" -> round(in);
            case "clamp" -> clamp(in.get(0), number(in, 1), number(in, 2));
            case "clamp_min" -> clamp(in.get(0), number(in, 1), Double.POSITIVE_INFINITY);
            case "clamp_max" -> clamp(in.get(0), Double.NEGATIVE_INFINITY, number(in, 1));
            case "sort" -> Sorting.by(in.getFirst(), (a, b) -> Double.isNaN(b.value()) || b.value() > a.value());
            case "sort_desc" -> Sorting.by(in.getFirst(), (a, b) -> Double.isNaN(b.value()) || b.value() < a.value());
            case "histogram_quantile" -> Histograms.quantiles(c, in, time, annotations);
            case "histogram_fraction" -> Histograms.fractions(c, in, annotations);
            case "histogram_count", "histogram_sum", "histogram_avg", "histogram_stddev", "histogram_stdvar" ->
                List.of();
            default -> DateFunctions.call(name, time, in);
        };
    }

    private static double number(List<List<Point>> in, int i) {
        return in.get(i).getFirst().value();
    }

    private static List<Point> scalar(double v) {
        return List.of(Point.of(Labels.EMPTY, v));
    }

    static List<Point> map(List<Point> in, DoubleUnaryOperator f) {
        List<Point> out = new ArrayList<>();
        for (Point p : in) {
            out.add(Point.of(p.metric().dropName(), f.applyAsDouble(p.value())));
        }
        return out;
    }

    private static List<Point> round(List<List<Point>> in) {
        double inverse = 1 / (in.size() > 1 ? number(in, 1) : 1);
        return map(in.getFirst(), v -> Math.floor(v * inverse + 0.5) / inverse);
    }

    private static List<Point> clamp(List<Point> in, double min, double max) {
        return max < min ? List.of() : map(in, v -> GoMath.max(min, GoMath.min(max, v)));
    }
}
