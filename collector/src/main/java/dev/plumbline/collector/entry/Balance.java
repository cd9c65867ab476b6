package dev.plumbline.collector.entry;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The books of the whole collector, from the sources to the spool. Parts count for themselves, where it happens, and
 * report when they are asked; nothing is worked out as the difference of the others.
 *
 * <p>Lines move between the parts in batches. A thread that moves them says so once for each batch ({@link #enter} or
 * {@link #move}, then {@link #leave}); while it waits for room it is not moving. So there are moments of rest, and the
 * books are read in one of them.
 */
public final class Balance {
    private static final long START = 1L << 32;
    private static final long MOVING = START - 1;
    private static final long LOOK_NANOS = 100_000;

    /** Something that holds lines or ends them. */
    @FunctionalInterface
    public interface Part {
        /** Adds what it has counted and what it holds; called at rest, must not wait for one that moves lines. */
        void report(Tally tally);
    }

    private final List<Part> parts = new CopyOnWriteArrayList<>();
    private final LongAdder copied = new LongAdder();
    /** How many threads move lines (low half), and how often one has begun to (high half). */
    private final AtomicLong movements = new AtomicLong();

    private final ReentrantLock reading = new ReentrantLock();
    private volatile boolean asked;

    /** Adds a part; it stays for good, so that what it has counted outlives a reload. */
    public void add(Part part) {
        parts.add(part);
    }

    /** Counts lines that go to one place more. */
    public void copied(long lines) {
        copied.add(lines);
    }

    /**
     * Begins to move lines; waits for a moment while somebody reads the books. Must not be called while holding a lock
     * that another thread needs for moving lines: see {@link #move}.
     */
    public void enter() {
        while (asked) {
            LockSupport.parkNanos(this, LOOK_NANOS);
        }
        move();
    }

    /** Begins to move lines at once. */
    public void move() {
        movements.addAndGet(START + 1);
    }

    /** Ends moving lines; whoever waits for room in between is not moving. */
    public void leave() {
        movements.decrementAndGet();
    }

    /**
     * Reads the books in a moment of rest.
     *
     * @param patience how long to wait for such a moment
     * @return empty if there was none
     */
    public Optional<Tally.Books> books(Duration patience) {
        long deadline = System.nanoTime() + patience.toNanos();
        reading.lock();
        asked = true;
        try {
            do {
                long before = movements.get();
                if ((int) (before & MOVING) <= 0) {
                    Tally tally = tally();
                    if (movements.get() == before) {
                        return Optional.of(tally.books());
                    }
                } else {
                    LockSupport.parkNanos(this, LOOK_NANOS);
                }
            } while (System.nanoTime() < deadline);
            return Optional.empty();
        } finally {
            asked = false;
            reading.unlock();
        }
    }

    private Tally tally() {
        Tally tally = new Tally();
        tally.copied(copied.sum());
        parts.forEach(part -> part.report(tally));
        return tally;
    }
}
