package dev.plumbline.collector.entry;

import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * One log entry. Immutable; a stage that changes something makes a new one with the same receipt.
 *
 * <p>The line is kept as bytes and only becomes a string for a stage that asks: most lines never need to.
 */
public final class Entry {
    private final Labels labels;
    private final long timestamp;
    private final byte[] bytes;
    private final int offset;
    private final int length;
    private final Map<String, String> structuredMetadata;
    private final Receipt receipt;

    /**
     * Makes an entry over bytes that nobody changes any more.
     *
     * @param labels the stream it belongs to
     * @param timestamp nanoseconds since 1970
     * @param bytes holds the line, UTF-8 where the writer kept to it
     * @param offset where the line begins
     * @param length its length in bytes, without the line end
     * @param structuredMetadata by name, in order
     * @param receipt settled when its way has ended
     */
    public Entry(
            Labels labels,
            long timestamp,
            byte[] bytes,
            int offset,
            int length,
            Map<String, String> structuredMetadata,
            Receipt receipt) {
        this.labels = labels;
        this.timestamp = timestamp;
        this.bytes = bytes;
        this.offset = offset;
        this.length = length;
        this.structuredMetadata = structuredMetadata;
        this.receipt = receipt;
    }

    public Labels labels() {
        return labels;
    }

    /** Returns nanoseconds since 1970. */
    public long timestamp() {
        return timestamp;
    }

    /** Returns the array that holds the line, from {@link #offset} on for {@link #length} bytes; not to be changed. */
    public byte[] bytes() {
        return bytes;
    }

    public int offset() {
        return offset;
    }

    public int length() {
        return length;
    }

    public Map<String, String> structuredMetadata() {
        return structuredMetadata;
    }

    public Receipt receipt() {
        return receipt;
    }

    /** Returns the line as text; invalid UTF-8 becomes U+FFFD. */
    public String line() {
        return new String(bytes, offset, length, StandardCharsets.UTF_8);
    }

    public Entry withLabels(Labels other) {
        return new Entry(other, timestamp, bytes, offset, length, structuredMetadata, receipt);
    }

    public Entry withTimestamp(long nanoseconds) {
        return new Entry(labels, nanoseconds, bytes, offset, length, structuredMetadata, receipt);
    }

    public Entry withLine(String line) {
        byte[] encoded = line.getBytes(StandardCharsets.UTF_8);
        return new Entry(labels, timestamp, encoded, 0, encoded.length, structuredMetadata, receipt);
    }

    public Entry withStructuredMetadata(Map<String, String> other) {
        return new Entry(labels, timestamp, bytes, offset, length, other, receipt);
    }

    public Entry withReceipt(Receipt other) {
        return new Entry(labels, timestamp, bytes, offset, length, structuredMetadata, other);
    }
}
