package dev.plumbline.collector.source;

import java.io.Closeable;
import java.io.IOException;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Reads the files of one log in order, and the one that is written again and again.
 *
 * <p>A file that was renamed away is read to its end before the next one is opened; one that became shorter is read
 * from its beginning.
 */
final class FilePump implements Closeable {
    private static final byte[] NOTHING = {};

    private final RotatedLog log;
    private final FileChain chain;
    private final FileChain.Selection begin;
    private final long offset;
    private final Decoder decoder;
    private final LineAssembler assembler;
    private final ReadListener listener;
    private final ReadBudget budget;
    private @Nullable LogSegment segment;
    private final Turns.Turn turn;
    private byte[] buffer = NOTHING;
    /** Whether the last read brought all that there was room for, or there was no room: there is more than a small buffer takes. */
    private boolean filled;
    /** Whether somebody may still need what stands in the buffer before {@code from}. */
    private boolean needed;

    private int from;
    private int to;
    /** Where in the file the buffer begins. */
    private long base;

    private long checkpoint = -1;
    private long nextCheckpoint = -1;
    private boolean readOnce;
    private boolean told;
    /** Whether all of the file that is written has been read, as of the last look. */
    private boolean atEnd;

    private volatile boolean halted;
    private boolean exact;

    /** Learns of each read. */
    interface ReadListener {
        void beginRead();

        /**
         * Is told that the lines of one read are handed on, and from where on they can be found again.
         *
         * @return whether their bytes may still be needed
         */
        boolean endRead(Optional<Cursor.FilePlace> place);

        /** Is told that lines may have been lost before they were read, and how. */
        void mayHaveLost(String how);
    }

    /**
     * Makes a pump.
     *
     * @param begin lists the files to begin with, oldest first
     * @param offset where to begin in the first
     * @param newest tells the timestamp of the last line read, or {@link Timestamps#NONE}
     */
    FilePump(
            RotatedLog log,
            FileChain.Selection begin,
            long offset,
            Decoder decoder,
            LineAssembler assembler,
            LongSupplier newest,
            ReadListener listener,
            ReadBudget budget)
            throws IOException {
        this.log = log;
        this.chain = new FileChain(log, newest);
        this.begin = begin;
        this.offset = offset;
        this.decoder = decoder;
        this.assembler = assembler;
        this.listener = listener;
        this.budget = budget;
        this.turn = budget.turns().turn();
        begin();
    }

    private boolean begin() throws IOException {
        Optional<LogSegment> first = chain.first(begin);
        if (first.isPresent()) {
            use(first.get());
            first.get().skipTo(offset);
            base = offset;
        }
        return first.isPresent();
    }

    private void use(LogSegment opened) {
        segment = opened;
        nothing();
        readOnce = false;
        told = false;
        atEnd = false;
        rewind();
    }

    /** Forgets what it holds, and gives the memory back. */
    private void nothing() {
        from = to;
        goOnWith(budget.size(buffer.length, 0, 0));
        filled = false;
    }

    /** Goes on with a buffer of this size that holds what is not decoded yet, the same one if nobody needs it. */
    private void goOnWith(int size) {
        assembler.letGo();
        buffer = budget.next(buffer, needed, from, to, size);
        needed = false;
        base += from;
        to -= from;
        from = 0;
    }

    private void rewind() {
        from = 0;
        to = 0;
        base = 0;
        checkpoint = -1;
        nextCheckpoint = -1;
    }

    /** Reads all there is; returns whether there was anything. */
    boolean readToEnd() throws IOException {
        try {
            return readOn();
        } finally {
            turn.end();
        }
    }

    private boolean readOn() throws IOException {
        boolean any = false;
        while (!halted) {
            LogSegment current = segment;
            if (current == null) {
                if (!begin()) {
                    return any;
                }
                continue;
            }
            if (atEnd && current.untouched(log.path())) {
                return any;
            }
            atEnd = false;
            makeRoom(current);
            int read = current.read(buffer, to, buffer.length - to);
            if (read > 0) {
                any = true;
                readOnce = false;
                to += read;
                filled = to == buffer.length || current.compressed();
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
            long place = exact ? base + from : checkpoint;
            boolean usable = place >= 0 && (exact || !current.compressed());
            needed |= listener.endRead(
                    usable ? Optional.of(new Cursor.FilePlace(current.identity(), place)) : Optional.empty());
        }
    }

    /** Decides at the end of a file whether there is more to read now. */
    private boolean goOn(LogSegment current) throws IOException {
        if (current.truncated()) {
            listener.mayHaveLost("the log file became shorter: what it held before may not have been read to its end");
            current.skipTo(0);
            rewind();
            return true;
        }
        if (chain.isWritten(current)) {
            atEnd = true;
            return false;
        }
        if (!readOnce) {
            if (exact && chain.isNextEmpty(current)) {
                return false;
            }
            // Lines may have come between the end that was seen and the rename.
            readOnce = true;
            return true;
        }
        if (current.broken() && !told) {
            told = true;
            listener.mayHaveLost("a rotated log file breaks off in the middle: the rest of it cannot be unpacked");
        }
        Optional<FileChain.Next> next = chain.next(current);
        if (next.isPresent()) {
            if (!next.get().sure()) {
                listener.mayHaveLost("the log was rotated faster than it was read: files in between may be missing");
            }
            handOnRest(current);
            current.close();
            use(next.get().segment());
        } else {
            readOnce = false;
        }
        return next.isPresent();
    }

    /** Hands on a line that was left without an end. */
    private void handOnRest(LogSegment current) throws IOException {
        if (!exact || from == to) {
            return;
        }
        listener.beginRead();
        try {
            decoder.finish(buffer, from, to, assembler);
            from = to;
        } finally {
            needed |= listener.endRead(Optional.of(new Cursor.FilePlace(current.identity(), base + from)));
        }
    }

    private void makeRoom(LogSegment current) throws IOException {
        if (buffer.length - to >= ReadBudget.SMALLEST / 2) {
            return;
        }
        if (buffer.length == 0) {
            filled = current.left() > ReadBudget.SMALLEST;
        }
        int kept = to - from;
        if (kept > Track.LONGEST + ReadBudget.LARGEST) {
            throw new IOException("the log file holds a line of more than " + Track.LONGEST + " bytes");
        }
        if (filled && !turn.goesOn(buffer.length)) {
            goOnWith(budget.size(buffer.length, kept, kept));
            turn.begin();
        }
        int least = Math.max(ReadBudget.SMALLEST, kept * 2);
        goOnWith(budget.size(buffer.length, least, filled ? Math.max(ReadBudget.LARGEST, least) : least));
    }

    /**
     * Tells places to the byte: for files whose lines are never joined. Who writes them may go on with a file for a while
     * after it was renamed, so the next one is begun once something stands in it.
     */
    void exact() {
        exact = true;
    }

    /** Tells whether there ever was a file to read. */
    boolean hasFile() {
        return segment != null;
    }

    /** Ends a read that is under way, from another thread. */
    void halt() {
        halted = true;
        turn.stop();
    }

    /** Gives memory back while there is nothing to read. */
    void rest() {
        if (from == to && buffer.length > 0) {
            nothing();
        }
    }

    /** Hands on a line without an end, after which nothing follows. */
    void finish() throws IOException {
        listener.beginRead();
        try {
            assembler.finish();
        } finally {
            needed |= listener.endRead(Optional.empty());
        }
    }

    @Override
    public void close() throws IOException {
        nothing();
        if (segment != null) {
            segment.close();
        }
    }
}
