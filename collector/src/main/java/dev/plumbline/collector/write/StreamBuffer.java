package dev.plumbline.collector.write;

import dev.plumbline.collector.entry.Entry;
import dev.plumbline.collector.entry.Receipt;
import java.util.Arrays;

/** The entries of one stream within one batch, encoded as they come, with the receipts in the same order. */
final class StreamBuffer {
    private static final int SMALLEST = 512;

    private final Stream stream;
    private byte[] bytes;
    private int length;
    private int entries;
    private long lineBytes;
    private long oldest = Long.MAX_VALUE;
    private long newest = Long.MIN_VALUE;
    private Receipt[] receipts = new Receipt[4];
    private int[] shares = new int[4];
    private int runs;

    StreamBuffer(Stream stream) {
        this(stream, new byte[SMALLEST]);
    }

    /** Makes one over bytes that were used before. */
    StreamBuffer(Stream stream, byte[] bytes) {
        this.stream = stream;
        this.bytes = bytes;
    }

    /** Makes one of entries that are encoded already and share a receipt. */
    static StreamBuffer of(Stream stream, byte[] encoded, int entries, Receipt receipt) {
        StreamBuffer buffer = new StreamBuffer(stream, encoded);
        buffer.length = encoded.length;
        buffer.entries = entries;
        buffer.receipts[0] = receipt;
        buffer.shares[0] = entries;
        buffer.runs = 1;
        for (Item item : PushEncoder.items(buffer)) {
            buffer.lineBytes += item.lineBytes();
            buffer.oldest = Math.min(buffer.oldest, item.timestamp());
            buffer.newest = Math.max(buffer.newest, item.timestamp());
        }
        return buffer;
    }

    /** Appends an entry and returns by how many bytes the batch has grown. */
    int append(Entry entry) {
        int before = length;
        reserve(PushEncoder.bound(entry));
        length = PushEncoder.entry(entry, bytes, length);
        count(entry.timestamp(), entry.length(), entry.receipt());
        return length - before;
    }

    /** Appends an entry that is encoded already. */
    void append(Item item) {
        reserve(item.length());
        System.arraycopy(item.bytes(), item.offset(), bytes, length, item.length());
        length += item.length();
        count(item.timestamp(), item.lineBytes(), item.receipt());
    }

    private void reserve(int more) {
        if (bytes.length - length < more) {
            bytes = Arrays.copyOf(bytes, Math.max(length + more, bytes.length * 2));
        }
    }

    @SuppressWarnings("ReferenceEquality") // One receipt is one object; two that are equal are two debts.
    private void count(long timestamp, int size, Receipt receipt) {
        entries++;
        lineBytes += size;
        oldest = Math.min(oldest, timestamp);
        newest = Math.max(newest, timestamp);
        if (runs > 0 && receipts[runs - 1] == receipt) {
            shares[runs - 1]++;
            return;
        }
        if (runs == receipts.length) {
            receipts = Arrays.copyOf(receipts, runs * 2);
            shares = Arrays.copyOf(shares, runs * 2);
        }
        receipts[runs] = receipt;
        shares[runs++] = 1;
    }

    Stream stream() {
        return stream;
    }

    byte[] bytes() {
        return bytes;
    }

    int length() {
        return length;
    }

    int entries() {
        return entries;
    }

    long lineBytes() {
        return lineBytes;
    }

    long oldest() {
        return oldest;
    }

    long newest() {
        return newest;
    }

    /** Settles every receipt: all entries have arrived. */
    void sent() {
        for (int i = 0; i < runs; i++) {
            receipts[i].sent(shares[i]);
        }
    }

    /** Settles every receipt, and owes the entries to nobody but itself from now on. */
    void release() {
        sent();
        receipts = new Receipt[] {SpoolCodec.SETTLED};
        shares = new int[] {entries};
        runs = 1;
    }

    /** Returns the receipt of each entry, in order. */
    Receipt[] receipts() {
        Receipt[] each = new Receipt[entries];
        int at = 0;
        for (int i = 0; i < runs; i++) {
            Arrays.fill(each, at, at + shares[i], receipts[i]);
            at += shares[i];
        }
        return each;
    }
}
