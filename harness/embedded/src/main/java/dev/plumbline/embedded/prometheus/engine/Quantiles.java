package dev.plumbline.embedded.prometheus.engine;

import java.util.Arrays;

/** Quantiles of plain values. */
final class Quantiles {
    private Quantiles() {}

    /** Calculates a quantile, interpolating between the two nearest values; the array is sorted, NaN first. */
    static double of(double q, double[] values) {
        if (values.length == 0 || Double.isNaN(q)) {
            return Double.NaN;
        }
        if (q < 0) {
            return Double.NEGATIVE_INFINITY;
        }
        if (q > 1) {
            return Double.POSITIVE_INFINITY;
        }
        double[] sorted = Arrays.stream(values)
                .boxed()
                .sorted((a, b) -> a.isNaN() ? (b.isNaN() ? 0 : -1) : b.isNaN() ? 1 : Double.compare(a, b))
                .mapToDouble(Double::doubleValue)
                .toArray();
        double n = values.length;
        double rank = q * (n - 1);
        double lower = Math.max(0, Math.floor(rank));
        double upper = Math.min(n - 1, lower + 1);
        double weight = rank - Math.floor(rank);
        return sorted[(int) lower] * (1 - weight) + sorted[(int) upper] * weight;
    }
}
