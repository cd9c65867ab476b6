package dev.plumbline.collector.source;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads the files of one log in order, and the one that is written again and again.
 *
 * <p>A file that was renamed away is read to its end before the next one is opened; one that became shorter is read
 * from its beginning.
 */
final class FilePump implements Closeable {
    private static final Logger LOG = LoggerFactory.getLogger(FilePump.class);
    private static final int SMALLEST = 16 << 10;
    private static final int LARGEST = 256 << 10;

    private final RotatedLog log;
    private final Decoder decoder;
    private final LineAssembler assembler;
    private final LongSupplier newest;
    private final ReadListener listener;
    private final ArrayDeque<Path> ahead = new ArrayDeque<>();
    private @Nullable LogSegment segment;
    private byte[] buffer = new byte[SMALLEST];
    private int from;
    private int to;
    /** Where in the file the buffer begins. */
    private long base;

    private long checkpoint = -1;
    private long nextCheckpoint = -1;
    private boolean readOnce;
    private volatile boolean halted;

    /** Learns of each read. */
    interface ReadListener {
        void beginRead();

        /** Is told that the lines of one read are handed on, and from where on they can be found again. */
        void endRead(Optional<Cursor.FilePlace> place);
    }

    /**
     * Makes a pump.
     *
     * @param files which to read, oldest first
     * @param offset where to begin in the first
     * @param newest tells the timestamp of the last line read
     */
    FilePump(
            RotatedLog log,
            List<Path> files,
            long offset,
            Decoder decoder,
            LineAssembler assembler,
            LongSupplier newest,
            ReadListener listener)
            throws IOException {
        this.log = log;
        this.decoder = decoder;
        this.assembler = assembler;
        this.newest = newest;
        this.listener = listener;
        ahead.addAll(files);
        if (openNext() && segment != null && offset > 0 && !segment.compressed()) {
            segment.skipTo(offset);
            base = offset;
        }
    }

    private boolean openNext() throws IOException {
        while (!ahead.isEmpty()) {
            try {
                segment = LogSegment.open(ahead.removeFirst());
                from = 0;
                to = 0;
                base = 0;
                checkpoint = -1;
                nextCheckpoint = -1;
                buffer = new byte[SMALLEST];
                readOnce = false;
                return true;
            } catch (NoSuchFileException e) {
                LOG.debug("{} was rotated away between being listed and being opened", log.path());
            }
        }
        return false;
    }

    /** Reads all there is; returns whether there was anything. */
    boolean readToEnd() throws IOException {
        boolean any = false;
        while (!halted) {
            LogSegment current = segment;
            if (current == null) {
                ahead.addAll(log.files());
                if (!openNext()) {
                    return any;
                }
                continue;
            }
            makeRoom();
            int read = current.read(buffer, to, buffer.length - to);
            if (read > 0) {
                any = true;
                readOnce = false;
                to += read;
                decode(current);
            } else if (!goOn(current)) {
                return any;
            }
        }
        return any;
    }

    private void decode(LogSegment current) throws IOException {
        if (!assembler.pending()) {
            checkpoint = nextCheckpoint;
            nextCheckpoint = base + from;
        }
        listener.beginRead();
        try {
            from = decoder.decode(buffer, from, to, assembler);
        } finally {
            listener.endRead(
                    current.compressed() || checkpoint < 0
                            ? Optional.empty()
                            : Optional.of(new Cursor.FilePlace(current.identity(), checkpoint)));
        }
    }

    /** Decides at the end of a file whether there is more to read now. */
    private boolean goOn(LogSegment current) throws IOException {
        if (!ahead.isEmpty()) {
            current.close();
            segment = null;
            return openNext();
        }
        if (current.truncated()) {
            current.skipTo(0);
            from = 0;
            to = 0;
            base = 0;
            checkpoint = -1;
            nextCheckpoint = -1;
            return true;
        }
        if (isTheOneWritten(current)) {
            return false;
        }
        if (!readOnce) {
            // Lines may have come between the end that was seen and the rename.
            readOnce = true;
            return true;
        }
        List<Path> following = following(current);
        if (following.isEmpty()) {
            return false;
        }
        ahead.addAll(following);
        current.close();
        segment = null;
        return openNext();
    }

    private boolean isTheOneWritten(LogSegment current) throws IOException {
        try {
            return !current.compressed() && LogSegment.identity(log.path()) == current.identity();
        } catch (NoSuchFileException e) {
            return false;
        }
    }

    private List<Path> following(LogSegment current) throws IOException {
        List<Path> known = log.from(current.identity());
        return known.isEmpty() ? log.after(newest.getAsLong()) : known.subList(1, known.size());
    }

    private void makeRoom() throws IOException {
        if (buffer.length - to >= SMALLEST / 2) {
            return;
        }
        int kept = to - from;
        if (kept > Track.LONGEST + LARGEST) {
            throw new IOException("the log file holds a line of more than " + Track.LONGEST + " bytes");
        }
        int size = Math.max(Math.min(buffer.length * 4, LARGEST), kept * 2);
        byte[] next = new byte[size];
        System.arraycopy(buffer, from, next, 0, kept);
        base += from;
        buffer = next;
        from = 0;
        to = kept;
    }

    /** Ends a read that is under way, from another thread. */
    void halt() {
        halted = true;
    }

    /** Gives memory back while there is nothing to read. */
    void rest() {
        if (from == to && buffer.length > SMALLEST) {
            base += from;
            buffer = new byte[SMALLEST];
            from = 0;
            to = 0;
        }
    }

    /** Hands on a line without an end, after which nothing follows. */
    void finish() throws IOException {
        listener.beginRead();
        try {
            assembler.finish();
        } finally {
            listener.endRead(Optional.empty());
        }
    }

    @Override
    public void close() throws IOException {
        if (segment != null) {
            segment.close();
        }
    }
}
