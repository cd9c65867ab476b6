package dev.plumbline.collector.write;

import dev.plumbline.collector.entry.Outcomes;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;

/**
 * What of a batch is still to be delivered, in pieces: what is settled is in none of them any more, so that nothing is
 * settled, sent or spooled twice. For one thread; others may read the two sums.
 */
final class Pending {
    /**
     * A piece.
     *
     * @param uncertain whether Loki may have some of it, and has to be asked
     * @param unasked whether Loki may have some of it and would not tell
     * @param refused how Loki refused it as a whole, if it did
     */
    record Piece(Batch batch, boolean uncertain, boolean unasked, Optional<Outcome.Refused> refused) {
        static Piece of(Batch batch, boolean uncertain) {
            return new Piece(batch, uncertain, false, Optional.empty());
        }

        Piece uncertain(boolean now) {
            return new Piece(batch, now, false, refused);
        }

        Piece refused(Outcome.Refused how, boolean ask) {
            return new Piece(batch, ask, false, Optional.of(how));
        }

        Piece notTold() {
            return new Piece(batch, false, true, refused);
        }
    }

    private final ArrayDeque<Piece> pieces = new ArrayDeque<>();
    private volatile int entries;
    private volatile long lines;

    private Pending() {}

    static Pending nothing() {
        return new Pending();
    }

    static Pending of(Batch batch, boolean uncertain) {
        Pending pending = new Pending();
        pending.pieces.add(Piece.of(batch, uncertain));
        pending.count();
        return pending;
    }

    boolean isEmpty() {
        return pieces.isEmpty();
    }

    Piece first() {
        return pieces.getFirst();
    }

    /** Takes the first piece out and puts others in its place, those that hold nothing left aside. */
    void replaceFirst(List<Piece> others) {
        pieces.removeFirst();
        for (Piece piece : others.reversed()) {
            if (piece.batch().entries() > 0) {
                pieces.addFirst(piece);
            }
        }
        count();
    }

    private void count() {
        entries = pieces.stream().mapToInt(p -> p.batch().entries()).sum();
        lines = pieces.stream().mapToLong(p -> p.batch().lines()).sum();
    }

    /** Returns the streams of all that is left. */
    List<StreamBuffer> streams() {
        return pieces.stream().flatMap(p -> p.batch().streams().stream()).toList();
    }

    /** Settles every receipt: the entries are safe on disk, though not yet with Loki. */
    void release(Outcomes keeper) {
        pieces.forEach(p -> p.batch().release(keeper));
    }

    int entries() {
        return entries;
    }

    /** Returns for how many lines of the sources its entries stand. */
    long lines() {
        return lines;
    }
}
