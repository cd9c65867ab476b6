package dev.plumbline.collector.pipeline;

/** One series of a custom metric. */
final class CustomSeries {
    private final double[] bounds;
    private final long[] counts;
    private double value;
    private long touched;

    /** Makes one; the bounds are those of a histogram, in order and with infinity last, else empty. */
    CustomSeries(double[] bounds, long now) {
        this.bounds = bounds;
        this.counts = new long[bounds.length];
        this.touched = now;
    }

    synchronized void set(double to, long now) {
        value = to;
        touched = now;
    }

    synchronized void add(double more, long now) {
        value += more;
        touched = now;
    }

    synchronized void observe(double observed, long now) {
        add(observed, now);
        for (int i = 0; i < bounds.length; i++) {
            if (observed <= bounds[i] || i == bounds.length - 1) {
                counts[i]++;
                return;
            }
        }
    }

    synchronized double value() {
        return value;
    }

    double[] bounds() {
        return bounds.clone();
    }

    synchronized long[] counts() {
        return counts.clone();
    }

    synchronized boolean idleSince(long moment) {
        return touched <= moment;
    }
}
