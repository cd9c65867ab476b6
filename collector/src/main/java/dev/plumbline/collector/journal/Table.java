package dev.plumbline.collector.journal;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * Keeps one value for each key on disk, in a journal that is rewritten once most of it is out of date.
 *
 * <p>Safe for use by several threads. The least recently set keys come first, and go first when there are too many.
 */
public final class Table implements Closeable {
    private static final long REWRITE_AT = 1 << 20;

    private final Journal journal;
    private final Map<String, byte[]> values;
    private final int capacity;
    private long live;
    private long rewriteAt = REWRITE_AT;

    private Table(Journal journal, Map<String, byte[]> values, int capacity) {
        this.journal = journal;
        this.values = values;
        this.capacity = capacity;
        this.live = values.entrySet().stream()
                .mapToLong(e -> cost(e.getKey(), e.getValue()))
                .sum();
    }

    /**
     * Opens a table.
     *
     * @param file its journal
     * @param capacity how many keys are kept; beyond that the least recently set are forgotten
     * @param warnings takes a sentence for each thing that had to be dropped
     */
    public static Table open(Path file, int capacity, Consumer<String> warnings) throws IOException {
        return open(Disk.real(), file, capacity, warnings);
    }

    /** Opens a table on a disk; see {@link #open(Path, int, Consumer)}. */
    public static Table open(Disk disk, Path file, int capacity, Consumer<String> warnings) throws IOException {
        Map<String, byte[]> values = new LinkedHashMap<>();
        Journal journal = Journal.open(disk, file, payload -> replay(payload, values), warnings);
        return new Table(journal, values, capacity);
    }

    private static void replay(ByteBuffer payload, Map<String, byte[]> values) {
        if (payload.remaining() < 2) {
            return;
        }
        int keyLength = Short.toUnsignedInt(payload.getShort());
        if (keyLength > payload.remaining()) {
            return;
        }
        byte[] key = new byte[keyLength];
        payload.get(key);
        byte[] value = new byte[payload.remaining()];
        payload.get(value);
        String name = new String(key, StandardCharsets.UTF_8);
        values.remove(name);
        if (value.length > 0) {
            values.put(name, value);
        }
    }

    public synchronized Optional<byte[]> get(String key) {
        return Optional.ofNullable(values.get(key));
    }

    public synchronized Map<String, byte[]> all() {
        return new LinkedHashMap<>(values);
    }

    /**
     * Sets values in one write. An empty array forgets the key.
     *
     * @throws IOException if the disk is full or broken; the values of before then stand, on disk and here
     */
    public synchronized void put(Map<String, byte[]> changes) throws IOException {
        List<byte[]> records = new ArrayList<>();
        changes.forEach((key, value) -> records.add(encode(key, value)));
        journal.append(records);
        changes.forEach(this::remember);
        while (values.size() > capacity) {
            forget(values.keySet().iterator().next());
        }
        if (journal.size() > rewriteAt && journal.size() > 4 * live) {
            try {
                compact();
                rewriteAt = REWRITE_AT;
            } catch (IOException e) {
                // What was set is safe in the old file; a full disk gives room again, or it does not.
                rewriteAt = journal.size() + REWRITE_AT;
            }
        }
    }

    private void remember(String key, byte[] value) {
        forget(key);
        if (value.length > 0) {
            values.put(key, value);
            live += cost(key, value);
        }
    }

    private void forget(String key) {
        byte[] old = values.remove(key);
        if (old != null) {
            live -= cost(key, old);
        }
    }

    /** Forgets keys, from the next rewrite on for good. */
    public synchronized void retain(Predicate<String> wanted) {
        for (String key : List.copyOf(values.keySet())) {
            if (!wanted.test(key)) {
                forget(key);
            }
        }
    }

    /** Rewrites the journal with nothing but today's values. */
    public synchronized void compact() throws IOException {
        List<byte[]> records = new ArrayList<>();
        values.forEach((key, value) -> records.add(encode(key, value)));
        journal.rewrite(records);
    }

    /** Makes everything set so far survive a power cut. */
    public void force() throws IOException {
        journal.force();
    }

    private static long cost(String key, byte[] value) {
        return 10L + key.length() + value.length;
    }

    private static byte[] encode(String key, byte[] value) {
        byte[] name = key.getBytes(StandardCharsets.UTF_8);
        if (name.length > 0xffff) {
            throw new IllegalArgumentException("a key holds at most 65535 bytes, not " + name.length);
        }
        return ByteBuffer.allocate(2 + name.length + value.length)
                .putShort((short) name.length)
                .put(name)
                .put(value)
                .array();
    }

    @Override
    public void close() throws IOException {
        journal.close();
    }
}
