package dev.plumbline.embedded.prometheus.storage;

/**
 * Samples in order of time, as they were when asked for. The arrays are shared and only ever appended to.
 *
 * @param times milliseconds
 * @param values values, staleness markers among them
 * @param size how many of them count
 */
public record Samples(long[] times, double[] values, int size) {
    private static final int CHUNK_SAMPLES = 120;
    private static final long CHUNK_RANGE = 2 * 3_600_000;
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

    /**
     * Tells whether a chunk of samples overlaps two times, both included: Prometheus looks no closer when asked for
     * series. It ends a chunk at a time that it estimates from the first thirty samples, or after 240.
     */
    public boolean hasChunk(long from, long to) {
        int first = 0;
        long next = chunkRangeEnd(0);
        for (int i = 0; i < size; i++) {
            int count = i - first;
            if (count == CHUNK_SAMPLES / 4) {
                next = estimate(times[first], times[i - 1], next);
            }
            if (times[i] >= next || count >= CHUNK_SAMPLES * 2) {
                if (times[first] <= to && from <= times[i - 1]) {
                    return true;
                }
                first = i;
                next = chunkRangeEnd(i);
            }
        }
        return size > 0 && times[first] <= to && from <= times[size - 1];
    }

    private long chunkRangeEnd(int i) {
        return i < size ? Math.floorDiv(times[i], CHUNK_RANGE) * CHUNK_RANGE + CHUNK_RANGE : Long.MAX_VALUE;
    }

    private static long estimate(long start, long now, long end) {
        double parts = (double) (end - start) / ((now - start + 1) * 4);
        return parts <= 1 ? end : (long) (start + (end - start) / Math.floor(parts));
    }
}
