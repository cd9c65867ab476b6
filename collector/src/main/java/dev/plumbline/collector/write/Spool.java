package dev.plumbline.collector.write;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
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

    private final Path folder;
    private final long capacity;
    private final AtomicLong bytes = new AtomicLong();
    private final AtomicLong sequence = new AtomicLong();

    private Spool(Path folder, long capacity) {
        this.folder = folder;
        this.capacity = capacity;
    }

    /**
     * Opens a spool; what is in it stays there until it is asked for.
     *
     * @param capacity most bytes that it may hold
     */
    static Spool open(Path folder, long capacity) throws IOException {
        Files.createDirectories(
                folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        Spool spool = new Spool(folder, capacity);
        for (Path file : spool.files()) {
            spool.bytes.addAndGet(Files.size(file));
            spool.sequence.accumulateAndGet(number(file), Math::max);
        }
        return spool;
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

    /** Writes a batch so that it survives a power cut; nothing if there is no room, or the disk does not take it. */
    Optional<Path> write(Batch batch) {
        Path temporary = folder.resolve("new-" + Thread.currentThread().threadId());
        try {
            byte[] encoded = SpoolCodec.encode(batch);
            if (bytes.addAndGet(encoded.length) > capacity) {
                bytes.addAndGet(-encoded.length);
                return Optional.empty();
            }
            try {
                return Optional.of(write(encoded, temporary));
            } catch (IOException e) {
                bytes.addAndGet(-encoded.length);
                Files.deleteIfExists(temporary);
                throw e;
            }
        } catch (IOException e) {
            LOG.warn("spool: {}; what is read stays in memory, and reading waits", e.getMessage());
            return Optional.empty();
        }
    }

    private Path write(byte[] encoded, Path temporary) throws IOException {
        Files.deleteIfExists(temporary);
        try (FileChannel channel = FileChannel.open(
                temporary,
                Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")))) {
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

    /** Reads a batch back; nothing if the file is damaged, which is told and set aside. */
    Optional<Batch> read(Path file) {
        try {
            return Optional.of(SpoolCodec.decode(Files.readAllBytes(file)));
        } catch (IOException e) {
            LOG.error("spool: {} cannot be read ({}) and is left aside", file.getFileName(), e.getMessage());
            try {
                bytes.addAndGet(-Files.size(file));
                Files.move(file, file.resolveSibling(file.getFileName() + ".damaged"));
            } catch (IOException second) {
                LOG.error("spool: {}", second.getMessage());
            }
            return Optional.empty();
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
}
