package dev.plumbline.collector.source;

import java.util.ArrayDeque;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * Keeps account of what one container's reader has handed on, and moves its cursor over what is settled without a gap.
 */
final class Ledger {
    private final SourceBook book;
    private final Consumer<Cursor> commit;
    private final ArrayDeque<Chunk> open = new ArrayDeque<>();
    private final Map<String, Long> drops = new TreeMap<>();
    private long sequence;
    private long unsettledBytes;
    private Optional<Cursor> committed;

    /**
     * Opens the account.
     *
     * @param book takes what is counted
     * @param committed where the cursor stands
     * @param commit takes each new place of the cursor
     */
    Ledger(SourceBook book, Optional<Cursor> committed, Consumer<Cursor> commit) {
        this.book = book;
        this.committed = committed;
        this.commit = commit;
    }

    SourceBook book() {
        return book;
    }

    synchronized Chunk begin() {
        Chunk chunk = new Chunk(this, sequence++);
        open.addLast(chunk);
        book.filling(chunk);
        return chunk;
    }

    synchronized void closing(Chunk chunk, Optional<Cursor> cursor) {
        chunk.end = cursor.orElse(null);
        unsettledBytes += chunk.bytes();
        book.filled(chunk);
    }

    /** Remembers that an entry was merged from lines of both: the cursor may not stand between them. */
    synchronized void join(Chunk earlier, Chunk later) {
        for (Chunk chunk : open) {
            if (chunk.sequence >= earlier.sequence && chunk.sequence < later.sequence) {
                chunk.joined = true;
            }
        }
    }

    synchronized void settled(Chunk chunk) {
        chunk.settled = true;
        unsettledBytes -= chunk.bytes();
        Optional<Cursor> reached = Optional.empty();
        while (!open.isEmpty() && open.getFirst().settled) {
            Chunk first = open.getFirst();
            Optional<Cursor> before = reached;
            if (!first.joined) {
                reached = Optional.ofNullable(first.end).or(() -> before);
                open.removeFirst();
            } else if (!dropJoined()) {
                break;
            } else {
                reached = Optional.ofNullable(open.removeFirst().end);
            }
        }
        if (reached.isPresent()) {
            committed = reached;
            commit.accept(reached.get());
        }
    }

    /** Drops settled chunks that are joined to the next, if the chain ends in one that is settled and is not. */
    private boolean dropJoined() {
        int chain = 0;
        for (Chunk chunk : open) {
            if (!chunk.settled) {
                return false;
            }
            if (!chunk.joined) {
                for (int i = 0; i < chain; i++) {
                    open.removeFirst();
                }
                return true;
            }
            chain++;
        }
        return false;
    }

    /** Returns how far all is settled. */
    synchronized Optional<Cursor> committed() {
        return committed;
    }

    /** Returns how many bytes of lines are read and not settled. */
    synchronized long unsettledBytes() {
        return unsettledBytes;
    }

    synchronized void dropped(String reason) {
        drops.merge(reason, 1L, Long::sum);
    }

    /** Returns how many lines were dropped or refused, by reason. */
    synchronized Map<String, Long> drops() {
        return Map.copyOf(drops);
    }

    /** Tells whether nothing is owed. */
    synchronized boolean idle() {
        return open.isEmpty();
    }
}
