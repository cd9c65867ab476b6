package dev.plumbline.collector.source;

import dev.plumbline.collector.entry.Spares;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Bounds what the readers of one source take together for buffers larger than the smallest: hundreds may be behind at
 * once. Who gets nothing reads on, in smaller pieces.
 */
final class ReadBudget {
    private final AtomicLong left;
    private final Spares spares;

    /** Lets readers take so many bytes. */
    ReadBudget(long most) {
        left = new AtomicLong(most);
        spares = new Spares(most / 4);
    }

    /**
     * Returns a buffer of a size that was decided on, with what stands in {@code [from, to)} of the one before at its
     * beginning; the same one if it has that size and nobody needs what else it holds.
     */
    byte[] next(byte[] before, boolean needed, int from, int to, int size) {
        boolean other = needed || size != before.length;
        byte[] next = other ? spares.take(size, size) : before;
        System.arraycopy(before, from, next, 0, to - from);
        if (other && !needed) {
            spares.give(before);
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
        if (wished > now && wished > least && left.get() >= wished - now) {
            // Two that come at once may get more than there is: by a buffer's size, which does no harm.
            left.addAndGet(now - wished);
            return wished;
        }
        int size = wished <= now ? wished : Math.max(now, least);
        left.addAndGet(now - size);
        return size;
    }
}
