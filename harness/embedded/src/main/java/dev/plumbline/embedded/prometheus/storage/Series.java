package dev.plumbline.embedded.prometheus.storage;

import dev.plumbline.embedded.prometheus.model.Labels;
import java.util.Arrays;

/** One series; writers append in order of time. */
public final class Series {
    private static final int FIRST_CAPACITY = 16;

    private final Labels labels;
    private long[] times = new long[FIRST_CAPACITY];
    private double[] values = new double[FIRST_CAPACITY];
    private int size;
    private boolean histogram;

    Series(Labels labels) {
        this.labels = labels;
    }

    /** Returns what identifies it. */
    public Labels labels() {
        return labels;
    }

    /** Returns its samples. */
    public synchronized Samples samples() {
        return new Samples(times, values, size);
    }

    /** Tells whether it holds native histograms, of which only the times are kept. */
    public synchronized boolean isHistogram() {
        return histogram;
    }

    synchronized void markHistogram() {
        histogram = true;
    }

    synchronized Appended append(long time, double value) {
        if (size > 0 && time <= times[size - 1]) {
            if (time < times[size - 1]) {
                return Appended.OUT_OF_ORDER;
            }
            boolean same = Double.doubleToRawLongBits(values[size - 1]) == Double.doubleToRawLongBits(value);
            return same ? Appended.STORED : Appended.DUPLICATE;
        }
        if (size == times.length) {
            times = Arrays.copyOf(times, size * 2);
            values = Arrays.copyOf(values, size * 2);
        }
        times[size] = time;
        values[size] = value;
        size++;
        return Appended.STORED;
    }

    /** Forgets samples before a time and tells whether any are left. */
    synchronized boolean truncate(long before) {
        int first = samples().after(before - 1);
        if (first > 0) {
            int capacity = Math.max(FIRST_CAPACITY, size - first);
            long[] t = new long[capacity];
            double[] v = new double[capacity];
            System.arraycopy(times, first, t, 0, size - first);
            System.arraycopy(values, first, v, 0, size - first);
            times = t;
            values = v;
            size -= first;
        }
        return size > 0;
    }
}
