package dev.plumbline.collector.source;

import dev.plumbline.collector.entry.Receipt;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * The lines of one read: one receipt for all of them, so that a line costs no object and no lock.
 *
 * <p>The cursor moves from the end of one chunk to the end of another, never to a place within.
 */
final class Chunk implements Receipt {
    /** Keeps the count above zero until the chunk is closed, without counting each line in when it is read. */
    private static final int OPEN = 1 << 30;

    private final Ledger ledger;
    private final AtomicInteger owed = new AtomicInteger(OPEN);
    final long sequence;
    private int lines;
    private long bytes;
    // Guarded by the ledger.
    @Nullable
    Cursor end;

    boolean settled;
    boolean joined;

    Chunk(Ledger ledger, long sequence) {
        this.ledger = ledger;
        this.sequence = sequence;
    }

    /** Counts a line in; by the reader alone, before it hands the line on. */
    void add(int length) {
        lines++;
        bytes += length;
    }

    int lines() {
        return lines;
    }

    long bytes() {
        return bytes;
    }

    /** Says that no line follows, and where the cursor stands once all are settled. */
    void close(Cursor cursor) {
        ledger.closing(this, cursor);
        settle(OPEN - lines);
    }

    @Override
    public void expect(int more) {
        owed.addAndGet(more);
    }

    @Override
    public void sent() {
        settle(1);
    }

    @Override
    public void sent(int count) {
        settle(count);
    }

    @Override
    public void dropped(String reason) {
        ledger.dropped(reason);
        settle(1);
    }

    @Override
    public void refused(String reason) {
        ledger.dropped(reason);
        settle(1);
    }

    @Override
    public void joins(Receipt later) {
        if (later != this && later instanceof Chunk chunk && chunk.ledger == ledger) {
            ledger.join(this, chunk);
        }
    }

    private void settle(int count) {
        if (owed.addAndGet(-count) == 0) {
            ledger.settled(this);
        }
    }
}
