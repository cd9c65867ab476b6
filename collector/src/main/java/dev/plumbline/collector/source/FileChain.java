package dev.plumbline.collector.source;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * Leads from one file of a rotated log to the next, while files are renamed, compressed and removed.
 *
 * <p>An inode may be given to a new file as soon as the old one is gone. The file that is being read is held open, so its
 * own cannot; what follows it is opened, and then looked for once more.
 */
final class FileChain {
    private static final int ATTEMPTS = 20;

    private final RotatedLog log;
    private final LongSupplier newest;

    /** Makes a chain; {@code newest} tells the timestamp of the last line read. */
    FileChain(RotatedLog log, LongSupplier newest) {
        this.log = log;
        this.newest = newest;
    }

    /** Opens the oldest of these files; nothing if there is none, or it has just gone. */
    Optional<LogSegment> first(List<RotatedLog.Listed> files) throws IOException {
        return files.isEmpty() ? Optional.empty() : open(files.getFirst());
    }

    /** Opens the oldest file there is. */
    Optional<LogSegment> oldest() throws IOException {
        return first(log.files());
    }

    /** Opens what follows the file that is being read; nothing if nothing does, or it cannot be told for now. */
    Optional<LogSegment> next(LogSegment current) throws IOException {
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            Optional<RotatedLog.Listed> next = successor(current);
            if (next.isEmpty()) {
                return Optional.empty();
            }
            Optional<LogSegment> opened = open(next.get());
            if (opened.isPresent()) {
                if (successor(current).equals(next)) {
                    return opened;
                }
                opened.get().close();
            }
        }
        return Optional.empty();
    }

    private Optional<RotatedLog.Listed> successor(LogSegment current) throws IOException {
        List<RotatedLog.Listed> known = log.from(current.identity());
        List<RotatedLog.Listed> later =
                known.isEmpty() ? log.after(newest.getAsLong()) : known.subList(1, known.size());
        return later.stream().findFirst();
    }

    /** Tells whether this is the file that is written. */
    boolean isWritten(LogSegment current) throws IOException {
        try {
            return !current.compressed() && LogSegment.identity(log.path()) == current.identity();
        } catch (NoSuchFileException e) {
            return false;
        }
    }

    private static Optional<LogSegment> open(RotatedLog.Listed file) throws IOException {
        try {
            LogSegment opened = LogSegment.open(file.path());
            if (opened.identity() == file.identity() && file.holds()) {
                return Optional.of(opened);
            }
            opened.close();
            return Optional.empty();
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }
}
