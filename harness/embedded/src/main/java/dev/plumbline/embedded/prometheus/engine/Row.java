package dev.plumbline.embedded.prometheus.engine;

import dev.plumbline.embedded.prometheus.model.Labels;
import java.util.Arrays;

/** A series of an intermediate result: points in order of time. */
final class Row {
    private final Labels metric;
    private long[] times;
    private double[] values;
    private int size;

    Row(Labels metric, int capacity) {
        this.metric = metric;
        this.times = new long[Math.max(1, capacity)];
        this.values = new double[Math.max(1, capacity)];
    }

    Labels metric() {
        return metric;
    }

    int size() {
        return size;
    }

    long time(int i) {
        return times[i];
    }

    double value(int i) {
        return values[i];
    }

    void add(long time, double value) {
        if (size == times.length) {
            times = Arrays.copyOf(times, size * 2);
            values = Arrays.copyOf(values, size * 2);
        }
        times[size] = time;
        values[size++] = value;
    }

    /** Returns the same points under other labels. */
    Row named(Labels other) {
        Row row = new Row(other, size);
        System.arraycopy(times, 0, row.times, 0, size);
        System.arraycopy(values, 0, row.values, 0, size);
        row.size = size;
        return row;
    }

    /** Returns the index of the point at a time, or a negative number. */
    int at(long time) {
        return Arrays.binarySearch(times, 0, size, time);
    }

    /** Returns the index of the first point after a time. */
    int after(long time) {
        int i = Arrays.binarySearch(times, 0, size, time);
        return i >= 0 ? i + 1 : -i - 1;
    }
}
