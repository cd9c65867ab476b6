package dev.plumbline.collector.write;

import java.io.IOException;
import java.util.List;
import org.xerial.snappy.Snappy;

/** Writes requests into arrays that are used again and again. */
final class Compression {
    private static final int KEPT = 4 << 20;
    private static final byte[] NOTHING = {};

    private byte[] request = NOTHING;
    private byte[] compressed = NOTHING;

    /** Writes a request of this size and compresses it; the body holds until the next call. */
    PushBody of(List<StreamBuffer> streams, int size) {
        if (request.length < size) {
            request = new byte[Math.max(size, request.length * 2)];
        }
        PushEncoder.request(streams, request);
        int bound = Snappy.maxCompressedLength(size);
        if (compressed.length < bound) {
            compressed = new byte[Math.max(bound, compressed.length * 2)];
        }
        try {
            return PushBody.compressed(compressed, Snappy.compress(request, 0, size, compressed, 0));
        } catch (IOException e) {
            throw new IllegalStateException("snappy cannot compress", e);
        }
    }

    /** Gives back what one very large request took. */
    void shrink() {
        if (request.length > KEPT) {
            letGo();
        }
    }

    /** Gives everything back, as it is not needed for now. */
    void letGo() {
        request = NOTHING;
        compressed = NOTHING;
    }
}
