package dev.plumbline.collector.write;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;

/**
 * The body of a push, a protobuf request in a snappy block: compressed, or as one literal, which is snappy as well and
 * costs nothing but its length.
 */
final class PushBody {
    private static final int LITERAL_OF_ANY_LENGTH = 63 << 2;
    private static final int LONGEST_PREAMBLE = 10;

    private final List<StreamBuffer> streams;
    private final byte[] first;
    private final int firstLength;
    private final int length;

    /** Takes the bytes of a body, one part after another. */
    interface Out {
        void write(byte[] bytes, int offset, int count) throws IOException;
    }

    private PushBody(List<StreamBuffer> streams, byte[] first, int firstLength, int length) {
        this.streams = streams;
        this.first = first;
        this.firstLength = firstLength;
        this.length = length;
    }

    /** Makes a body of what snappy made of a request. */
    static PushBody compressed(byte[] block, int length) {
        return new PushBody(List.of(), block, length, length);
    }

    /** Makes a body that holds a request of this size as it is, without a copy of it. */
    static PushBody literal(List<StreamBuffer> streams, int size) {
        byte[] preamble = new byte[LONGEST_PREAMBLE];
        int p = PushEncoder.varint(size, preamble, 0);
        preamble[p++] = (byte) LITERAL_OF_ANY_LENGTH;
        for (int shift = 0; shift < Integer.SIZE; shift += Byte.SIZE) {
            preamble[p++] = (byte) (size - 1 >>> shift);
        }
        return new PushBody(streams, preamble, p, p + size);
    }

    int length() {
        return length;
    }

    void writeTo(Out out) throws IOException {
        out.write(first, 0, firstLength);
        request(streams, out);
    }

    /** Writes a request as it is. */
    static void request(List<StreamBuffer> streams, Out out) throws IOException {
        for (StreamBuffer stream : streams) {
            byte[] head = PushEncoder.head(stream);
            out.write(head, 0, head.length);
            stream.blocks().writeTo(out);
        }
    }

    /** Returns all of it in one array. */
    byte[] bytes() {
        ByteArrayOutputStream all = new ByteArrayOutputStream(length);
        try {
            writeTo(all::write);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return all.toByteArray();
    }
}
