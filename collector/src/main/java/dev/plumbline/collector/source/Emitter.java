package dev.plumbline.collector.source;

import dev.plumbline.collector.entry.Labels;
import dev.plumbline.collector.entry.Receiver;
import dev.plumbline.collector.entry.Run;
import dev.plumbline.collector.source.Cursor.Place;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Hands lines on as entries, each read under one receipt, and knows after which line reading goes on.
 *
 * <p>Made anew whenever a log is opened again. For one thread, but for the counters.
 */
final class Emitter implements Lines {
    private static final Labels DROPPED = Labels.of(Map.of());

    private final Ledger ledger;
    private final Receiver receiver;
    private final Supplier<StreamLabels> current;
    private StreamLabels labels;
    private final TailerCounters counters;
    private final @Nullable Resume resume;
    private final Place[] places = new Place[2];
    private final boolean[] known = new boolean[2];
    private final Latest[] latest = {new Latest(), new Latest()};
    private final long[] newest = {Long.MIN_VALUE, Long.MIN_VALUE};
    private boolean guarded;
    private boolean begun;
    private int last;
    private @Nullable Chunk chunk;
    private @Nullable Run run;
    private boolean needed;
    private int runSource;

    Emitter(
            Ledger ledger,
            Receiver receiver,
            Supplier<StreamLabels> labels,
            TailerCounters counters,
            Optional<Cursor> from,
            Optional<Resume> resume) {
        this.ledger = ledger;
        this.receiver = receiver;
        this.current = labels;
        this.labels = labels.get();
        this.counters = counters;
        this.resume = resume.orElse(null);
        from.ifPresent(cursor -> {
            last = cursor.last();
            cursor.stdout().ifPresent(p -> know(Messages.STDOUT, p));
            cursor.stderr().ifPresent(p -> know(Messages.STDERR, p));
        });
    }

    private void know(int source, Place place) {
        newest[source] = Math.max(newest[source], place.timestamp());
        places[source] = place;
        known[source] = true;
    }

    @Override
    @SuppressWarnings("ReferenceEquality") // A run holds lines of one buffer, whatever another one holds.
    public void line(int source, long timestamp, int inARow, long distinct, byte[] bytes, int offset, int length)
            throws IOException {
        Resume filter = resume;
        if (filter != null && filter.skips(source, timestamp, inARow, bytes, offset, length)) {
            return;
        }
        if (guarded && goesBack(source, timestamp)) {
            throw new WentBackException();
        }
        Chunk open = chunk;
        if (open == null) {
            open = ledger.begin();
            chunk = open;
            labels = current.get();
        }
        last = source;
        latest[source].set(timestamp, inARow, bytes, offset, length);
        open.add(length);
        counters.read(timestamp);
        Run current = run;
        if (current == null || source != runSource || bytes != current.bytes()) {
            current = begin(source, bytes, open);
        }
        current.add(distinct, offset, length);
    }

    /** Has lines refused that are earlier than one that came before; the first line is taken whatever it is. */
    void refuseToGoBack() {
        guarded = true;
    }

    /** The line right after the one at which reading goes on stands there in the log itself. */
    private boolean goesBack(int source, long timestamp) {
        boolean back = begun && timestamp < newest[source];
        begun = true;
        newest[source] = timestamp;
        return back;
    }

    /** Hands on the lines of the run so far, and begins another. */
    private Run begin(int source, byte[] bytes, Chunk open) {
        handOn(open);
        Labels own = labels.kept(source) ? labels.of(source) : DROPPED;
        Run next = ledger.book().spareRuns().take(own, bytes, open);
        run = next;
        runSource = source;
        return next;
    }

    @SuppressWarnings("ReferenceEquality") // A mark, not a value: a stream may well have no labels and be kept.
    private void handOn(Chunk open) {
        Run ready = run;
        if (ready == null) {
            return;
        }
        run = null;
        open.handing(ready);
        if (ready.labels() != DROPPED) {
            needed |= receiver.accept(ready);
        } else {
            for (int i = 0; i < ready.count(); i++) {
                ready.receipt().dropped("relabel");
                ready.taken(1);
            }
        }
        open.handed();
        ledger.book().spareRuns().give(ready);
    }

    /** Returns the timestamp of the last line that was handed on, or of the cursor's. */
    long newest() {
        return position().map(p -> p.anchor().timestamp()).orElse(Timestamps.NONE);
    }

    @Override
    public void unreadable(int source, int length) {
        counters.unreadable();
    }

    /**
     * Ends a read: the lines since the last one are under one receipt.
     *
     * @return whether there were any
     */
    boolean endRead(Optional<Cursor.FilePlace> file) {
        Chunk open = chunk;
        if (open == null) {
            return false;
        }
        handOn(open);
        chunk = null;
        counters.entries(open.lines());
        Optional<Cursor> reached = position();
        open.close(reached.map(p -> p.at(file)));
        return reached.isPresent();
    }

    /** Tells whether bytes that lines were handed on with since the last call may still be needed. */
    boolean needed() {
        boolean now = needed;
        needed = false;
        return now;
    }

    /** Returns after which line reading goes on; nothing if none was ever read. */
    Optional<Cursor> position() {
        for (int source = 0; source < places.length; source++) {
            if (latest[source].fresh()) {
                know(source, latest[source].place());
            }
        }
        if (!known[last]) {
            return Optional.empty();
        }
        return Optional.of(new Cursor(last, placeOf(Messages.STDOUT), placeOf(Messages.STDERR), Optional.empty()));
    }

    private Optional<Place> placeOf(int source) {
        return known[source] ? Optional.of(places[source]) : Optional.empty();
    }

    /** The last line of a source, hashed only when somebody asks. */
    private static final class Latest {
        private static final byte[] NOTHING = {};

        private long timestamp;
        private int run;
        private byte[] bytes = NOTHING;
        private int offset;
        private int length;
        private boolean fresh;

        void set(long at, int count, byte[] line, int start, int size) {
            timestamp = at;
            run = count;
            bytes = line;
            offset = start;
            length = size;
            fresh = true;
        }

        boolean fresh() {
            return fresh;
        }

        Place place() {
            fresh = false;
            Place place = new Place(timestamp, run, Bytes.hash(bytes, offset, length));
            bytes = NOTHING;
            return place;
        }
    }
}
