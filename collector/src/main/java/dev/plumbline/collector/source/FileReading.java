package dev.plumbline.collector.source;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads the engine's own log file. */
final class FileReading {
    private static final long WAIT_FOR_START_MILLIS = 500;
    private static final long FIRST_PAUSE_MILLIS = 20;
    private static final long LONGEST_PAUSE_MILLIS = 160;
    private static final long ASK_AGAIN_NANOS = 30_000_000_000L;
    private static final long ASK_SOON_NANOS = 2_000_000_000L;

    private final Reader reader;
    private volatile @Nullable FilePump pump;
    private Path path = Path.of("");
    private @Nullable FileFollower follower;

    FileReading(Reader reader) {
        this.reader = reader;
    }

    /** Reads a file; see {@link Reading#read}. */
    Optional<String> read(ContainerInfo info, Path file) throws IOException {
        FileFollower files = follower(file, info.terminal());
        FileFollower.Opened opened =
                files.open(reader.progress().position(), reader.progress()::emitter, e -> listener(e, files));
        if (opened.gap()) {
            reader.debt().positionLost(reader.name());
        }
        try (FilePump open = opened.pump()) {
            pump = open;
            return follow(info, opened);
        } catch (AnchorLostException e) {
            files.anchorLost();
            return Optional.empty();
        } finally {
            pump = null;
        }
    }

    private FileFollower follower(Path file, boolean terminal) {
        FileFollower files = follower;
        if (files == null || !file.equals(path)) {
            path = file;
            files = new FileFollower(
                    new RotatedLog(file),
                    () -> new JsonLogDecoder(terminal),
                    reader.progress().ledger().book().budget());
            follower = files;
        }
        return files;
    }

    private Optional<String> follow(ContainerInfo info, FileFollower.Opened opened) throws IOException {
        Lifetime life = reader.life();
        long pause = FIRST_PAUSE_MILLIS;
        long askedAt = System.nanoTime();
        boolean over = !info.running();
        while (!life.stopped()) {
            if (opened.readToEnd()) {
                pause = FIRST_PAUSE_MILLIS;
            } else if (over) {
                return end(info, opened.pump());
            } else if (!life.wanted() || System.nanoTime() - askedAt > askAgain(opened)) {
                askedAt = System.nanoTime();
                Optional<ContainerInfo> now = ContainerInfo.of(reader.engine(), reader.id());
                over = now.isEmpty() || !now.get().running();
                if (!over) {
                    life.await(WAIT_FOR_START_MILLIS);
                }
            } else {
                opened.pump().rest();
                life.await(pause);
                pause = Math.min(pause * 2, LONGEST_PAUSE_MILLIS);
            }
        }
        return Optional.empty();
    }

    /** A line without an end is complete as soon as its container has ended. */
    private static long askAgain(FileFollower.Opened opened) {
        return opened.assembler().pending() ? ASK_SOON_NANOS : ASK_AGAIN_NANOS;
    }

    private Optional<String> end(ContainerInfo info, FilePump open) throws IOException {
        open.finish();
        if (!open.hasFile()) {
            // Nothing to read where there was a log: it may be back in a moment, or gone with its container.
            reader.life().backOff();
            return Optional.empty();
        }
        reader.debt().paid(info);
        return Optional.of(info.startedAt());
    }

    private FilePump.ReadListener listener(Emitter emitter, FileFollower files) {
        return new FilePump.ReadListener() {
            @Override
            public void beginRead() {
                reader.progress().beginRead();
            }

            @Override
            public boolean endRead(Optional<Cursor.FilePlace> place) {
                if (reader.progress().endRead(emitter, place)) {
                    files.resumed();
                    reader.life().goesWell();
                }
                return emitter.needed();
            }

            @Override
            public void mayHaveLost(String how) {
                reader.debt().mayHaveLost(reader.name(), how);
            }
        };
    }

    boolean reads() {
        return pump != null;
    }

    /** Ends a read that is under way, from another thread. */
    void halt() {
        FilePump open = pump;
        if (open != null) {
            open.halt();
        }
    }
}
