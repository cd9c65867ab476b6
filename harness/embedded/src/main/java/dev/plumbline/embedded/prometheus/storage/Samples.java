package dev.plumbline.embedded.prometheus.storage;

/**
 * Samples in order of time, as they were when asked for. The arrays are shared and only ever appended to.
 *
 * @param times milliseconds
 * @param values values, staleness markers among them
 * @param size how many of them count
 */
public record Samples(long[] times, double[] values, int size) {
    private static final long STALE = 0x7ff0000000000002L;

    /** Returns the value that says that a series has ended. */
    public static double staleMarker() {
        return Double.longBitsToDouble(STALE);
    }

    /** Tells whether a value says that a series has ended. */
    public static boolean isStale(double value) {
        return Double.doubleToRawLongBits(value) == STALE;
    }

    /** Returns the index of the first sample after a time, or the size. */
    public int after(long time) {
        int low = 0;
        int high = size;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (times[middle] > time) {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        return low;
    }

    /** Tells whether any sample lies between two times, both included. */
    public boolean overlaps(long from, long to) {
        int first = after(from - 1);
        return first < size && times[first] <= to;
    }
}
