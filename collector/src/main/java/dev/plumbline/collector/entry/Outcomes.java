package dev.plumbline.collector.entry;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/** Counts how lines ended, each once, at the receipt that it held then. Safe for use by several threads. */
public final class Outcomes {
    private final LongAdder sent = new LongAdder();
    private final Map<String, LongAdder> refused = new ConcurrentHashMap<>();
    private final Map<String, LongAdder> dropped = new ConcurrentHashMap<>();

    /** Counts lines that the receiving system has. */
    public void sent(long lines) {
        sent.add(lines);
    }

    /** Counts lines that it refused for good. */
    public void refused(String reason, long lines) {
        refused.computeIfAbsent(reason, r -> new LongAdder()).add(lines);
    }

    /** Counts lines that were left out on purpose. */
    public void dropped(String reason, long lines) {
        dropped.computeIfAbsent(reason, r -> new LongAdder()).add(lines);
    }

    /** Adds what was counted to a tally. */
    public void report(Tally tally) {
        tally.sent(sent.sum());
        refused.forEach((reason, count) -> tally.refused(reason, count.sum()));
        dropped.forEach((reason, count) -> tally.dropped(reason, count.sum()));
    }
}
