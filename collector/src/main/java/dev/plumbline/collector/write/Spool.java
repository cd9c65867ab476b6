package dev.plumbline.collector.write;

import dev.plumbline.collector.entry.Outcomes;
import dev.plumbline.collector.journal.Disk;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps batches on disk while Loki is away, because a container that is removed takes its log along.
 *
 * <p>Files hold log contents: only the owner may read them, there are never more bytes than allowed, and each is removed
 * once Loki has what is in it.
 */
final class Spool {
    private static final Logger LOG = LoggerFactory.getLogger(Spool.class);
    private static final String END = ".batch";
    private static final String DAMAGED = ".damaged";
    private static final String UNFINISHED = "new-";

    private final Disk disk;
    private final Path folder;
    private final long capacity;
    private final Outcomes keeper;
    private final AtomicLong bytes = new AtomicLong();
    private final AtomicLong sequence = new AtomicLong();

    private final AtomicLong damagedBytes = new AtomicLong();
    private final LongAdder damaged = new LongAdder();
    private volatile Optional<String> failure = Optional.empty();

    private Spool(Disk disk, Path folder, long capacity, Outcomes keeper) {
        this.disk = disk;
        this.folder = folder;
        this.capacity = capacity;
        this.keeper = keeper;
    }

    /**
     * Opens a spool; what is in it stays there until it is asked for.
     *
     * @param capacity most bytes that it may hold
     * @param keeper answers for the lines in it
     */
    static Spool open(Disk disk, Path folder, long capacity, Outcomes keeper) throws IOException {
        Files.createDirectories(
                folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        Spool spool = new Spool(disk, folder, capacity, keeper);
        try (java.util.stream.Stream<Path> all = Files.list(folder)) {
            for (Path file : all.toList()) {
                String name = file.getFileName().toString();
                if (name.startsWith(UNFINISHED)) {
                    Files.deleteIfExists(file);
                } else if (name.endsWith(DAMAGED)) {
                    spool.damagedBytes.addAndGet(Files.size(file));
                } else if (name.endsWith(END)) {
                    spool.bytes.addAndGet(Files.size(file));
                    spool.sequence.accumulateAndGet(number(file), Math::max);
                }
            }
        }
        return spool;
    }

    /** Returns why the last batch could not be written, if it could not. */
    Optional<String> failure() {
        return failure;
    }

    Outcomes keeper() {
        return keeper;
    }

    private static long number(Path file) {
        String name = file.getFileName().toString();
        try {
            return Long.parseLong(name.substring(0, name.length() - END.length()));
        } catch (NumberFormatException e) {
            return 0;
        }
    }

    /** Returns the files, oldest first. */
    List<Path> files() throws IOException {
        try (java.util.stream.Stream<Path> all = Files.list(folder)) {
            return all.filter(f -> f.toString().endsWith(END))
                    .sorted(java.util.Comparator.comparingLong(Spool::number))
                    .toList();
        }
    }

    /**
     * Writes entries so that they survive a power cut; nothing if there is no room, or the disk does not take it.
     *
     * @param entries how many there are
     * @param lines for how many lines they stand
     */
    Optional<SpoolFile> write(List<StreamBuffer> streams, int entries, long lines) {
        long least = streams.stream().mapToLong(StreamBuffer::length).sum();
        if (bytes.get() + damagedBytes.get() + least > capacity) {
            return Optional.empty();
        }
        Path temporary = folder.resolve(UNFINISHED + Thread.currentThread().threadId());
        try {
            byte[] encoded = SpoolCodec.encode(streams);
            if (bytes.addAndGet(encoded.length) + damagedBytes.get() > capacity) {
                bytes.addAndGet(-encoded.length);
                return Optional.empty();
            }
            try {
                SpoolFile file = new SpoolFile(write(encoded, temporary), entries, lines);
                failure = Optional.empty();
                return Optional.of(file);
            } catch (IOException e) {
                bytes.addAndGet(-encoded.length);
                Files.deleteIfExists(temporary);
                throw e;
            }
        } catch (IOException e) {
            failure = Optional.of(String.valueOf(e.getMessage()));
            LOG.warn("spool: {}; what is read stays in memory, and reading waits", e.getMessage());
            return Optional.empty();
        }
    }

    private Path write(byte[] encoded, Path temporary) throws IOException {
        Files.deleteIfExists(temporary);
        try (FileChannel channel =
                disk.openPrivate(temporary, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            ByteBuffer buffer = ByteBuffer.wrap(encoded);
            while (buffer.hasRemaining()) {
                channel.write(buffer);
            }
            channel.force(true);
        }
        Path file = folder.resolve(String.format("%012d%s", sequence.incrementAndGet(), END));
        Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE);
        try (FileChannel directory = FileChannel.open(folder, StandardOpenOption.READ)) {
            directory.force(true);
        }
        return file;
    }

    /**
     * Reads a batch back.
     *
     * @throws DamagedException if it is not what was written; the file is then set aside, and keeps its bytes
     * @throws IOException if it cannot be read now
     */
    Batch read(Path file) throws IOException {
        try {
            return SpoolCodec.decode(Files.readAllBytes(file), keeper);
        } catch (NoSuchFileException e) {
            damaged.increment();
            throw new DamagedException("it is gone");
        } catch (DamagedException e) {
            damaged.increment();
            setAside(file);
            throw e;
        }
    }

    private void setAside(Path file) {
        try {
            long size = Files.size(file);
            Files.move(file, file.resolveSibling(file.getFileName() + DAMAGED), StandardCopyOption.REPLACE_EXISTING);
            bytes.addAndGet(-size);
            damagedBytes.addAndGet(size);
        } catch (IOException e) {
            LOG.error("spool: {} cannot be set aside: {}", file.getFileName(), e.getMessage());
        }
    }

    /** Removes a batch that Loki has. */
    void remove(Path file) {
        try {
            long size = Files.size(file);
            if (Files.deleteIfExists(file)) {
                bytes.addAndGet(-size);
            }
        } catch (IOException e) {
            LOG.warn("spool: {} cannot be removed: {}", file.getFileName(), e.getMessage());
        }
    }

    long bytes() {
        return bytes.get();
    }

    /** Returns how many files were found damaged since the start. */
    long damaged() {
        return damaged.sum();
    }
}
