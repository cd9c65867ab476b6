package dev.plumbline.collector.source;

import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;

/** What is remembered of one source between two of its messages. */
final class Track {
    /** A line longer than this is handed on in pieces: memory is bounded whatever a container writes. */
    static final int LONGEST = 4 << 20;

    private static final int GONE = -1;
    private static final byte[] NOTHING = new byte[0];

    private byte[] pending = NOTHING;
    private int pendingLength = -1;
    private long pendingTimestamp;

    private long timestamp = Timestamps.NONE;
    private int run;
    private long distinct = Timestamps.NONE;
    private byte[] bytes = NOTHING;
    private int offset;
    private int length;
    private long hash;
    private final Set<Long> seen = new HashSet<>();

    boolean pending() {
        return pendingLength >= 0;
    }

    long pendingTimestamp() {
        return pendingTimestamp;
    }

    boolean full(int more) {
        return pendingLength + more > LONGEST;
    }

    void append(long at, byte[] from, int start, int count) {
        if (pendingLength < 0) {
            pendingLength = 0;
            pendingTimestamp = at;
        }
        if (pending.length < pendingLength + count) {
            pending = Arrays.copyOf(pending, Math.max(pendingLength + count, pending.length * 2));
        }
        System.arraycopy(from, start, pending, pendingLength, count);
        pendingLength += count;
    }

    /** Ends what is pending and returns it. */
    byte[] take() {
        byte[] whole = Arrays.copyOf(pending, pendingLength);
        pending = NOTHING;
        pendingLength = -1;
        return whole;
    }

    /** Returns how many lines in a row carried the last line's timestamp. */
    int run() {
        return run;
    }

    /**
     * Counts a line, and returns its timestamp, moved on by a nanosecond where an identical line carried it before.
     *
     * <p>Depends on nothing but the lines since the first that carried this timestamp, so that it comes out the same
     * when they are read again. Never goes back within a run, so that order is kept.
     */
    long count(long at, byte[] line, int start, int count) {
        run = at == timestamp ? run + 1 : 1;
        // A later one that the moved-on timestamps have already reached counts as theirs.
        if (at == timestamp || (at > timestamp && at <= distinct)) {
            keepApart(line, start, count);
        } else {
            distinct = at;
            seen.clear();
        }
        timestamp = at;
        bytes = line;
        offset = start;
        length = count;
        return distinct;
    }

    /** Keeps of the last line no more than its hash. */
    void letGo() {
        hash = lastHash();
        bytes = NOTHING;
        length = GONE;
    }

    private long lastHash() {
        return length == GONE ? hash : Bytes.hash(bytes, offset, length);
    }

    private void keepApart(byte[] line, int start, int count) {
        if (seen.isEmpty()) {
            seen.add(lastHash());
        }
        long own = Bytes.hash(line, start, count);
        if (!seen.add(own)) {
            distinct++;
            seen.clear();
            seen.add(own);
        }
    }
}
