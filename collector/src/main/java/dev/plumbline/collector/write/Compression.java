package dev.plumbline.collector.write;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.List;
import org.xerial.snappy.Snappy;

/**
 * Compresses requests piece by piece, into memory that is used again and again.
 *
 * <p>Snappy itself looks no further back than a piece: pieces one behind another are a block, but that each begins with
 * its own length, which is left out.
 */
final class Compression {
    private static final int PIECE = 64 << 10;
    private static final int KEPT = 2 << 20;
    private static final byte[] NOTHING = {};

    private byte[] piece = NOTHING;
    private byte[] packed = NOTHING;
    private byte[] block = NOTHING;
    private int filled;
    private int length;
    /** How long the block before was, and some more. */
    private int usual;

    /** Compresses a request of this size; the body holds until the next call. */
    PushBody of(List<StreamBuffer> streams, int size) {
        if (piece.length == 0) {
            piece = new byte[PIECE];
            packed = new byte[Snappy.maxCompressedLength(PIECE)];
            block = new byte[Math.max(PIECE, usual)];
        }
        filled = 0;
        length = PushEncoder.varint(size, block, 0);
        try {
            PushBody.request(streams, this::take);
            pack();
        } catch (IOException e) {
            throw new UncheckedIOException("snappy cannot compress", e);
        }
        usual = Math.min(length + length / 8, KEPT);
        return PushBody.compressed(block, length);
    }

    private void take(byte[] bytes, int offset, int count) throws IOException {
        int at = offset;
        int end = offset + count;
        while (at < end) {
            int part = Math.min(end - at, PIECE - filled);
            System.arraycopy(bytes, at, piece, filled, part);
            filled += part;
            at += part;
            if (filled == PIECE) {
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
            block = Arrays.copyOf(block, Math.max(length + more, block.length * 2));
        }
        System.arraycopy(packed, begin, block, length, more);
        length += more;
        filled = 0;
    }

    /** Gives back what one very large request took. */
    void shrink() {
        if (block.length > KEPT) {
            letGo();
        }
    }

    /** Gives everything back, as it is not needed for now. */
    void letGo() {
        piece = NOTHING;
        packed = NOTHING;
        block = NOTHING;
    }
}
