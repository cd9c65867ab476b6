package dev.plumbline.embedded.loki.logql;

/**
 * The moments at which a metric is computed, in nanoseconds; an instant query has one.
 *
 * @param start first moment
 * @param end no moment after it
 * @param step distance of two moments, 0 where there is only one
 */
public record Timeline(long start, long end, long step) {
    /** Returns how many moments there are. */
    public int size() {
        return step == 0 || end < start ? 1 : Math.toIntExact((end - start) / step + 1);
    }

    /** Returns a moment. */
    public long at(int index) {
        return start + index * step;
    }

    boolean instant() {
        return step == 0;
    }
}
