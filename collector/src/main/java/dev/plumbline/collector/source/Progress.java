package dev.plumbline.collector.source;

import dev.plumbline.collector.entry.Receiver;
import java.util.Optional;
import java.util.function.Supplier;

/** How far the reading of one container's log has come: told by its reader's thread, asked by others. */
final class Progress {
    private final Receiver receiver;
    private final Ledger ledger;
    private final TailerCounters counters;
    private final Supplier<StreamLabels> labels;
    private volatile Optional<Cursor> position;
    private volatile long handingSince;
    private volatile long readAt = System.nanoTime();
    private volatile String lastError = "";

    Progress(
            Receiver receiver,
            Ledger ledger,
            TailerCounters counters,
            Supplier<StreamLabels> labels,
            Optional<Cursor> position) {
        this.receiver = receiver;
        this.ledger = ledger;
        this.counters = counters;
        this.labels = labels;
        this.position = position;
    }

    /** Makes what takes the lines of a log that is opened now; {@code resume} tells which to skip. */
    Emitter emitter(Optional<Resume> resume) {
        return new Emitter(ledger, receiver, labels, counters, position, resume);
    }

    void beginRead() {
        ledger.book().beginRead();
        handingSince = System.nanoTime();
    }

    /**
     * Learns that the lines of one read were handed on.
     *
     * @return whether there were any
     */
    boolean endRead(Emitter emitter, Optional<Cursor.FilePlace> place) {
        try {
            boolean moved = emitter.endRead(place);
            if (moved) {
                position = emitter.position().map(p -> p.at(place));
                lastError = "";
            }
            return moved;
        } finally {
            handingSince = 0;
            readAt = System.nanoTime();
            ledger.book().endRead();
        }
    }

    /** Goes on where another reader of this container has stopped. */
    void goOnAt(Optional<Cursor> place) {
        position = place;
    }

    Optional<Cursor> position() {
        return position;
    }

    /** Returns since when the reader has waited for its receiver, by {@code System.nanoTime}, or 0. */
    long handingSince() {
        return handingSince;
    }

    /** Returns when something was last read, by {@code System.nanoTime}. */
    long readAt() {
        return readAt;
    }

    /** Begins to wait for something new as if it had just been read. */
    void touch() {
        readAt = System.nanoTime();
    }

    void failed(String error) {
        lastError = error;
    }

    /** Returns what last kept the log from being read; empty once it is read again. */
    String lastError() {
        return lastError;
    }

    Ledger ledger() {
        return ledger;
    }

    TailerCounters counters() {
        return counters;
    }
}
