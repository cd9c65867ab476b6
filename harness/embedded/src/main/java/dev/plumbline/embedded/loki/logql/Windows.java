package dev.plumbline.embedded.loki.logql;

import dev.plumbline.embedded.loki.logql.Expr.RangeAggregation;
import dev.plumbline.embedded.loki.logql.RangeSamples.Series;
import java.util.Arrays;

/** Computes one number of the samples in a window; samples {@code from} to before {@code to} of a series. */
final class Windows {
    private Windows() {}

    static double aggregate(RangeAggregation expr, Series s, int from, int to) {
        double seconds = expr.range().interval() / 1e9;
        return switch (expr.operation()) {
            case "count_over_time" -> to - from;
            case "rate" -> (expr.range().unwrap().isPresent() ? sum(s, from, to) : to - from) / seconds;
            case "rate_counter" -> counterRate(s, from, to, expr.range().interval());
            case "bytes_over_time", "sum_over_time" -> sum(s, from, to);
            case "bytes_rate" -> sum(s, from, to) / seconds;
            case "avg_over_time" -> average(s, from, to);
            case "max_over_time" -> extreme(s, from, to, 1);
            case "min_over_time" -> extreme(s, from, to, -1);
            case "stdvar_over_time" -> variance(s, from, to);
            case "stddev_over_time" -> Math.sqrt(variance(s, from, to));
            case "quantile_over_time" -> quantile(expr.parameter().orElse(0.0), s, from, to);
            case "first_over_time" -> s.value(from);
            case "last_over_time" -> s.value(to - 1);
            case "absent_over_time" -> 1;
            default -> throw new IllegalArgumentException("no range aggregation: " + expr.operation());
        };
    }

    private static double sum(Series s, int from, int to) {
        double sum = 0;
        for (int i = from; i < to; i++) {
            sum += s.value(i);
        }
        return sum;
    }

    private static double average(Series s, int from, int to) {
        double mean = 0;
        double count = 0;
        for (int i = from; i < to; i++) {
            double v = s.value(i);
            count++;
            boolean same = Double.isInfinite(v) && mean > 0 == v > 0;
            if (Double.isInfinite(mean) && (same || Double.isFinite(v))) {
                continue;
            }
            mean += v / count - mean / count;
        }
        return mean;
    }

    private static double extreme(Series s, int from, int to, int sign) {
        double best = s.value(from);
        for (int i = from; i < to; i++) {
            if (sign * s.value(i) > sign * best || Double.isNaN(best)) {
                best = s.value(i);
            }
        }
        return best;
    }

    private static double variance(Series s, int from, int to) {
        double aux = 0;
        double mean = 0;
        double count = 0;
        for (int i = from; i < to; i++) {
            count++;
            double delta = s.value(i) - mean;
            mean += delta / count;
            aux += delta * (s.value(i) - mean);
        }
        return aux / count;
    }

    private static double quantile(double q, Series s, int from, int to) {
        if (q < 0) {
            return Double.NEGATIVE_INFINITY;
        }
        if (q > 1) {
            return Double.POSITIVE_INFINITY;
        }
        double[] sorted = new double[to - from];
        for (int i = from; i < to; i++) {
            sorted[i - from] = s.value(i);
        }
        Arrays.sort(sorted);
        double rank = q * (sorted.length - 1);
        int lower = (int) Math.max(0, Math.floor(rank));
        int upper = Math.min(sorted.length - 1, lower + 1);
        double weight = rank - Math.floor(rank);
        return sorted[lower] * (1 - weight) + sorted[upper] * weight;
    }

    /**
     * A counter's increase by second, extrapolated to the window. Loki hands Prometheus' formula nanoseconds where it
     * takes milliseconds; the answers show it, so that is kept.
     */
    private static double counterRate(Series s, int from, int to, long interval) {
        int n = to - from;
        if (n < 2) {
            return 0;
        }
        double increase = s.value(to - 1) - s.value(from);
        double before = 0;
        for (int i = from; i < to; i++) {
            if (s.value(i) < before) {
                increase += before;
            }
            before = s.value(i);
        }
        long millis = interval / 1_000_000;
        double toStart = millis / 1000.0;
        double sampled = (s.time(to - 1) - s.time(from)) / 1000.0;
        double between = sampled / (n - 1);
        if (increase > 0 && s.value(from) >= 0) {
            double toZero = sampled * (s.value(from) / increase);
            toStart = Math.min(toZero, toStart);
        }
        double threshold = between * 1.1;
        double extended = sampled + (toStart < threshold ? toStart : between / 2) + (0 < threshold ? 0 : between / 2);
        return increase * (extended / sampled) / (interval / 1e9);
    }
}
