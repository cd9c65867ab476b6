package dev.plumbline.docker.proof;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.xerial.snappy.Snappy;

/**
 * One entry as it came over the wire.
 *
 * @param labels of its stream
 * @param timestamp in nanoseconds since 1970
 * @param line one character for each byte
 */
record Pushed(Map<String, String> labels, long timestamp, String line) {
    private static final Pattern LABEL = Pattern.compile("([A-Za-z_][A-Za-z0-9_]*)=\"((?:[^\"\\\\]|\\\\.)*)\"");

    /** Decodes a push request, which is a block of snappy around a protobuf message. */
    static List<Pushed> decode(byte[] body) throws IOException {
        Fields request = new Fields(Snappy.uncompress(body));
        List<Pushed> entries = new ArrayList<>();
        while (request.next(1)) {
            stream(request.message(), entries);
        }
        return entries;
    }

    private static void stream(Fields stream, List<Pushed> entries) {
        stream.next(1);
        Map<String, String> labels = labels(new String(stream.bytes(), StandardCharsets.UTF_8));
        while (stream.next(2)) {
            Fields entry = stream.message();
            entry.next(1);
            Fields stamp = entry.message();
            long timestamp = 0;
            while (stamp.more()) {
                timestamp += stamp.tag() == 1 ? stamp.varint() * 1_000_000_000L : stamp.varint();
            }
            entry.next(2);
            entries.add(new Pushed(labels, timestamp, new String(entry.bytes(), StandardCharsets.ISO_8859_1)));
        }
    }

    /** Reads labels as Loki writes them. */
    static Map<String, String> labels(String text) {
        Map<String, String> labels = new TreeMap<>();
        Matcher matcher = LABEL.matcher(text);
        while (matcher.find()) {
            labels.put(matcher.group(1), matcher.group(2).replace("\\\"", "\"").replace("\\\\", "\\"));
        }
        return labels;
    }

    /** The fields of a protobuf message, in the order in which they come. */
    private static final class Fields {
        private final byte[] all;
        private final int end;
        private int at;

        Fields(byte[] all) {
            this(all, 0, all.length);
        }

        private Fields(byte[] all, int from, int end) {
            this.all = all;
            this.at = from;
            this.end = end;
        }

        boolean more() {
            return at < end;
        }

        /** Steps into a field, which has to be this one; false at the end. */
        boolean next(int field) {
            if (!more()) {
                return false;
            }
            int found = tag();
            if (found != field) {
                throw new IllegalArgumentException("expected field " + field + " at byte " + at + ", found " + found);
            }
            return true;
        }

        int tag() {
            return (int) (varint() >>> 3);
        }

        Fields message() {
            int length = Math.toIntExact(varint());
            Fields inner = new Fields(all, at, Math.addExact(at, length));
            at += length;
            return inner;
        }

        byte[] bytes() {
            Fields inner = message();
            return java.util.Arrays.copyOfRange(all, inner.at, inner.end);
        }

        long varint() {
            long value = 0;
            int shift = 0;
            byte b;
            do {
                b = all[at++];
                value |= (b & 0x7fL) << shift;
                shift += 7;
            } while (b < 0);
            return value;
        }
    }
}
