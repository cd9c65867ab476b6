package dev.plumbline.collector.write;

import dev.plumbline.collector.entry.Entry;
import dev.plumbline.collector.entry.Receipt;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Writes Loki's push request in protobuf, straight into an array.
 *
 * <p>The messages are {@code PushRequest {streams = 1}}, {@code Stream {labels = 1, entries = 2}}, {@code Entry
 * {timestamp = 1 {seconds = 1, nanos = 2}, line = 2, structuredMetadata = 3 {name = 1, value = 2}}}.
 */
final class PushEncoder {
    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final int FIRST = 0x0a;
    private static final int SECOND = 0x12;
    private static final int THIRD = 0x1a;
    private static final int FIRST_NUMBER = 0x08;
    private static final int SECOND_NUMBER = 0x10;
    private static final long NANOS = 1_000_000_000L;
    /** What an entry takes at most beside its line. */
    static final int OVERHEAD = 48;

    private PushEncoder() {}

    /** Returns how many bytes an entry takes at most. */
    static int bound(Entry entry) {
        int size = OVERHEAD + entry.length();
        if (!entry.structuredMetadata().isEmpty()) {
            for (Map.Entry<String, String> pair : entry.structuredMetadata().entrySet()) {
                size += 3 * (pair.getKey().length() + pair.getValue().length()) + 18;
            }
        }
        return size;
    }

    /** Writes an entry with its tag and length and returns where it ends. */
    static int entry(Entry entry, byte[] out, int at) {
        long seconds = Math.floorDiv(entry.timestamp(), NANOS);
        int nanos = (int) (entry.timestamp() - seconds * NANOS);
        int stamp = (seconds == 0 ? 0 : 1 + size(seconds)) + (nanos == 0 ? 0 : 1 + size(nanos));
        if (entry.structuredMetadata().isEmpty()) {
            return line(entry.timestamp(), entry.bytes(), entry.offset(), entry.length(), out, at);
        }
        List<byte[]> metadata = pairs(entry.structuredMetadata());
        int inner = 2 + stamp + 1 + size(entry.length()) + entry.length();
        for (byte[] pair : metadata) {
            inner += 1 + size(pair.length) + pair.length;
        }
        int p = at;
        out[p++] = SECOND;
        p = varint(inner, out, p);
        out[p++] = FIRST;
        out[p++] = (byte) stamp;
        if (seconds != 0) {
            out[p++] = FIRST_NUMBER;
            p = varint(seconds, out, p);
        }
        if (nanos != 0) {
            out[p++] = SECOND_NUMBER;
            p = varint(nanos, out, p);
        }
        out[p++] = SECOND;
        p = varint(entry.length(), out, p);
        System.arraycopy(entry.bytes(), entry.offset(), out, p, entry.length());
        p += entry.length();
        for (byte[] pair : metadata) {
            out[p++] = THIRD;
            p = varint(pair.length, out, p);
            System.arraycopy(pair, 0, out, p, pair.length);
            p += pair.length;
        }
        return p;
    }

    /** Writes a line without structured metadata, as {@link #entry} would, and returns where it ends. */
    static int line(long timestamp, byte[] bytes, int offset, int length, byte[] out, int at) {
        long seconds = Math.floorDiv(timestamp, NANOS);
        int nanos = (int) (timestamp - seconds * NANOS);
        int more = nanos == 0 ? 0 : 1 + size(nanos);
        int p;
        if (size(seconds) == 5) {
            // From 1978 to 3058. Without a branch that depends on how many bytes the nanoseconds take: that is chance.
            out[at] = SECOND;
            p = varint(9 + more + size(length) + length, out, at + 1);
            LONGS.set(out, p, FIRST | (6L + more) << 8 | FIRST_NUMBER << 16 | varint(seconds) << 24);
            LONGS.set(out, p + Long.BYTES, SECOND_NUMBER | varint(nanos) << 8);
            p += Long.BYTES + more;
        } else {
            p = beginning(seconds, nanos, length, out, at);
        }
        out[p++] = SECOND;
        p = varint(length, out, p);
        System.arraycopy(bytes, offset, out, p, length);
        return p + length;
    }

    /** Writes what stands in an entry before its line. */
    private static int beginning(long seconds, int nanos, int length, byte[] out, int at) {
        int stamp = (seconds == 0 ? 0 : 1 + size(seconds)) + (nanos == 0 ? 0 : 1 + size(nanos));
        out[at] = SECOND;
        int p = varint(3 + stamp + size(length) + length, out, at + 1);
        out[p++] = FIRST;
        out[p++] = (byte) stamp;
        if (seconds != 0) {
            out[p++] = FIRST_NUMBER;
            p = varint(seconds, out, p);
        }
        if (nanos != 0) {
            out[p++] = SECOND_NUMBER;
            p = varint(nanos, out, p);
        }
        return p;
    }

    private static List<byte[]> pairs(Map<String, String> metadata) {
        List<byte[]> all = new ArrayList<>(metadata.size());
        metadata.forEach((name, value) -> {
            byte[] n = name.getBytes(StandardCharsets.UTF_8);
            byte[] v = value.getBytes(StandardCharsets.UTF_8);
            byte[] pair = new byte[2 + size(n.length) + size(v.length) + n.length + v.length];
            int p = bytes(FIRST, n, pair, 0);
            bytes(SECOND, v, pair, p);
            all.add(pair);
        });
        return all;
    }

