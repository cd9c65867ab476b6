package dev.plumbline.collector.write;

import dev.plumbline.collector.entry.Entry;
import dev.plumbline.collector.entry.Outcomes;
import dev.plumbline.collector.entry.Receipt;
import dev.plumbline.collector.entry.Run;
import java.util.Arrays;

/** The entries of one stream within one batch, encoded as they come, with the receipts in the same order. */
final class StreamBuffer {
    private final Stream stream;
    private final Blocks blocks;
    private int entries;
    private long lineBytes;
    private long lines;
    private long oldest = Long.MAX_VALUE;
    private long newest = Long.MIN_VALUE;
    private Receipt[] receipts = new Receipt[4];
    private int[] shares = new int[4];
    private int runs;

    /** Makes one whose memory nobody shares. */
    StreamBuffer(Stream stream) {
        this(stream, Blocks.own());
    }

    /** Makes one over blocks without entries. */
    StreamBuffer(Stream stream, Blocks blocks) {
        this.stream = stream;
        this.blocks = blocks;
    }

    /**
     * Makes one of entries that are encoded already.
     *
     * @param receipts of its entries, in order
     * @param shares how many entries each of them is for
     */
    static StreamBuffer of(Stream stream, byte[] encoded, Receipt[] receipts, int[] shares) {
        StreamBuffer buffer = new StreamBuffer(stream, Blocks.of(encoded));
        buffer.receipts = receipts;
        buffer.shares = shares;
        buffer.runs = receipts.length;
        for (int i = 0; i < shares.length; i++) {
            buffer.entries += shares[i];
            buffer.lines += (long) shares[i] * receipts[i].weight();
        }
        for (Item item : PushEncoder.items(buffer)) {
            buffer.lineBytes += item.lineBytes();
            buffer.oldest = Math.min(buffer.oldest, item.timestamp());
            buffer.newest = Math.max(buffer.newest, item.timestamp());
        }
        return buffer;
    }

    /** Appends an entry and returns by how many bytes the batch has grown. */
    int append(Entry entry) {
        int before = blocks.length();
        blocks.reserve(PushEncoder.bound(entry));
        blocks.written(PushEncoder.entry(entry, blocks.last(), blocks.at()));
        note(entry.timestamp(), entry.length());
        count(entry.receipt(), 1);
        return blocks.length() - before;
    }

    /**
     * Appends lines of a run from {@code first} on, until it has grown by a number of bytes or more.
     *
     * @return the first line that was not appended
     */
    int append(Run run, int first, int most) {
        int full = blocks.length() + most;
        int end = run.count();
        int next = first;
        byte[] source = run.bytes();
        while (next < end && blocks.length() < full) {
            int size = run.length(next);
            long timestamp = run.timestamp(next);
            blocks.reserve(size + PushEncoder.OVERHEAD);
            blocks.written(PushEncoder.line(timestamp, source, run.offset(next), size, blocks.last(), blocks.at()));
            note(timestamp, size);
            next++;
        }
        count(run.receipt(), next - first);
        return next;
    }

    /** Appends an entry that is encoded already. */
    void append(Item item) {
        blocks.reserve(item.length());
        System.arraycopy(item.bytes(), item.offset(), blocks.last(), blocks.at(), item.length());
        blocks.written(blocks.at() + item.length());
        note(item.timestamp(), item.lineBytes());
        count(item.receipt(), 1);
    }

    private void note(long timestamp, int size) {
        lineBytes += size;
        oldest = Math.min(oldest, timestamp);
        newest = Math.max(newest, timestamp);
    }

    /** Owes this receipt so many of the entries that were appended last. */
    @SuppressWarnings("ReferenceEquality") // One receipt is one object; two that are equal are two debts.
    private void count(Receipt receipt, int appended) {
        entries += appended;
        lines += (long) receipt.weight() * appended;
        if (runs > 0 && receipts[runs - 1] == receipt) {
            shares[runs - 1] += appended;
            return;
        }
        if (runs == receipts.length) {
            receipts = Arrays.copyOf(receipts, runs * 2);
            shares = Arrays.copyOf(shares, runs * 2);
        }
        receipts[runs] = receipt;
        shares[runs++] = appended;
    }

    Stream stream() {
        return stream;
    }

    Blocks blocks() {
        return blocks;
    }

    int length() {
        return blocks.length();
    }

    int entries() {
        return entries;
    }

    /** Returns for how many lines of the sources its entries stand. */
    long lines() {
        return lines;
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

    /** Settles every receipt: the entries are safe on disk, and only the books are owed from now on. */
    void release(Outcomes keeper) {
        for (int i = 0; i < runs; i++) {
            receipts[i].kept(shares[i]);
            receipts[i] = Kept.of(keeper, receipts[i].weight());
        }
    }

    /** Returns how many receipts it holds; each is that of some entries in a row. */
    int runs() {
        return runs;
    }

    /** Returns for how many lines each entry of a run stands. */
    int weight(int run) {
        return receipts[run].weight();
    }

    /** Returns of how many entries a run is. */
    int share(int run) {
        return shares[run];
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
