package dev.plumbline.harness.grafana;

/**
 * A range of time.
 *
 * @param fromMs start, milliseconds since 1970
 * @param toMs end, likewise
 */
public record TimeRange(long fromMs, long toMs) {
    public TimeRange {
        if (toMs < fromMs) {
            throw new IllegalArgumentException("a range that ends at " + toMs + " cannot start at " + fromMs);
        }
    }

    /** Returns its length in milliseconds. */
    public long lengthMs() {
        return toMs - fromMs;
    }
}
