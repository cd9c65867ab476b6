package dev.plumbline.collector.source;

import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;

/** Counts what one component's readers do. */
final class TailerCounters {
    private final LongAdder entries;
    private final LongAdder unreadable;
    private final AtomicLong lines = new AtomicLong();
    private volatile long newest = Timestamps.NONE;
    private long seen = Timestamps.NONE;

    /** Counts for one container, and for the whole component in the two adders. */
    TailerCounters(LongAdder entries, LongAdder unreadable) {
        this.entries = entries;
        this.unreadable = unreadable;
    }

    void read(long timestamp) {
        seen = timestamp;
    }

    void entries(int count) {
        newest = seen;
        lines.addAndGet(count);
        entries.add(count);
    }

    void unreadable() {
        unreadable.increment();
    }

    long lines() {
        return lines.get();
    }

    /** Returns the timestamp of the last line read, or {@link Timestamps#NONE}. */
    long newest() {
        return newest;
    }
}
