package dev.plumbline.collector.write;

import dev.plumbline.collector.entry.Spares;
import java.io.IOException;
import java.util.Arrays;

/**
 * Encoded entries, one behind another, each of them whole within one array: it grows without moving what it holds, by
 * arrays of few sizes, which are used again.
 */
final class Blocks {
    private static final int FIRST = 1 << 10;
    private static final int SECOND = 8 << 10;
    private static final int USUAL = 32 << 10;
    private static final Spares NONE = new Spares(0);

    private final Spares spares;
    private byte[][] blocks = new byte[2][];
    private int[] ends = new int[2];
    private int count;
    private byte[] block;
    private int at;
    /** How many bytes stand in the blocks before the last. */
    private int before;

    private Blocks(Spares spares, byte[] first, int at) {
        this.spares = spares;
        this.block = first;
        this.at = at;
        blocks[count++] = first;
    }

    /** Makes blocks without entries that take their memory from {@code spares}. */
    static Blocks from(Spares spares) {
        return new Blocks(spares, new byte[FIRST], 0);
    }

    /** Makes blocks without entries that share their memory with nobody. */
    static Blocks own() {
        return from(NONE);
    }

    /** Makes blocks of entries that are encoded already. */
    static Blocks of(byte[] encoded) {
        return new Blocks(NONE, encoded, encoded.length);
    }

    /** Sees to it that so many bytes fit into {@link #last} from {@link #at} on. */
    void reserve(int bytes) {
        if (block.length - at < bytes) {
            add(bytes);
        }
    }

    private void add(int bytes) {
        if (count == blocks.length) {
            blocks = Arrays.copyOf(blocks, count * 2);
            ends = Arrays.copyOf(ends, count * 2);
        }
        ends[count - 1] = at;
        before += at;
        at = 0;
        int size = bytes <= SECOND && count == 1 ? SECOND : (bytes + USUAL - 1) / USUAL * USUAL;
        block = spares.take(size, size);
        blocks[count++] = block;
    }

    /** Returns the array that the next entry goes into. */
    byte[] last() {
        return block;
    }

    /** Returns where in {@link #last} the next entry goes. */
    int at() {
        return at;
    }

    /** Learns where the entry that was written last ends. */
    void written(int end) {
        at = end;
    }

    /** Returns how many bytes all entries have. */
    int length() {
        return before + at;
    }

    int count() {
        return count;
    }

    byte[] block(int index) {
        return blocks[index];
    }

    /** Returns where the entries in a block end. */
    int end(int index) {
        return index == count - 1 ? at : ends[index];
    }

    void writeTo(PushBody.Out out) throws IOException {
        for (int i = 0; i < count; i++) {
            out.write(blocks[i], 0, end(i));
        }
    }

    /** Gives the memory back: nobody looks at the entries any more. */
    void recycle() {
        for (int i = 1; i < count; i++) {
            spares.give(blocks[i]);
        }
    }
}
