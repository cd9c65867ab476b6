package dev.plumbline.embedded.loki;

import dev.plumbline.embedded.loki.logql.Entry;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Entries of one stream by time; those of one moment in the order in which they came. */
final class StoredStream {
    private static final int METADATA = 8;

    private final List<Entry> entries = new ArrayList<>();
    private final Set<String> symbols = new HashSet<>();
    private long newest = Long.MIN_VALUE;
    private long size;

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
        size += bytes(entry.line());
        entry.metadata().forEach((name, value) -> size += METADATA + symbol(name) + symbol(value));
        return true;
    }

    private long symbol(String text) {
        return symbols.add(text) ? bytes(text) : 0;
    }

    private static int bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }

    /**
     * What the stream takes, as one chunk of Loki's counts it: lines, a fixed size for each structured metadatum, and each
     * different name or value once.
     *
     * @param entries how many
     * @param bytes uncompressed
     * @param first time of the oldest
     * @param last time of the youngest
     */
    record Extent(long entries, long bytes, long first, long last) {}

    synchronized Optional<Extent> extent() {
        return entries.isEmpty()
                ? Optional.empty()
                : Optional.of(new Extent(
                        entries.size(),
                        size,
                        entries.getFirst().timestamp(),
                        entries.getLast().timestamp()));
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

    /** Returns entries of a time; a stream of nothing but empty lines is an empty chunk to Loki, and has none. */
    synchronized List<Entry> between(long from, long before) {
        int low = before(from);
        int high = before(before);
        return low >= high || size == 0 ? List.of() : List.copyOf(entries.subList(low, high));
    }
}
