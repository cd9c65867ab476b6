package dev.plumbline.embedded.prometheus.engine;

import java.util.Arrays;

/**
 * The samples of one series in a range of time.
 *
 * @param row where they are
 * @param from index of the first
 * @param to index behind the last
 * @param start milliseconds, not included
 * @param end milliseconds, included
 * @param time the step that they are looked at from
 */
record Window(Row row, int from, int to, long start, long end, long time) {
    boolean isEmpty() {
        return to <= from;
    }

    int size() {
        return to - from;
    }

    double value(int i) {
        return row.value(from + i);
    }

    long time(int i) {
        return row.time(from + i);
    }

    double last() {
        return row.value(to - 1);
    }

    double[] values() {
        double[] values = new double[size()];
        Arrays.setAll(values, this::value);
        return values;
    }
}
