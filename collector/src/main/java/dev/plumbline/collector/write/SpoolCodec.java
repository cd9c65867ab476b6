package dev.plumbline.collector.write;

import dev.plumbline.collector.entry.Outcomes;
import dev.plumbline.collector.entry.Receipt;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.CRC32C;

/** Writes a batch as bytes that can be read back whole, or not at all. */
final class SpoolCodec {
    private static final int FRAME = 12;
    private static final int MAGIC = 0x504c5332;

    private SpoolCodec() {}

    /** Writes entries of streams of one tenant. */
    static byte[] encode(List<StreamBuffer> streams) throws IOException {
        int size = streams.stream().mapToInt(StreamBuffer::length).sum();
        ByteArrayOutputStream body = new ByteArrayOutputStream(size + 1024);
        DataOutputStream out = new DataOutputStream(body);
        text(out, streams.getFirst().stream().tenant());
        out.writeInt(streams.size());
        for (StreamBuffer buffer : streams) {
            stream(out, buffer);
        }
        byte[] bytes = body.toByteArray();
        ByteArrayOutputStream whole = new ByteArrayOutputStream(bytes.length + 12);
        DataOutputStream framed = new DataOutputStream(whole);
        framed.writeInt(MAGIC);
        framed.writeInt(bytes.length);
        framed.writeInt(checksum(bytes, 0, bytes.length));
        framed.write(bytes);
        return whole.toByteArray();
    }

    private static void stream(DataOutputStream out, StreamBuffer buffer) throws IOException {
        Map<String, String> labels = buffer.stream().labels();
        out.writeInt(labels.size());
        for (Map.Entry<String, String> label : labels.entrySet()) {
            text(out, label.getKey());
            text(out, label.getValue());
        }
        out.writeInt(buffer.runs());
        for (int run = 0; run < buffer.runs(); run++) {
            out.writeInt(buffer.weight(run));
            out.writeInt(buffer.share(run));
        }
        out.writeInt(buffer.length());
        buffer.blocks().writeTo(out::write);
    }

    private static void text(DataOutputStream out, String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        out.writeInt(bytes.length);
        out.write(bytes);
    }

    private static int checksum(byte[] bytes, int offset, int length) {
        CRC32C crc = new CRC32C();
        crc.update(bytes, offset, length);
        return (int) crc.getValue();
    }

    /**
     * Reads a batch back.
     *
     * @param keeper answers for its lines
     * @throws DamagedException if that cannot be done
     */
    static Batch decode(byte[] file, Outcomes keeper) throws DamagedException {
        if (file.length < FRAME) {
            throw new DamagedException("not a batch");
        }
        ByteBuffer in = ByteBuffer.wrap(file);
        if (in.getInt() != MAGIC || in.getInt() != file.length - FRAME) {
            throw new DamagedException("not a batch");
        }
        if (in.getInt() != checksum(file, FRAME, file.length - FRAME)) {
            throw new DamagedException("damaged");
        }
        try {
            return batch(in, keeper);
        } catch (BufferUnderflowException | IllegalArgumentException | IndexOutOfBoundsException e) {
            throw nonsense();
        }
    }

    private static Batch batch(ByteBuffer in, Outcomes keeper) throws DamagedException {
        String tenant = text(in);
        Batch batch = new Batch();
        int streams = count(in, 1);
        for (int i = 0; i < streams; i++) {
            Map<String, String> labels = new TreeMap<>();
            for (int pairs = count(in, 2 * Integer.BYTES); pairs > 0; pairs--) {
                labels.put(text(in), text(in));
            }
            batch.adopt(buffer(Stream.of(tenant, labels), in, keeper));
        }
        if (batch.entries() == 0 || in.hasRemaining()) {
            throw nonsense();
        }
        return batch;
    }

    private static StreamBuffer buffer(Stream stream, ByteBuffer in, Outcomes keeper) throws DamagedException {
        int runs = count(in, 2 * Integer.BYTES);
        Receipt[] receipts = new Receipt[runs];
        int[] shares = new int[runs];
        long entries = 0;
        for (int run = 0; run < runs; run++) {
            receipts[run] = Kept.of(keeper, in.getInt());
            shares[run] = in.getInt();
            entries += shares[run];
            if (receipts[run].weight() <= 0 || shares[run] <= 0) {
                throw nonsense();
            }
        }
        byte[] encoded = bytes(in);
        if (entries > encoded.length || PushEncoder.count(encoded) != entries) {
            throw nonsense();
        }
        return StreamBuffer.of(stream, encoded, receipts, shares);
    }

    private static DamagedException nonsense() {
        return new DamagedException("damaged, though its checksum is right");
    }

    /** Reads a number of things of which each takes at least so many bytes: never more than there can be. */
    private static int count(ByteBuffer in, int least) throws DamagedException {
        int count = in.getInt();
        if (count < 0 || (long) count * least > in.remaining()) {
            throw nonsense();
        }
        return count;
    }

    private static byte[] bytes(ByteBuffer in) throws DamagedException {
        byte[] bytes = new byte[count(in, 1)];
        in.get(bytes);
        return bytes;
    }

    private static String text(ByteBuffer in) throws DamagedException {
        return new String(bytes(in), StandardCharsets.UTF_8);
    }
}
