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

    private final Path path;

    RotatedLog(Path path) {
        this.path = path;
    }

    Path path() {
        return path;
    }

    /** Returns the files, oldest first; the one that is written comes last. */
    List<Path> files() {
        List<Path> files = new ArrayList<>();
        if (Files.isReadable(path)) {
            files.add(path);
        }
        for (int i = 1; i < MOST; i++) {
            Optional<Path> rotated = rotated(i);
            if (rotated.isEmpty()) {
                break;
            }
            files.addFirst(rotated.get());
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
    List<Path> from(long identity) throws IOException {
        List<Path> files = files();
        for (int i = 0; i < files.size(); i++) {
            if (identityOf(files.get(i)) == identity) {
                return files.subList(i, files.size());
            }
        }
        return List.of();
    }

    /** Returns the files that may hold something later than this time: all but those whose successor begins earlier. */
    List<Path> notBefore(long timestamp) throws IOException {
        List<Path> files = files();
        for (int i = files.size() - 1; i > 0; i--) {
            long first = firstTimestamp(files.get(i));
            if (first != Timestamps.NONE && first < timestamp) {
                return files.subList(i, files.size());
            }
        }
        return files;
    }

    /** Returns the files that begin later than this time. */
    List<Path> after(long timestamp) throws IOException {
        List<Path> later = new ArrayList<>();
        for (Path file : files()) {
            if (firstTimestamp(file) > timestamp) {
                later.add(file);
            }
        }
        return later;
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
