package dev.plumbline.collector.source;

import dev.plumbline.collector.entry.Spares;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Bounds what the readers of one source take together to read into: hundreds may be behind at once. These read one after
 * another, a few at a time; who gets nothing reads on, in smaller pieces.
 */
final class ReadBudget {
    /** How large a buffer is that no reader has to ask for. */
    static final int SMALLEST = 8 << 10;

    /** How large one is at most, unless a line needs more: long lines cost less this way. */
    static final int LARGEST = 256 << 10;

    /** How large it is at most once others have half of what there is. */
    static final int SHARE = 64 << 10;

    /** How many streams that bring something are read at a time. */
    static final int AT_ONCE = 8;

    /** How many of those files that are far behind: nothing but the CPU makes them wait, so more only share its caches. */
    static final int FILES_AT_ONCE = Math.clamp(Runtime.getRuntime().availableProcessors(), 2, AT_ONCE);

    /** How long one of them does, while others wait and it may be stuck. */
    private static final Duration TURN = Duration.ofMillis(250);

    /** How long a stream is read before others are, which may be stuck too: there can be hundreds of those. */
    private static final Duration SHORT_TURN = Duration.ofMillis(100);

    /** How many streams that bring much are read in threads of the system at a time. */
    private static final int BUSY_AT_ONCE = 8;

    private final long most;
    private final AtomicLong left;
    private final Spares spares;
    private final Turns turns = new Turns(FILES_AT_ONCE, TURN);
    private final Arrivals arrivals = new Arrivals(AT_ONCE, SHORT_TURN);
    private final BusyThreads busyThreads = new BusyThreads(BUSY_AT_ONCE);

    /** Lets readers take so many bytes. */
    ReadBudget(long most) {
        this.most = most;
        left = new AtomicLong(most);
        spares = new Spares(most);
    }

    /** Returns what lets those who are far behind read one after another. */
    Turns turns() {
        return turns;
    }

    /** Returns what waits for streams. */
    Arrivals arrivals() {
        return arrivals;
    }

    /** Returns the threads for those that bring the most. */
    BusyThreads busyThreads() {
        return busyThreads;
    }

    /**
     * Returns a buffer of a size that was decided on, with what stands in {@code [from, to)} of the one before at its
     * beginning; the same one if it has that size and nobody needs what else it holds.
     */
    byte[] next(byte[] before, boolean needed, int from, int to, int size) {
        boolean other = needed || size != before.length;
        byte[] next = other ? spares.take(size, size) : before;
        System.arraycopy(before, from, next, 0, to - from);
        if (other && !needed && before.length >= SMALLEST) {
            spares.give(before, most - left.get() + most / 4);
        }
        return next;
    }

    /**
     * Decides about the size of a buffer, and keeps the books.
     *
     * @param now its size at present
     * @param least the size that has to be granted, because a line has to fit
     * @param wished the size that would be best
     */
    int size(int now, int least, int wished) {
        long free = left.get() + now;
        int best = free - wished >= most / 2 ? wished : Math.min(wished, Math.max(least, SHARE));
        // Two that come at once may get more than there is: by a buffer's size, which does no harm.
        boolean granted = best <= now || free >= best;
        int size = granted ? best : Math.max(now, least);
        left.addAndGet(now - size);
        return size;
    }
}
