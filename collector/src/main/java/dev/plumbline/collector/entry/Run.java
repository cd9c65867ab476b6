package dev.plumbline.collector.entry;

import java.util.Arrays;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Lines of one stream that were read together, one after another: what is handed on at once costs no object and no lock
 * for each line.
 *
 * <p>Belongs to who makes it. Who takes it copies what it keeps: it is filled again once it has been taken.
 */
public final class Run {
    private static final int SMALLEST = 64;
    private static final byte[] NOTHING = {};

    private final Labels labels;
    private byte[] bytes;
    private final Receipt receipt;
    private long[] timestamps;
    private int[] offsets;
    private int[] lengths;
    private int count;
    private int taken;
    private @Nullable Run whole;

    /**
     * Makes a run without lines.
     *
     * @param labels the stream that all lines belong to
     * @param bytes holds all lines; nobody changes it as long as a receiver needs it
     * @param receipt settled once for each line
     */
    public Run(Labels labels, byte[] bytes, Receipt receipt) {
        this(labels, bytes, receipt, SMALLEST);
    }

    private Run(Labels labels, byte[] bytes, Receipt receipt, int room) {
        this.labels = labels;
        this.bytes = bytes;
        this.receipt = receipt;
        this.timestamps = new long[room];
        this.offsets = new int[room];
        this.lengths = new int[room];
    }

    /** Lets go of the bytes of its lines, once it has been taken: only the rest of its memory is used again. */
    public void letGo() {
        bytes = NOTHING;
    }

    /** Makes a run with the memory of one that was taken. */
    public Run(Labels labels, byte[] bytes, Receipt receipt, Run taken) {
        this.labels = labels;
        this.bytes = bytes;
        this.receipt = receipt;
        this.timestamps = taken.timestamps;
        this.offsets = taken.offsets;
        this.lengths = taken.lengths;
    }

    /** Adds a line, at nanoseconds since 1970. */
    public void add(long timestamp, int offset, int length) {
        int at = count;
        if (at == timestamps.length) {
            grow();
        }
        timestamps[at] = timestamp;
        offsets[at] = offset;
        lengths[at] = length;
        count = at + 1;
    }

    private void grow() {
        timestamps = Arrays.copyOf(timestamps, count * 2);
        offsets = Arrays.copyOf(offsets, count * 2);
        lengths = Arrays.copyOf(lengths, count * 2);
    }

    /** Returns one of its lines as an entry. */
    public Entry entry(int index) {
        return new Entry(labels, timestamps[index], bytes, offsets[index], lengths[index], Map.of(), receipt);
    }

    /** Returns a part of this run: its first so many lines, with memory of its own. */
    public Run first(int lines) {
        return part(0, lines);
    }

    /** Returns the part of this run that nobody has taken, with memory of its own. */
    public Run rest() {
        return part(taken, count);
    }

    private Run part(int from, int to) {
        Run part = new Run(labels, bytes, receipt, Math.max(count, SMALLEST));
        part.whole = this;
        for (int i = from; i < to; i++) {
            part.add(timestamps[i], offsets[i], lengths[i]);
        }
        return part;
    }

    /** Says that so many lines more were taken, or dropped: from then on somebody else answers for them. */
    public void taken(int lines) {
        taken += lines;
        if (whole != null) {
            whole.taken(lines);
        }
    }

    /** Says that all its lines are handed out once more, to another receiver. */
    public void again() {
        taken(-count);
    }

    /** Returns how many lines were taken; as far as its maker is concerned, the others are still at hand. */
    public int taken() {
        return taken;
    }

    /** Returns the same lines as those of another stream. */
    public Run of(Labels other) {
        Run run = new Run(other, bytes, receipt, this);
        run.count = count;
        run.whole = this;
        return run;
    }

    public Labels labels() {
        return labels;
    }

    public byte[] bytes() {
        return bytes;
    }

    public Receipt receipt() {
        return receipt;
    }

    public int count() {
        return count;
    }

    /** Returns nanoseconds since 1970. */
    public long timestamp(int index) {
        return timestamps[index];
    }

    public int offset(int index) {
        return offsets[index];
    }

    public int length(int index) {
        return lengths[index];
    }
}
