package dev.plumbline.collector.write;

import dev.plumbline.collector.entry.Receipt;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.CRC32C;

/** Writes a batch as bytes that can be read back whole, or not at all. */
final class SpoolCodec {
    private static final int MAGIC = 0x504c5350;
    /** What a batch out of the spool owes: nothing, for the cursor moved when it was written there. */
    static final Receipt SETTLED = new Receipt() {
        @Override
        public void expect(int more) {}

        @Override
        public void sent() {}

        @Override
        public void dropped(String reason) {}

        @Override
        public void refused(String reason) {}
    };

    private SpoolCodec() {}

    static byte[] encode(Batch batch) throws IOException {
        ByteArrayOutputStream body = new ByteArrayOutputStream(batch.size() + 1024);
        DataOutputStream out = new DataOutputStream(body);
        out.writeUTF(batch.streams().getFirst().stream().tenant());
        out.writeInt(batch.streams().size());
        for (StreamBuffer buffer : batch.streams()) {
            Map<String, String> labels = buffer.stream().labels();
            out.writeInt(labels.size());
            for (Map.Entry<String, String> label : labels.entrySet()) {
                out.writeUTF(label.getKey());
                out.writeUTF(label.getValue());
            }
            out.writeInt(buffer.entries());
            out.writeInt(buffer.length());
            out.write(buffer.bytes(), 0, buffer.length());
        }
        byte[] bytes = body.toByteArray();
        ByteArrayOutputStream whole = new ByteArrayOutputStream(bytes.length + 12);
        DataOutputStream framed = new DataOutputStream(whole);
        framed.writeInt(MAGIC);
        framed.writeInt(bytes.length);
        framed.writeInt(checksum(bytes));
        framed.write(bytes);
        return whole.toByteArray();
    }

    private static int checksum(byte[] bytes) {
        CRC32C crc = new CRC32C();
        crc.update(bytes);
        return (int) crc.getValue();
    }

    /**
     * Reads a batch back.
     *
     * @throws IOException if the bytes are damaged
     */
    static Batch decode(byte[] file) throws IOException {
        DataInputStream in = new DataInputStream(new ByteArrayInputStream(file));
        if (in.readInt() != MAGIC || in.readInt() != file.length - 12) {
            throw new IOException("not a batch");
        }
        int expected = in.readInt();
        byte[] bytes = in.readAllBytes();
        if (checksum(bytes) != expected) {
            throw new IOException("damaged");
        }
        return batch(new DataInputStream(new ByteArrayInputStream(bytes)));
    }

    private static Batch batch(DataInputStream in) throws IOException {
        String tenant = in.readUTF();
        Batch batch = new Batch();
        int streams = in.readInt();
        for (int i = 0; i < streams; i++) {
            Map<String, String> labels = new TreeMap<>();
            int pairs = in.readInt();
            for (int p = 0; p < pairs; p++) {
                labels.put(in.readUTF(), in.readUTF());
            }
            int entries = in.readInt();
            byte[] encoded = in.readNBytes(in.readInt());
            StreamBuffer raw = StreamBuffer.of(Stream.of(tenant, labels), encoded, entries, SETTLED);
            batch.adopt(raw);
        }
        return batch;
    }
}
