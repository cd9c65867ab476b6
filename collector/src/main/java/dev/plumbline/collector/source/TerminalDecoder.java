package dev.plumbline.collector.source;

import java.io.IOException;
import java.util.Arrays;

/**
 * Decodes the raw stream of a container with a terminal: lines that begin with a timestamp and a space.
 *
 * <p>A line of more than 16 KiB carries its timestamp again, in the middle, wherever the engine cut it; that is how
 * the pieces are told apart. The carriage return that every terminal adds is taken off.
 */
final class TerminalDecoder implements Decoder {
    private static final int STAMP = 31;
    private static final int PIECE = 16 << 10;

    private final Timestamps timestamps = new Timestamps();

    @Override
    public int decode(byte[] bytes, int from, int to, Messages messages) throws IOException {
        int at = from;
        while (at < to) {
            int end = Bytes.indexOf(bytes, (byte) '\n', at, to);
            if (end < 0) {
                return pieces(bytes, at, to, messages);
            }
            line(bytes, at, end, true, messages);
            at = end + 1;
        }
        return at;
    }

    /** Hands on the pieces of a line whose end has not come yet, but for the last, which may still grow. */
    private int pieces(byte[] bytes, int from, int to, Messages messages) throws IOException {
        int at = from;
        int next;
        while ((next = nextPiece(bytes, at, to)) >= 0) {
            piece(bytes, at, next, false, messages);
            at = next;
        }
        return at;
    }

    private void line(byte[] bytes, int from, int to, boolean complete, Messages messages) throws IOException {
        int at = from;
        int next;
        while ((next = nextPiece(bytes, at, to)) >= 0) {
            piece(bytes, at, next, false, messages);
            at = next;
        }
        int end = complete && to > at && bytes[to - 1] == '\r' ? to - 1 : to;
        piece(bytes, at, end, complete, messages);
    }

    private void piece(byte[] bytes, int from, int to, boolean complete, Messages messages) throws IOException {
        int space = Bytes.indexOf(bytes, (byte) ' ', from, Math.min(to, from + 40));
        long timestamp = space < 0 ? Timestamps.NONE : timestamps.parse(bytes, from, space);
        if (timestamp == Timestamps.NONE) {
            messages.unreadable(Messages.STDOUT, to - from);
        } else {
            messages.message(Messages.STDOUT, timestamp, bytes, space + 1, to - space - 1, complete);
        }
    }

    /** Returns where the timestamp at {@code from} stands again, or -1. */
    private static int nextPiece(byte[] bytes, int from, int to) {
        if (to - from < STAMP + STAMP + 1) {
            return -1;
        }
        int usual = from + STAMP + PIECE;
        if (usual + STAMP <= to && sameStamp(bytes, from, usual)) {
            return usual;
        }
        int at = from + STAMP;
        while (at + STAMP <= to) {
            int hit = Bytes.indexOf(bytes, bytes[from], at, to - STAMP + 1);
            if (hit < 0) {
                return -1;
            }
            if (sameStamp(bytes, from, hit)) {
                return hit;
            }
            at = hit + 1;
        }
        return -1;
    }

    private static boolean sameStamp(byte[] bytes, int a, int b) {
        return Arrays.equals(bytes, a, a + STAMP, bytes, b, b + STAMP);
    }

    @Override
    public void finish(byte[] bytes, int from, int to, Messages messages) throws IOException {
        if (from < to) {
            line(bytes, from, to, false, messages);
        }
    }
}
