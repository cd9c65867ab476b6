package dev.plumbline.collector.write;

import java.util.concurrent.atomic.LongAdder;

/** Counts what becomes of the entries of one endpoint, a batch at a time. What is held, its holders count. */
final class Books {
    private final LongAdder received = new LongAdder();
    private final LongAdder sent = new LongAdder();
    private final LongAdder refused = new LongAdder();
    private final LongAdder dropped = new LongAdder();

    void received(long count) {
        received.add(count);
    }

    void sent(long count) {
        sent.add(count);
    }

    void refused(long count) {
        refused.add(count);
    }

    void dropped(long count) {
        dropped.add(count);
    }

    /** Returns the account, given how many entries are held, and how many of these are not counted as received yet. */
    Account account(long held, long fresh) {
        return new Account(received.sum() + fresh, sent.sum(), refused.sum(), dropped.sum(), held);
    }
}
