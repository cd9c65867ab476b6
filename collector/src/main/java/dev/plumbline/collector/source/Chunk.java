package dev.plumbline.collector.source;

import dev.plumbline.collector.entry.Receipt;
import dev.plumbline.collector.entry.Run;
import java.util.Optional;
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
    private int taken;
    private @Nullable Run current;
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

    /** Says which of its lines are about to be handed on. */
    void handing(Run run) {
        current = run;
    }

    /** Says that they have been taken. */
    void handed() {
        taken += current == null ? 0 : current.count();
        current = null;
    }

    /** Returns how many lines nobody has taken yet. */
    int inHand() {
        return lines - taken - (current == null ? 0 : current.taken());
    }

    int lines() {
        return lines;
    }

    long bytes() {
        return bytes;
    }

    /** Says that no line follows, and where the cursor stands once all are settled, if any line was ever read. */
    void close(Optional<Cursor> cursor) {
        ledger.closing(this, cursor);
        settle(OPEN - lines);
    }

    @Override
    public void expect(int more) {
        owed.addAndGet(more);
    }

    @Override
    public void sent() {
        sent(1);
    }

    @Override
    public void sent(int count) {
        ledger.book().outcomes().sent(count);
        settle(count);
    }

    @Override
    public void kept(int count) {
        settle(count);
    }

    @Override
    public void dropped(String reason) {
        ledger.book().outcomes().dropped(reason, 1);
        ledger.dropped(reason);
        settle(1);
    }

    @Override
    public void refused(String reason) {
        ledger.book().outcomes().refused(reason, 1);
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
