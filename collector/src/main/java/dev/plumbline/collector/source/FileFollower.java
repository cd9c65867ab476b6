package dev.plumbline.collector.source;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Opens a log's files at the line where reading is to go on: at the byte that the cursor names, else by looking for its
 * line in the files, else by time.
 */
final class FileFollower {
    private static final int LAST_STEP = 3;

    private final RotatedLog log;
    private final Supplier<Decoder> decoder;
    private final ReadBudget budget;
    private int step;

    /** Files that are open, and what is known of where reading goes on. */
    record Opened(FilePump pump, LineAssembler assembler, Optional<Resume> resume, boolean gap) {
        /** Reads all there is; returns whether there was anything. */
        boolean readToEnd() throws IOException {
            boolean any = pump.readToEnd();
            if (resume.isPresent() && resume.get().waiting()) {
                throw new AnchorLostException();
            }
            return any;
        }
    }

    FileFollower(RotatedLog log, Supplier<Decoder> decoder, ReadBudget budget) {
        this.log = log;
        this.decoder = decoder;
        this.budget = budget;
    }

    private record Start(FileChain.Selection files, long offset, Optional<Resume> resume) {}

    /**
     * Opens the log.
     *
     * @param from where reading stopped
     * @param lines makes what takes the lines, given which to skip
     */
    Opened open(
            Optional<Cursor> from,
            Function<Optional<Resume>, Emitter> lines,
            Function<Emitter, FilePump.ReadListener> listener)
            throws IOException {
        Start start = from.isEmpty() ? new Start(log::files, 0, Optional.empty()) : start(from.get());
        Emitter emitter = lines.apply(start.resume());
        LineAssembler assembler = new LineAssembler(emitter);
        FilePump pump = new FilePump(
                log,
                start.files(),
                start.offset(),
                decoder.get(),
                assembler,
                emitter::newest,
                listener.apply(emitter),
                budget);
        return new Opened(pump, assembler, start.resume(), from.isPresent() && step >= LAST_STEP);
    }

    private Start start(Cursor cursor) throws IOException {
        Optional<Resume> anchor = Optional.of(Resume.atAnchorSomewhere(cursor));
        if (step == 0) {
            Optional<Cursor.FilePlace> place = cursor.file();
            List<RotatedLog.Listed> files =
                    place.isPresent() ? log.from(place.get().identity()) : List.of();
            if (!files.isEmpty() && !files.getFirst().path().toString().endsWith(".gz")) {
                long identity = place.orElseThrow().identity();
                return new Start(() -> log.from(identity), place.get().offset(), anchor);
            }
            step++;
        }
        return switch (step) {
            case 1 -> new Start(() -> log.notBefore(cursor.anchor().timestamp()), 0, anchor);
            case 2 -> new Start(log::files, 0, anchor);
            default -> new Start(log::files, 0, Optional.of(Resume.byTime(cursor)));
        };
    }

    /** Learns that the cursor's line was not found: the next attempt looks further. */
    void anchorLost() {
        step++;
    }

    /** Learns that reading goes on. */
    void resumed() {
        step = 0;
    }
}
