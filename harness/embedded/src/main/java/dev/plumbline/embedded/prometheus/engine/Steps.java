package dev.plumbline.embedded.prometheus.engine;

/**
 * The times at which an expression is evaluated, in milliseconds.
 *
 * @param start first time
 * @param end no time is after it
 * @param interval distance
 */
record Steps(long start, long end, long interval) {
    int count() {
        return end < start ? 0 : (int) ((end - start) / interval) + 1;
    }

    boolean isOne() {
        return start == end;
    }

    long last() {
        return start + (end - start) / interval * interval;
    }
}
