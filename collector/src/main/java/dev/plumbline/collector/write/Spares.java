package dev.plumbline.collector.write;

import java.util.ArrayDeque;

/**
 * Arrays that batches are done with, for those that follow: large ones are dear to make, and to collect. For all shards
 * of an endpoint together, so that what they hold does not grow with their number.
 */
final class Spares {
    private final ArrayDeque<byte[]> arrays = new ArrayDeque<>();
    private final int most;
    private int held;

    /** Keeps so many bytes at most. */
    Spares(int most) {
        this.most = most;
    }

    /** Returns an array that nobody uses, of at least this size. */
    synchronized byte[] take(int least) {
        byte[] spare = arrays.pollLast();
        if (spare == null) {
            return new byte[least];
        }
        held -= spare.length;
        return spare.length < least ? new byte[least] : spare;
    }

    /** Takes back what nobody uses any more. */
    synchronized void give(byte[] array) {
        if (held + array.length <= most) {
            held += array.length;
            arrays.addLast(array);
        }
    }
}
