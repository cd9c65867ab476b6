package dev.plumbline.bench;

import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Some containers' logs on disk, in the form in which they are going to be read: {@link StandIn} serves both. */
final class Fleet implements Closeable {
    private static final String STAGED = "staged";

    private final Path folder;
    private final Lines lines;
    private final boolean api;
    private final List<String> ids = new ArrayList<>();
    private final List<LogWriter> writers = new ArrayList<>();
    private final List<LogWriter> staged = new ArrayList<>();
    private final List<Path> logs = new ArrayList<>();
    private int written;
    private long nanos;

    /**
     * Makes containers without lines.
     *
     * @param api whether they are read through the engine's API, else from its files
     */
    Fleet(Path folder, int containers, Lines lines, boolean api) throws IOException {
        this.folder = folder;
        this.lines = lines;
        this.api = api;
        this.nanos = System.currentTimeMillis() * 1_000_000L - 600_000_000_000L;
        for (int i = 0; i < containers; i++) {
            String id = String.format(Locale.ROOT, "%064x", 0xbe4c0000L + i);
            Path own = Files.createDirectories(folder.resolve(id));
            ids.add(id);
            Path json = own.resolve(id + "-json.log");
            Path chunks = own.resolve("api.chunks");
            Files.createFile(json);
            Files.createFile(chunks);
            logs.add(api ? chunks : json);
            writers.add(new LogWriter(logs.getLast(), api));
            staged.add(new LogWriter(own.resolve(STAGED), api));
        }
    }

    /**
     * Prepares so many lines, spread over the containers in runs, as if one had been written every two microseconds;
     * {@link #release} shows them.
     */
    void stage(long count) throws IOException {
        int run = 64;
        for (long i = 0; i < count; i++) {
            nanos += 1_993;
            staged.get(written / run % staged.size()).line(nanos, lines.text(written), lines.escaped(written));
            written++;
        }
    }

    /** Appends what was prepared, as fast as the disk takes it: who reads it is the limit. */
    void release() throws IOException {
        for (int i = 0; i < ids.size(); i++) {
            Path ready = folder.resolve(ids.get(i)).resolve(STAGED);
            staged.get(i).close();
            append(ready, logs.get(i));
            staged.set(i, new LogWriter(ready, api));
        }
    }

    private static void append(Path from, Path to) throws IOException {
        try (FileChannel in = FileChannel.open(from, StandardOpenOption.READ);
                FileChannel out = FileChannel.open(to, StandardOpenOption.APPEND)) {
            long size = in.size();
            long done = 0;
            while (done < size) {
                done += in.transferTo(done, size - done, out);
            }
        }
        Files.delete(from);
    }

    /** Writes so many lines with the present time. */
    void writeNow(int count) throws IOException {
        for (int i = 0; i < count; i++) {
            long now = Math.max(nanos + 1, now());
            nanos = now;
            writers.get(written % writers.size()).line(now, lines.text(written), lines.escaped(written));
            written++;
        }
        for (LogWriter writer : writers) {
            writer.flush();
        }
    }

    private static long now() {
        java.time.Instant now = java.time.Instant.now();
        return now.getEpochSecond() * 1_000_000_000L + now.getNano();
    }

    Path folder() {
        return folder;
    }

    /** Returns each container's log. */
    List<Path> logs() {
        return logs;
    }

    List<String> ids() {
        return ids;
    }

    long bytes() throws IOException {
        long sum = 0;
        for (Path file : logs) {
            sum += Files.size(file);
        }
        return sum;
    }

    @Override
    public void close() throws IOException {
        for (LogWriter writer : writers) {
            writer.close();
        }
        for (LogWriter writer : staged) {
            writer.close();
        }
        Folders.delete(folder);
    }
}
