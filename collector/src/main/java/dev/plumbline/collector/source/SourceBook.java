package dev.plumbline.collector.source;

import dev.plumbline.collector.entry.Balance;
import dev.plumbline.collector.entry.Outcomes;
import dev.plumbline.collector.entry.Tally;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/** What one source component has read, and how it ended; counted once for each read, not for each line. */
final class SourceBook implements Balance.Part {
    /** A share for those whose turn it is, and as much for those who need no turn. */
    private static final long READ_AHEAD = 2L * ReadBudget.AT_ONCE * ReadBudget.SHARE;

    private final Balance balance;
    private final ReadBudget budget = new ReadBudget(READ_AHEAD);
    private final SpareRuns spareRuns = new SpareRuns();
    private final LongAdder received = new LongAdder();
    private final Outcomes outcomes = new Outcomes();
    private final Set<Chunk> filling = ConcurrentHashMap.newKeySet();

    private SourceBook(Balance balance) {
        this.balance = balance;
    }

    /** Opens a book that belongs to the collector's. */
    static SourceBook in(Balance balance) {
        SourceBook book = new SourceBook(balance);
        balance.add(book);
        return book;
    }

    /** Is told that a reader is about to hand lines on. */
    void beginRead() {
        balance.enter();
    }

    /** Is told that it has done so. */
    void endRead() {
        balance.leave();
    }

    /** Returns what its readers share to read into. */
    ReadBudget budget() {
        return budget;
    }

    /** Returns what its readers share to hand lines on in. */
    SpareRuns spareRuns() {
        return spareRuns;
    }

    void filling(Chunk chunk) {
        filling.add(chunk);
    }

    void filled(Chunk chunk) {
        received.add(chunk.lines());
        filling.remove(chunk);
    }

    Outcomes outcomes() {
        return outcomes;
    }

    @Override
    public void report(Tally tally) {
        tally.received(received.sum());
        for (Chunk chunk : filling) {
            tally.received(chunk.lines());
            tally.held(Tally.Place.HAND, chunk.inHand());
        }
        outcomes.report(tally);
    }
}
