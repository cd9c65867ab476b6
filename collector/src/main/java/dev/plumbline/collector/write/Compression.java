package dev.plumbline.collector.write;

import dev.plumbline.collector.entry.Spares;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import org.xerial.snappy.Snappy;

/**
 * Compresses requests piece by piece. What that takes is lent, and given back with each request: of hundreds of tenants
 * few compress at a time.
 *
 * <p>Snappy itself looks no further back than a piece: pieces one behind another are a block, but that each begins with
 * its own length, which is left out.
 */
final class Compression {
    private static final int PIECE = 64 << 10;
    private static final int SMALLEST = 1 << 10;
    private static final byte[] NOTHING = {};

    private final Spares spares;
    private byte[] piece = NOTHING;
    private byte[] packed = NOTHING;
    private byte[] block = NOTHING;
    private int filled;
    private int length;
    /** How long the block before was, and some more. */
    private int usual;

    /** Makes one that takes its memory from {@code spares}. */
    Compression(Spares spares) {
        this.spares = spares;
    }

    /** Compresses a request of this size; the body holds until {@link #letGo}. */
    PushBody of(List<StreamBuffer> streams, int size) {
        int most = Math.clamp(Integer.highestOneBit(size) * 2L, SMALLEST, PIECE);
        piece = spares.take(most, most);
        packed = spares.take(Snappy.maxCompressedLength(most), Snappy.maxCompressedLength(most));
        int expected = Math.max(most, Math.min(usual, size));
        block = spares.take(expected, 2 * expected);
        filled = 0;
        length = PushEncoder.varint(size, block, 0);
        try {
            PushBody.request(streams, this::take);
            pack();
        } catch (IOException e) {
            throw new UncheckedIOException("snappy cannot compress", e);
        } finally {
            spares.give(piece);
            spares.give(packed);
            piece = NOTHING;
            packed = NOTHING;
        }
        usual = length + length / 8;
        return PushBody.compressed(block, length);
    }

    private void take(byte[] bytes, int offset, int count) throws IOException {
        int at = offset;
        int end = offset + count;
        while (at < end) {
            int part = Math.min(end - at, piece.length - filled);
            System.arraycopy(bytes, at, piece, filled, part);
            filled += part;
            at += part;
            if (filled == piece.length) {
                pack();
            }
        }
    }

    private void pack() throws IOException {
        if (filled == 0) {
            return;
        }
        int end = Snappy.compress(piece, 0, filled, packed, 0);
        int begin = 0;
        while (packed[begin++] < 0) {
            // The piece's own length, seven bits in each byte.
        }
        int more = end - begin;
        if (block.length - length < more) {
            grow(length + more);
        }
        System.arraycopy(packed, begin, block, length, more);
        length += more;
        filled = 0;
    }

    private void grow(int least) {
        int size = Math.max(least, block.length * 2);
        byte[] larger = spares.take(size, 2 * size);
        System.arraycopy(block, 0, larger, 0, length);
        spares.give(block);
        block = larger;
    }

    /** Gives back what the last body took, once nobody needs it. */
    void letGo() {
        if (block.length > 0) {
            spares.give(block);
            block = NOTHING;
        }
    }
}