    private static int bytes(int tag, byte[] content, byte[] out, int at) {
        out[at] = (byte) tag;
        int p = varint(content.length, out, at + 1);
        System.arraycopy(content, 0, out, p, content.length);
        return p + content.length;
    }

    /** Returns the length of a request. */
    static int requestSize(List<StreamBuffer> streams) {
        int size = 0;
        for (StreamBuffer stream : streams) {
            int inner = streamSize(stream);
            size += 1 + size(inner) + inner;
        }
        return size;
    }

    private static int streamSize(StreamBuffer stream) {
        int labels = stream.stream().encoded().length;
        return 1 + size(labels) + labels + stream.length();
    }

    /** Returns what stands in a request before the entries of a stream. */
    static byte[] head(StreamBuffer stream) {
        byte[] labels = stream.stream().encoded();
        byte[] head = new byte[12 + labels.length];
        head[0] = FIRST;
        int p = varint(streamSize(stream), head, 1);
        p = bytes(FIRST, labels, head, p);
        return Arrays.copyOf(head, p);
    }

    /** Takes the entries of one stream apart again. */
    static List<Item> items(StreamBuffer buffer) {
        Receipt[] receipts = buffer.receipts();
        List<Item> items = new ArrayList<>(receipts.length);
        Blocks blocks = buffer.blocks();
        for (int i = 0; i < blocks.count(); i++) {
            Reader reader = new Reader(blocks.block(i));
            while (reader.at < blocks.end(i)) {
                items.add(item(buffer.stream(), reader, receipts[items.size()]));
            }
        }
        return items;
    }

    /** Returns how many whole entries there are, one behind another, and -1 if there is anything else. */
    static int count(byte[] encoded) {
        Reader in = new Reader(encoded);
        int entries = 0;
        while (in.at < encoded.length) {
            int start = in.at;
            if (encoded[in.at++] != SECOND) {
                return -1;
            }
            long end = in.varint() + in.at;
            if (end <= in.at || end > encoded.length || encoded[in.at++] != FIRST) {
                return -1;
            }
            long stampEnd = in.varint() + in.at;
            if (stampEnd < in.at || stampEnd >= end) {
                return -1;
            }
            while (in.at < stampEnd) {
                in.at++;
                in.varint();
            }
            if (in.at != stampEnd || encoded[in.at++] != SECOND) {
                return -1;
            }
            long lineEnd = in.varint() + in.at;
            if (lineEnd < in.at || lineEnd > end || start >= end) {
                return -1;
            }
            in.at = (int) end;
            entries++;
        }
        return entries;
    }

    private static Item item(Stream stream, Reader in, Receipt receipt) {
        int start = in.at;
        in.at++;
        int inner = (int) in.varint();
        int end = in.at + inner;
        in.at++;
        int stampEnd = (int) in.varint();
        stampEnd += in.at;
        long timestamp = 0;
        while (in.at < stampEnd) {
            int tag = in.bytes[in.at++];
            timestamp += in.varint() * (tag == FIRST_NUMBER ? NANOS : 1);
        }
        in.at++;
        int lineBytes = (int) in.varint();
        int lineOffset = in.at;
        in.at = end;
        return new Item(stream, timestamp, in.bytes, start, end - start, lineOffset, lineBytes, receipt);
    }

    /** Returns the names of the structured metadata of a stream's entries, as Loki rewrites them. */
    static Set<String> metadataNames(StreamBuffer buffer) {
        Set<String> names = new HashSet<>();
        for (Item item : items(buffer)) {
            Reader in = new Reader(item.bytes());
            in.at = item.lineOffset() + item.lineBytes();
            int end = item.offset() + item.length();
            while (in.at < end) {
                in.at++;
                int next = (int) in.varint();
                next += in.at;
                in.at++;
                int length = (int) in.varint();
                names.add(new String(in.bytes, in.at, length, StandardCharsets.UTF_8).replaceAll("[^a-zA-Z0-9_]", "_"));
                in.at = next;
            }
        }
        return names;
    }

    private static final class Reader {
        private final byte[] bytes;
        private int at;

        private Reader(byte[] bytes) {
            this.bytes = bytes;
        }

        private long varint() {
            long value = 0;
            int shift = 0;
            byte b;
            do {
                b = bytes[at++];
                value |= (b & 0x7fL) << shift;
                shift += 7;
            } while (b < 0);
            return value;
        }
    }

    private static int size(long value) {
        return (63 - Long.numberOfLeadingZeros(value | 1)) / 7 + 1;
    }

    /** Returns a varint of at most five bytes, the first of them lowest. */
    private static long varint(long value) {
        long groups = value & 0x7f
                | (value & 0x3f80L) << 1
                | (value & 0x1fc000L) << 2
                | (value & 0xfe00000L) << 3
                | (value & 0x7f0000000L) << 4;
        return groups | 0x8080808080L & (1L << Byte.SIZE * (size(value) - 1)) - 1;
    }

    static int varint(long value, byte[] out, int at) {
        long rest = value;
        int p = at;
        while ((rest & ~0x7fL) != 0) {
            out[p++] = (byte) (rest | 0x80);
            rest >>>= 7;
        }
        out[p++] = (byte) rest;
        return p;
    }
}
