package dev.plumbline.collector.write;

import dev.plumbline.collector.journal.Disk;
import dev.plumbline.collector.journal.Table;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Remembers, on disk, up to which timestamp each stream was ever sent: the intent that is written before each request.
 *
 * <p>After a restart, what is read again and lies at or below that mark may have arrived, and Loki is asked; what lies
 * above it has certainly not. That covers batches whose outcome nobody learned as well as those that arrived before the
 * cursor moved, and needs no word on where in a container's log a batch began.
 */
final class HighWater implements Closeable {
    private static final int CAPACITY = 20_000;
    /** How much a power cut may take back: entries of so long may come twice. */
    private static final long FORCE_AFTER_NANOS = 1_000_000_000L;

    private final Table table;
    private final Map<String, Long> before;
    private final Map<String, Long> now;
    private long forcedAt = System.nanoTime();

    private HighWater(Table table) {
        this.table = table;
        this.before = new HashMap<>();
        table.all()
                .forEach((key, value) -> before.put(key, ByteBuffer.wrap(value).getLong()));
        this.now = new HashMap<>(before);
    }

    static HighWater open(Disk disk, Path file, Consumer<String> warnings) throws IOException {
        return new HighWater(Table.open(disk, file, CAPACITY, warnings));
    }

    /** Tells whether an entry of this batch may have been sent before this process started. */
    synchronized boolean mayHaveArrived(String endpoint, Batch batch) {
        if (before.isEmpty()) {
            return false;
        }
        for (StreamBuffer buffer : batch.streams()) {
            Long mark = before.get(key(endpoint, buffer));
            if (mark != null && buffer.oldest() <= mark) {
                return true;
            }
        }
        return false;
    }

    /**
     * Writes down that this batch is about to be sent.
     *
     * @throws IOException if the disk is full or broken; it must not be sent then
     */
    synchronized void intend(String endpoint, Batch batch) throws IOException {
        Map<String, byte[]> higher = new LinkedHashMap<>();
        for (StreamBuffer buffer : batch.streams()) {
            String key = key(endpoint, buffer);
            Long mark = now.get(key);
            if (mark == null || buffer.newest() > mark) {
                higher.put(key, ByteBuffer.allocate(8).putLong(buffer.newest()).array());
            }
        }
        if (higher.isEmpty()) {
            return;
        }
        table.put(higher);
        if (System.nanoTime() - forcedAt >= FORCE_AFTER_NANOS) {
            table.force();
            forcedAt = System.nanoTime();
        }
        higher.forEach((key, value) -> now.put(key, ByteBuffer.wrap(value).getLong()));
        if (now.size() > 2 * CAPACITY) {
            now.keySet().retainAll(table.all().keySet());
        }
    }

    private static String key(String endpoint, StreamBuffer buffer) {
        return endpoint + '/' + buffer.stream().key();
    }

    @Override
    public void close() throws IOException {
        table.close();
    }
}
