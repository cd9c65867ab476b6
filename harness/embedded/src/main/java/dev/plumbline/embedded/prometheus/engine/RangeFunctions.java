package dev.plumbline.embedded.prometheus.engine;

import dev.plumbline.embedded.prometheus.promql.Expr;
import java.util.OptionalDouble;

/** Functions over the samples of one series in a range of time. */
final class RangeFunctions {
    private RangeFunctions() {}

    /** Calculates a value from a window with at least one sample, or nothing if there are too few. */
    static OptionalDouble call(Expr.Call c, Window w, double[] scalars, Annotations annotations) {
        return switch (c.function().name()) {
            case "rate" -> Rates.extrapolated(w, true, true);
            case "increase" -> Rates.extrapolated(w, true, false);
            case "delta" -> Rates.extrapolated(w, false, false);
            case "irate" -> Rates.instant(w, true);
            case "idelta" -> Rates.instant(w, false);
            case "deriv" ->
                w.size() < 2
                        ? OptionalDouble.empty()
                        : OptionalDouble.of(Regression.over(w, w.time(0)).slope());
            case "predict_linear" -> {
                if (w.size() < 2) {
                    yield OptionalDouble.empty();
                }
                Regression r = Regression.over(w, w.time());
                yield OptionalDouble.of(r.slope() * scalars[0] + r.intercept());
            }
            case "quantile_over_time" -> {
                annotations.quantileOutOfRange(scalars[0], c.args().getFirst().range());
                yield OptionalDouble.of(Quantiles.of(scalars[0], w.values()));
            }
            default -> OptionalDouble.of(simple(c.function().name(), w));
        };
    }

    private static double simple(String name, Window w) {
        return switch (name) {
            case "avg_over_time" -> average(w);
            case "sum_over_time" -> sum(w);
            case "count_over_time" -> w.size();
            case "min_over_time" -> extreme(w, false);
            case "max_over_time" -> extreme(w, true);
            case "stddev_over_time" -> Math.sqrt(variance(w));
            case "stdvar_over_time" -> variance(w);
            case "last_over_time" -> w.last();
            case "first_over_time" -> w.value(0);
            case "present_over_time", "absent_over_time" -> 1;
            case "changes" -> changes(w);
            case "resets" -> resets(w);
            default -> throw new EngineException("not supported by the stand-in: function " + name);
        };
    }

    private static double average(Window w) {
        Mean mean = new Mean(w.value(0));
        for (int i = 1; i < w.size(); i++) {
            mean.add(w.value(i));
        }
        return mean.value();
    }

    private static double sum(Window w) {
        Kahan sum = new Kahan();
        for (int i = 0; i < w.size(); i++) {
            sum.add(w.value(i));
        }
        return Double.isInfinite(sum.sum()) ? sum.sum() : sum.total();
    }

    private static double extreme(Window w, boolean greatest) {
        double value = w.value(0);
        for (int i = 0; i < w.size(); i++) {
            double v = w.value(i);
            if ((greatest ? v > value : v < value) || Double.isNaN(value)) {
                value = v;
            }
        }
        return value;
    }

    private static double variance(Window w) {
        Kahan mean = new Kahan();
        Kahan squares = new Kahan();
        for (int i = 0; i < w.size(); i++) {
            double delta = w.value(i) - mean.total();
            mean.add(delta / (i + 1));
            squares.add(delta * (w.value(i) - mean.total()));
        }
        return squares.total() / w.size();
    }

    private static double changes(Window w) {
        int changes = 0;
        for (int i = 1; i < w.size(); i++) {
            double before = w.value(i - 1);
            double now = w.value(i);
            if (now != before && !(Double.isNaN(now) && Double.isNaN(before))) {
                changes++;
            }
        }
        return changes;
    }

    private static double resets(Window w) {
        int resets = 0;
        for (int i = 1; i < w.size(); i++) {
            if (w.value(i) < w.value(i - 1)) {
                resets++;
            }
        }
        return resets;
    }
}
