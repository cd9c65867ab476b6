package dev.plumbline.collector.source;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Finds the files that a log consists of: {@code NAME}, {@code NAME.1}, {@code NAME.2.gz}, and so on. */
final class RotatedLog {
    private static final int MOST = 1_000;
    /** While names are moved up by one, one of them stands for nothing. */
    private static final int TOLERATED = 3;

    private static final int ATTEMPTS = 20;

    private final Path path;

    RotatedLog(Path path) {
        this.path = path;
    }

    Path path() {
        return path;
    }

    /** A file as it was when the log was listed. */
    record Listed(Path path, long identity) {
        /** Tells whether the name still stands for the same file. */
        boolean holds() throws IOException {
            return identityOf(path) == identity;
        }
    }

    /**
     * Returns the files, oldest first; the one that is written comes last.
     *
     * <p>A rotation may be under way, so the list is made until it comes out the same twice.
     */
    List<Listed> files() throws IOException {
        List<Listed> files = list();
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            List<Listed> again = list();
            if (again.equals(files)) {
                return files;
            }
            files = again;
        }
        return files;
    }

    private List<Listed> list() throws IOException {
        List<Listed> files = new ArrayList<>();
        if (Files.isReadable(path)) {
            files.add(new Listed(path, identityOf(path)));
        }
        int missing = 0;
        for (int i = 1; i < MOST && missing < TOLERATED; i++) {
            Optional<Path> rotated = rotated(i);
            if (rotated.isPresent()) {
                files.addFirst(new Listed(rotated.get(), identityOf(rotated.get())));
                missing = 0;
            } else {
                missing++;
            }
        }
        return files;
    }

    private Optional<Path> rotated(int number) {
        Path plain = path.resolveSibling(path.getFileName() + "." + number);
        Path packed = path.resolveSibling(path.getFileName() + "." + number + ".gz");
        // While one is being compressed both are there, and only the plain one is whole.
        if (Files.isReadable(plain)) {
            return Optional.of(plain);
        }
        return Files.isReadable(packed) ? Optional.of(packed) : Optional.empty();
    }

    /** Returns the files from the one with this identity on; none if it is not among them. */
    List<Listed> from(long identity) throws IOException {
        List<Listed> files = files();
        for (int i = 0; i < files.size(); i++) {
            if (files.get(i).identity() == identity) {
                return files.subList(i, files.size());
            }
        }
        return List.of();
    }

    /** Returns the files that may hold something later than this time: all but those whose successor begins earlier. */
    List<Listed> notBefore(long timestamp) throws IOException {
        List<Listed> files = files();
        for (int i = files.size() - 1; i > 0; i--) {
            long first = firstTimestamp(files.get(i).path());
            if (first != Timestamps.NONE && first < timestamp) {
                return files.subList(i, files.size());
            }
        }
        return files;
    }

    /** Returns the files from the first on that begins at this time or later; the one that is written is always among them. */
    List<Listed> since(long timestamp) throws IOException {
        List<Listed> files = files();
        for (int i = 0; i < files.size(); i++) {
            if (firstTimestamp(files.get(i).path()) >= timestamp) {
                return files.subList(i, files.size());
            }
        }
        return written();
    }

    /** Returns the file that is written, alone; none if it is not there. */
    List<Listed> written() throws IOException {
        return Files.isReadable(path) ? List.of(new Listed(path, identityOf(path))) : List.of();
    }

    private static long identityOf(Path file) throws IOException {
        try {
            return LogSegment.identity(file);
        } catch (NoSuchFileException e) {
            return -1;
        }
    }

    private static long firstTimestamp(Path file) throws IOException {
        byte[] buffer = new byte[128 << 10];
        int length = 0;
        try (LogSegment segment = LogSegment.open(file)) {
            int read;
            while (length < buffer.length && (read = segment.read(buffer, length, buffer.length - length)) > 0) {
                length += read;
            }
        } catch (NoSuchFileException e) {
            return Timestamps.NONE;
        }
        int newline = Bytes.indexOf(buffer, (byte) '\n', 0, length);
        JsonFields fields = new JsonFields(new Timestamps());
        return newline > 0 && fields.read(buffer, 0, newline) ? fields.timestamp() : Timestamps.NONE;
    }
}
