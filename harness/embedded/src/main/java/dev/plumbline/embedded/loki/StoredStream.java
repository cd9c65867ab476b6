package dev.plumbline.embedded.loki;

import dev.plumbline.embedded.loki.logql.Entry;
import java.util.ArrayList;
import java.util.List;

/** Entries of one stream by time; those of one moment in the order in which they came. */
final class StoredStream {
    private final List<Entry> entries = new ArrayList<>();
    private long newest = Long.MIN_VALUE;

    /** The newest moment ever stored, which bounds how late an entry may come. */
    synchronized long newest() {
        return newest;
    }

    /** Stores an entry unless it is there already; false then. */
    synchronized boolean add(Entry entry) {
        newest = Math.max(newest, entry.timestamp());
        int at = before(entry.timestamp() + 1);
        for (int i = at - 1; i >= 0 && entries.get(i).timestamp() == entry.timestamp(); i--) {
            if (entries.get(i).line().equals(entry.line())) {
                return false;
            }
        }
        entries.add(at, entry);
        return true;
    }

    /** How many entries are before a moment. */
    private int before(long nanos) {
        int low = 0;
        int high = entries.size();
        // what comes in order goes to the end at once
        if (high > 0 && entries.get(high - 1).timestamp() < nanos) {
            return high;
        }
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (entries.get(middle).timestamp() < nanos) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    synchronized List<Entry> between(long from, long before) {
        int low = before(from);
        int high = before(before);
        return low >= high ? List.of() : List.copyOf(entries.subList(low, high));
    }

    synchronized boolean hasBetween(long from, long to) {
        int low = before(from);
        return low < entries.size() && entries.get(low).timestamp() <= to;
    }
}
