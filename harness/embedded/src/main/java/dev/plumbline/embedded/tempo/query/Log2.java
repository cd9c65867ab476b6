package dev.plumbline.embedded.tempo.query;

import java.util.Map;
import java.util.SortedMap;

/** Histograms whose buckets end at powers of two. */
final class Log2 {
    private Log2() {}

    /** Returns the upper bound of the bucket of a value of at least two. */
    static double bucket(long value) {
        return value <= 1L << 62 ? 1L << (64 - Long.numberOfLeadingZeros(value - 1)) : 0x1p63;
    }

    /**
     * Returns a quantile, interpolated exponentially within its bucket.
     *
     * @param quantile from 0 to 1
     * @param buckets counts by upper bound
     */
    static double quantile(double quantile, SortedMap<Double, Long> buckets) {
        long total = buckets.values().stream().mapToLong(Long::longValue).sum();
        if (total == 0) {
            return 0;
        }
        long wanted = Math.max(1, (long) Math.ceil(quantile * total));
        long below = 0;
        double previous = Double.NaN;
        for (Map.Entry<Double, Long> bucket : buckets.entrySet()) {
            long upTo = below + bucket.getValue();
            if (upTo == wanted) {
                return bucket.getKey();
            }
            if (upTo > wanted) {
                double top = log2(bucket.getKey());
                double bottom = Double.isNaN(previous) ? top - 1 : log2(previous);
                double share = (double) (wanted - below) / bucket.getValue();
                return Math.pow(2, bottom + (top - bottom) * share);
            }
            below = upTo;
            previous = bucket.getKey();
        }
        return buckets.lastKey();
    }

    private static double log2(double value) {
        return Math.log(value) / Math.log(2);
    }
}
