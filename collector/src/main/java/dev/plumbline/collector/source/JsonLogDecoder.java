package dev.plumbline.collector.source;

import java.io.IOException;
import java.nio.charset.StandardCharsets;

/**
 * Decodes the lines of the engine's json-file driver: {@code {"log":"...\n","stream":"stdout","time":"..."}}.
 *
 * <p>Lines are unescaped where they stand. The form that the engine writes is recognised by comparing bytes; any other
 * JSON object with these fields is read field by field.
 */
final class JsonLogDecoder implements Decoder {
    private static final long LOG = word("{\"log\":\"");
    /** The length of {@code ,"stream":"stdout","time":"}, which is compared in words that overlap. */
    private static final int BEHIND = 27;

    private static final long STREAM = word(",\"stream");
    private static final long OUT = word("\":\"stdou");
    private static final long OUT_END = word("stdout\",");
    private static final long ERR = word("\":\"stder");
    private static final long ERR_END = word("stderr\",");
    private static final long TIME = word("\"time\":\"");

    private final Timestamps timestamps = new Timestamps();
    private final JsonFields fields = new JsonFields(timestamps);
    private final boolean terminal;

    JsonLogDecoder(boolean terminal) {
        this.terminal = terminal;
    }

    private static long word(String text) {
        return Bytes.longAt(text.getBytes(StandardCharsets.US_ASCII), 0);
    }

    @Override
    public int decode(byte[] bytes, int from, int to, Messages messages) throws IOException {
        int end = to;
        while (end > from && bytes[end - 1] != '\n') {
            end--;
        }
        int at = from;
        while (at < end) {
            int next = fast(bytes, at, end, messages);
            at = next >= 0 ? next : slow(bytes, at, end, messages);
        }
        fields.letGo();
        return at;
    }

    /** Reads the usual form; returns where the next line begins, or -1, with nothing changed, if it is another. */
    private int fast(byte[] bytes, int at, int end, Messages messages) throws IOException {
        if (end - at < 64 || Bytes.longAt(bytes, at) != LOG) {
            return -1;
        }
        int start = at + 8;
        int escape = Bytes.quoteOrBackslash(bytes, start, end);
        if (escape < 0 || escape + 64 > end) {
            return -1;
        }
        if (bytes[escape] == '"') {
            return -1;
        }
        boolean plain = bytes[escape + 1] == 'n' && bytes[escape + 2] == '"';
        int stop = plain ? escape : fields.unescape(bytes, start, escape, end);
        if (stop < 0) {
            return -1;
        }
        int after = stop + 3;
        int stampAt = after + BEHIND;
        int source = source(bytes, after);
        if (source < 0) {
            return -1;
        }
        // Thirty characters with nine digits of a second, which is the usual; fewer where they end in zeros.
        int quote = stampAt + 30 < end && bytes[stampAt + 30] == '"'
                ? stampAt + 30
                : Bytes.indexOf(bytes, (byte) '"', stampAt, end);
        if (quote < 0 || quote + 3 > end || bytes[quote + 1] != '}' || bytes[quote + 2] != '\n') {
            return -1;
        }
        long timestamp = timestamps.parse(bytes, stampAt, quote);
        if (timestamp == Timestamps.NONE) {
            return -1;
        }
        emit(source, timestamp, bytes, start, plain ? stop : fields.putBack(start), true, messages);
        return quote + 3;
    }

    /** Returns which source the usual text behind a line names, or -1 if it is another text. */
    private static int source(byte[] bytes, int at) {
        if (Bytes.longAt(bytes, at) != STREAM || Bytes.longAt(bytes, at + 19) != TIME) {
            return -1;
        }
        long name = Bytes.longAt(bytes, at + 8);
        long rest = Bytes.longAt(bytes, at + 11);
        if (name == OUT && rest == OUT_END) {
            return Messages.STDOUT;
        }
        return name == ERR && rest == ERR_END ? Messages.STDERR : -1;
    }

    private int slow(byte[] bytes, int at, int end, Messages messages) throws IOException {
        int newline = Bytes.indexOf(bytes, (byte) '\n', at, end);
        if (fields.read(bytes, at, newline)) {
            int to = fields.logEnd();
            boolean complete = to > fields.logStart() && bytes[to - 1] == '\n';
            emit(
                    fields.source(),
                    fields.timestamp(),
                    bytes,
                    fields.logStart(),
                    complete ? to - 1 : to,
                    complete,
                    messages);
        } else if (newline > at) {
            messages.unreadable(Messages.STDOUT, newline - at);
        }
        return newline + 1;
    }

    private void emit(int source, long timestamp, byte[] bytes, int from, int to, boolean complete, Messages messages)
            throws IOException {
        int end = terminal && complete && to > from && bytes[to - 1] == '\r' ? to - 1 : to;
        messages.message(source, timestamp, bytes, from, end - from, complete);
    }

    /** Does nothing: what has no newline is a line that the engine did not finish writing. */
    @Override
    public void finish(byte[] bytes, int from, int to, Messages messages) {}
}
