package dev.plumbline.embedded.engine;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

/** A container's log on disk: a json-file that is rotated by renaming, and the news that it has grown or ended. */
final class ContainerLog implements AutoCloseable {
    private final Path file;
    private final long maxSize;
    private final int maxFiles;
    private final boolean compress;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private Optional<OutputStream> out = Optional.empty();
    private long size;
    private int generation;
    private int run;
    private boolean running;

    ContainerLog(Path file, ContainerSpec spec) {
        this.file = file;
        this.maxSize = spec.logOption("max-size").map(ContainerLog::bytes).orElse(Long.MAX_VALUE);
        this.maxFiles = spec.logOption("max-file").map(Integer::parseInt).orElse(1);
        this.compress = spec.logOption("compress").map(Boolean::parseBoolean).orElse(false);
    }

    private static long bytes(String text) {
        String lower = text.toLowerCase(Locale.ROOT).replaceAll("b$", "");
        String digits = lower.replaceAll("[kmg]$", "");
        long unit =
                lower.endsWith("k") ? 1L << 10 : lower.endsWith("m") ? 1L << 20 : lower.endsWith("g") ? 1L << 30 : 1;
        return Long.parseLong(digits) * unit;
    }

    Path file() {
        return file;
    }

    /** Begins or ends a run of the container; who follows reads to the end of the run. */
    void running(boolean now) {
        lock.lock();
        try {
            running = now;
            if (now) {
                run++;
                open();
            }
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    void append(LogMessage message) {
        byte[] line = message.encoded();
        lock.lock();
        try {
            OutputStream current = open();
            if (size > 0 && size + line.length > maxSize) {
                current = rotate();
            }
            current.write(line);
            size += line.length;
            changed.signalAll();
        } catch (IOException e) {
            throw new UncheckedIOException("the log of a container cannot be written: " + file, e);
        } finally {
            lock.unlock();
        }
    }

    private OutputStream open() {
        if (out.isEmpty()) {
            try {
                Files.createDirectories(file.toAbsolutePath().getParent());
                OutputStream opened = Files.newOutputStream(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
                size = Files.size(file);
                out = Optional.of(opened);
            } catch (IOException e) {
                throw new UncheckedIOException("the log of a container cannot be made: " + file, e);
            }
        }
        return out.get();
    }

    private OutputStream rotate() throws IOException {
        close();
        generation++;
        if (maxFiles < 2) {
            Files.newOutputStream(file, StandardOpenOption.TRUNCATE_EXISTING).close();
            return open();
        }
        String suffix = compress ? ".gz" : "";
        Files.deleteIfExists(rotated(maxFiles - 1, suffix));
        for (int i = maxFiles - 1; i > 1; i--) {
            if (Files.exists(rotated(i - 1, suffix))) {
                Files.move(rotated(i - 1, suffix), rotated(i, suffix), StandardCopyOption.REPLACE_EXISTING);
            }
        }
        Files.move(file, rotated(1, ""), StandardCopyOption.REPLACE_EXISTING);
        if (compress) {
            try (OutputStream gzip = new GZIPOutputStream(Files.newOutputStream(rotated(1, ".gz")))) {
                Files.copy(rotated(1, ""), gzip);
            }
            Files.delete(rotated(1, ""));
        }
        return open();
    }

    private Path rotated(int number, String suffix) {
        return file.resolveSibling(file.getFileName() + "." + number + suffix);
    }

    /** Where a reader stands: which generation of the file, opened. */
    record Opened(int generation, InputStream stream) {}

    /** Opens the given generation, or the oldest that is left where it is gone. */
    Opened open(int wanted) throws IOException {
        lock.lock();
        try {
            for (int g = Math.max(wanted, generation - maxFiles + 1); g < generation; g++) {
                int number = generation - g;
                if (Files.exists(rotated(number, ""))) {
                    return new Opened(g, buffered(Files.newInputStream(rotated(number, ""))));
                }
                if (Files.exists(rotated(number, ".gz"))) {
                    return new Opened(g, buffered(new GZIPInputStream(Files.newInputStream(rotated(number, ".gz")))));
                }
            }
            return new Opened(generation, buffered(current()));
        } finally {
            lock.unlock();
        }
    }

    private InputStream current() throws IOException {
        try {
            return Files.newInputStream(file);
        } catch (NoSuchFileException e) {
            return InputStream.nullInputStream();
        }
    }

    private static InputStream buffered(InputStream in) {
        return new BufferedInputStream(in, 32 * 1024);
    }

    int generation() {
        lock.lock();
        try {
            return generation;
        } finally {
            lock.unlock();
        }
    }

    /** Returns the number of the present run, or of the last one. */
    int run() {
        lock.lock();
        try {
            return run;
        } finally {
            lock.unlock();
        }
    }

    boolean isRunning(int wantedRun) {
        lock.lock();
        try {
            return running && run == wantedRun;
        } finally {
            lock.unlock();
        }
    }

    /** Waits until there is more than was read, the file was rotated, or the run has ended; at most a second. */
    void await(int readGeneration, long readBytes, int readRun) throws InterruptedException {
        lock.lock();
        try {
            long left = TimeUnit.SECONDS.toNanos(1);
            while (generation == readGeneration && size <= readBytes && running && run == readRun && left > 0) {
                left = changed.awaitNanos(left);
            }
        } finally {
            lock.unlock();
        }
    }

    /** Closes the file; what is written afterwards opens it again. */
    @Override
    public void close() {
        lock.lock();
        try {
            if (out.isPresent()) {
                out.get().close();
                out = Optional.empty();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            lock.unlock();
        }
    }
}
