package dev.plumbline.collector.source;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * Leads from one file of a rotated log to the next, while files are renamed, compressed and removed.
 *
 * <p>An inode may be given to a new file as soon as the old one is gone, and then stand under the old one's name. A file
 * that is held open keeps its own: so a file is opened first, and then looked for once more.
 */
final class FileChain {
    private static final int ATTEMPTS = 20;

    private final RotatedLog log;
    private final LongSupplier newest;

    /** Makes a chain; {@code newest} tells the timestamp of the last line read, or {@link Timestamps#NONE}. */
    FileChain(RotatedLog log, LongSupplier newest) {
        this.log = log;
        this.newest = newest;
    }

    /** Lists files of a log, oldest first; asked for anew whenever they may have changed. */
    interface Selection {
        List<RotatedLog.Listed> files() throws IOException;
    }

    /**
     * A file that is open, and follows what was read before.
     *
     * @param sure whether it follows immediately; otherwise files in between may have been removed
     */
    record Next(LogSegment segment, boolean sure) {}

    private record Successor(Optional<RotatedLog.Listed> file, boolean sure) {}

    /** Opens the oldest of these files; nothing if there is none, or it cannot be told for now. */
    Optional<LogSegment> first(Selection selection) throws IOException {
        return opened(() -> new Successor(selection.files().stream().findFirst(), true))
                .map(Next::segment);
    }

    /** Opens what follows the file that is being read; nothing if nothing does, or it cannot be told for now. */
    Optional<Next> next(LogSegment current) throws IOException {
        return opened(() -> successor(current));
    }

    /** Tells whether what follows the file that is being read is the one that is written, and is empty so far. */
    boolean isNextEmpty(LogSegment current) throws IOException {
        Optional<Next> next = next(current);
        if (next.isEmpty()) {
            return false;
        }
        try (LogSegment segment = next.get().segment()) {
            return segment.empty() && isWritten(segment);
        }
    }

    private interface Look {
        Successor now() throws IOException;
    }

    private static Optional<Next> opened(Look look) throws IOException {
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            Successor next = look.now();
            if (next.file().isEmpty()) {
                return Optional.empty();
            }
            Optional<LogSegment> opened = open(next.file().get());
            if (opened.isPresent()) {
                if (look.now().equals(next)) {
                    return Optional.of(new Next(opened.get(), next.sure()));
                }
                opened.get().close();
            }
        }
        return Optional.empty();
    }

    private Successor successor(LogSegment current) throws IOException {
        List<RotatedLog.Listed> files = log.files();
        for (int i = 0; i < files.size(); i++) {
            if (files.get(i).identity() == current.identity()) {
                return new Successor(files.stream().skip(i + 1).findFirst(), true);
            }
        }
        List<Integer> packed = new ArrayList<>();
        for (int i = 0; i < files.size(); i++) {
            if (isPacked(current, files.get(i))) {
                packed.add(i);
            }
        }
        if (packed.isEmpty()) {
            return new Successor(log.since(newest.getAsLong()).stream().findFirst(), false);
        }
        // Parts of one long line can fill several files with the same bytes.
        return new Successor(files.stream().skip(packed.getLast() + 1).findFirst(), packed.size() == 1);
    }

    private static boolean isPacked(LogSegment current, RotatedLog.Listed file) throws IOException {
        try {
            return current.sameAs(file.path());
        } catch (NoSuchFileException e) {
            return false;
        }
    }

    /** Tells whether this is the file that is written. */
    boolean isWritten(LogSegment current) throws IOException {
        try {
            return !current.compressed() && current.isAt(log.path());
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
