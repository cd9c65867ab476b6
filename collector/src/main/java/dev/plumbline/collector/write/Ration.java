package dev.plumbline.collector.write;

import dev.plumbline.collector.entry.Spares;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Shares the memory for batches among all shards of a writer, however many tenants and endpoints it has: the more of them
 * hold something, the smaller their batches are.
 */
final class Ration {
    /** A shard holds two batches: one that is sent and one that is filled. */
    private static final int BATCHES = 2;

    private static final int SMALLEST = 8 << 10;
    private static final long PACKING = 2L << 20;

    private final long most;
    private final Spares spares;
    private final Spares packing = new Spares(PACKING);
    private final AtomicInteger busy = new AtomicInteger();

    /** Lets all batches take about so many bytes together. */
    Ration(long most) {
        this.most = most;
        this.spares = new Spares(most);
    }

    /** Returns what batches take their memory from. */
    Spares spares() {
        return spares;
    }

    /** Returns what requests are compressed in. */
    Spares packing() {
        return packing;
    }

    /** Learns that a shard holds something now. */
    void begin() {
        busy.incrementAndGet();
    }

    /** Learns that a shard holds nothing any more. */
    void end() {
        busy.decrementAndGet();
    }

    /** Returns how large a batch may be at present, of which {@code configured} bytes would be best. */
    int of(int configured) {
        long share = most / ((long) BATCHES * Math.max(1, busy.get()));
        return (int) Math.min(configured, Math.max(share, SMALLEST));
    }
}
