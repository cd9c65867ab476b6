package dev.plumbline.collector.pipeline;

import dev.plumbline.collector.entry.Entry;

/** Drops entries for one reason: settles the receipt and counts. */
final class Drop {
    private final String reason;
    private final Runnable count;

    Drop(String reason, Runnable count) {
        this.reason = reason;
        this.count = count;
    }

    void drop(Entry entry) {
        count.run();
        entry.receipt().dropped(reason);
    }
}
