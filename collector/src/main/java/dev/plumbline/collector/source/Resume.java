package dev.plumbline.collector.source;

import dev.plumbline.collector.source.Cursor.Place;

/** Decides which lines of a log that is opened again were dealt with before. */
final class Resume {
    private static final long UNBOUNDED = Long.MAX_VALUE;

    private enum By {
        ANCHOR,
        TIME,
        NOTHING
    }

    private final Cursor cursor;
    private By by;
    private long patience;

    private Resume(Cursor cursor, By by, long patience) {
        this.cursor = cursor;
        this.by = by;
        this.patience = patience;
    }

    /** Skips up to the cursor's own line, which is among the first {@code within} lines. */
    static Resume atAnchor(Cursor cursor, long within) {
        return new Resume(cursor, By.ANCHOR, within);
    }

    /** Skips up to the cursor's own line, wherever it is; see {@link #waiting}. */
    static Resume atAnchorSomewhere(Cursor cursor) {
        return new Resume(cursor, By.ANCHOR, UNBOUNDED - 1);
    }

    /** Skips up to the cursor's own line, which stands before any later one of its source. */
    static Resume atAnchor(Cursor cursor) {
        return new Resume(cursor, By.ANCHOR, UNBOUNDED);
    }

    /** Skips what is not later than the cursor of its source: the cursor's own line is gone. */
    static Resume byTime(Cursor cursor) {
        return new Resume(cursor, By.TIME, UNBOUNDED);
    }

    /**
     * Tells whether a line was dealt with before; each line is asked for once, in order.
     *
     * @param run how many lines of the source in a row carried this timestamp
     * @throws AnchorLostException if the cursor's own line does not come
     */
    boolean skips(int source, long timestamp, int run, byte[] bytes, int offset, int length)
            throws AnchorLostException {
        return switch (by) {
            case NOTHING -> false;
            case ANCHOR -> {
                if (matches(cursor, source, timestamp, run, bytes, offset, length)) {
                    by = By.NOTHING;
                } else if (patience == UNBOUNDED) {
                    if (source == cursor.last() && timestamp > cursor.anchor().timestamp()) {
                        throw new AnchorLostException();
                    }
                } else if (--patience <= 0) {
                    throw new AnchorLostException();
                }
                yield true;
            }
            case TIME ->
                cursor.of(source)
                        .map(p -> timestamp < p.timestamp() || (timestamp == p.timestamp() && run <= p.count()))
                        .orElse(false);
        };
    }

    /** Tells whether the cursor's own line has still to come. */
    boolean waiting() {
        return by == By.ANCHOR;
    }

    /** Tells whether a line is the cursor's own. */
    static boolean matches(Cursor cursor, int source, long timestamp, int run, byte[] bytes, int offset, int length) {
        if (source != cursor.last()) {
            return false;
        }
        Place anchor = cursor.anchor();
        return timestamp == anchor.timestamp()
                && run == anchor.count()
                && Bytes.hash(bytes, offset, length) == anchor.hash();
    }
}
