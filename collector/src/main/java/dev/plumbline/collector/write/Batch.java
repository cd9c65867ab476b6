package dev.plumbline.collector.write;

import dev.plumbline.collector.entry.Entry;
import dev.plumbline.collector.entry.Outcomes;
import dev.plumbline.collector.entry.Run;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What goes to Loki in one request: entries of streams of one tenant. */
final class Batch {
    private final List<StreamBuffer> streams = new ArrayList<>();
    private long firstAt;
    private int size;
    private int entries;

    /** Makes a batch of entries that are encoded already. */
    static Batch of(List<Item> items) {
        Batch batch = new Batch();
        Map<Stream, StreamBuffer> buffers = new HashMap<>();
        for (Item item : items) {
            StreamBuffer buffer = buffers.computeIfAbsent(item.stream(), stream -> {
                StreamBuffer fresh = new StreamBuffer(stream);
                batch.streams.add(fresh);
                return fresh;
            });
            buffer.append(item);
            batch.size += item.length();
            batch.entries++;
        }
        return batch;
    }

    /** Adds an entry of a stream of which {@code buffer} is in this batch. */
    void add(StreamBuffer buffer, Entry entry) {
        if (entries++ == 0) {
            firstAt = System.nanoTime();
        }
        size += buffer.append(entry);
    }

    /**
     * Adds lines of a run from {@code from} on, until the batch has reached a size.
     *
     * @return the first line that was not added
     */
    int add(StreamBuffer buffer, Run run, int from, int full) {
        if (entries == 0) {
            firstAt = System.nanoTime();
        }
        int before = buffer.length();
        int next = buffer.append(run, from, full - size);
        size += buffer.length() - before;
        entries += next - from;
        return next;
    }

    void add(StreamBuffer buffer) {
        streams.add(buffer);
    }

    /** Takes a stream's entries over. */
    void adopt(StreamBuffer buffer) {
        streams.add(buffer);
        size += buffer.length();
        entries += buffer.entries();
    }

    /** Settles every receipt: the entries are safe, though not yet with Loki. */
    void release(Outcomes keeper) {
        streams.forEach(buffer -> buffer.release(keeper));
    }

    List<StreamBuffer> streams() {
        return streams;
    }

    /** Returns the length of its encoded entries. */
    int size() {
        return size;
    }

    int entries() {
        return entries;
    }

    /** Returns for how many lines of the sources its entries stand. */
    long lines() {
        long lines = 0;
        for (StreamBuffer stream : streams) {
            lines += stream.lines();
        }
        return lines;
    }

    long lineBytes() {
        return streams.stream().mapToLong(StreamBuffer::lineBytes).sum();
    }

    /** Returns when its first entry came, by {@code System.nanoTime}. */
    long firstAt() {
        return firstAt;
    }

    /** Returns the oldest timestamp in it. */
    long oldest() {
        return streams.stream().mapToLong(StreamBuffer::oldest).min().orElse(Long.MAX_VALUE);
    }

    /** Returns its entries one by one, stream by stream. */
    List<Item> items() {
        List<Item> items = new ArrayList<>(entries);
        for (StreamBuffer stream : streams) {
            items.addAll(PushEncoder.items(stream));
        }
        return items;
    }
}
