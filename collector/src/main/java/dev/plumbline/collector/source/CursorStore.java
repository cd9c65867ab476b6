package dev.plumbline.collector.source;

import dev.plumbline.collector.journal.Disk;
import dev.plumbline.collector.journal.StorageLock;
import dev.plumbline.collector.journal.Table;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the cursors of one source component on disk.
 *
 * <p>Cursors that have moved are gathered and written together by {@link #flush}, and forced to the disk once a second
 * at most: a kill costs what has moved since the last flush, and that is found in Loki again and not sent twice.
 */
final class CursorStore implements Closeable {
    private static final int CAPACITY = 50_000;
    private static final long FORCE_EVERY_NANOS = 1_000_000_000L;
    private static final Logger LOG = LoggerFactory.getLogger(CursorStore.class);

    private final StorageLock lock;
    private final Table table;
    private final Map<String, byte[]> moved = new HashMap<>();
    private final AtomicLong committedAt = new AtomicLong(System.nanoTime());
    private long forcedAt = System.nanoTime();
    private boolean failing;
    private volatile boolean lastWords;

    private CursorStore(StorageLock lock, Table table) {
        this.lock = lock;
        this.table = table;
    }

    static CursorStore open(Disk disk, Path folder) throws IOException {
        StorageLock lock = StorageLock.take(folder, Duration.ofSeconds(10));
        try {
            return new CursorStore(lock, Table.open(disk, folder.resolve("cursors.journal"), CAPACITY, LOG::warn));
        } catch (IOException e) {
            lock.close();
            throw e;
        }
    }

    Optional<byte[]> get(String key) {
        return table.get(key);
    }

    /** Returns everything that is kept. */
    Map<String, byte[]> all() {
        return table.all();
    }

    /** Forgets what is kept under these keys. */
    void forget(String... keys) {
        for (String key : keys) {
            moved(key, new byte[0]);
        }
    }

    void moved(String key, byte[] cursor) {
        synchronized (moved) {
            moved.put(key, cursor);
        }
        if (lastWords) {
            flush();
        }
    }

    /** Writes every cursor at once from now on: the process is about to end. */
    void lastWords() {
        lastWords = true;
        flush();
    }

    /**
     * Writes what has moved.
     *
     * @return what keeps it from being written, if something does; it is tried again with the next flush
     */
    synchronized Optional<String> flush() {
        Map<String, byte[]> batch;
        synchronized (moved) {
            batch = new LinkedHashMap<>(moved);
            moved.clear();
        }
        try {
            if (!batch.isEmpty()) {
                table.put(batch);
            }
            if (System.nanoTime() - forcedAt > FORCE_EVERY_NANOS) {
                table.force();
                forcedAt = System.nanoTime();
            }
            committedAt.set(System.nanoTime());
            failing = false;
            return Optional.empty();
        } catch (IOException e) {
            synchronized (moved) {
                batch.forEach(moved::putIfAbsent);
            }
            String message = "positions cannot be written: " + e.getMessage();
            if (!failing) {
                LOG.error("{}; delivery goes on, a restart would read again from the last position on disk", message);
            }
            failing = true;
            return Optional.of(message);
        }
    }

    /** Returns seconds since the journal was last known to hold everything. */
    double age() {
        return (System.nanoTime() - committedAt.get()) / 1e9;
    }

    @Override
    public void close() throws IOException {
        flush();
        try (lock;
                table) {
            table.force();
        }
    }
}
