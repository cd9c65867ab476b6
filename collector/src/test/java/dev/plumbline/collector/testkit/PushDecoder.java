package dev.plumbline.collector.testkit;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.xerial.snappy.Snappy;

/** Decodes a push request byte by byte, by the protobuf specification and not by our encoder. */
public final class PushDecoder {
    private final byte[] bytes;
    private int at;
    private final int end;

    private PushDecoder(byte[] bytes, int at, int end) {
        this.bytes = bytes;
        this.at = at;
        this.end = end;
    }

    /** One entry as it came over the wire. */
    public record Pushed(String labels, long timestamp, byte[] line, Map<String, String> metadata) {
        public String text() {
            return new String(line, StandardCharsets.UTF_8);
        }
    }

    /** Decodes a snappy-compressed request. */
    public static List<Pushed> decode(byte[] body) throws IOException {
        return decodePlain(Snappy.uncompress(body));
    }

    /** Decodes a request. */
    public static List<Pushed> decodePlain(byte[] plain) {
        List<Pushed> all = new ArrayList<>();
        PushDecoder request = new PushDecoder(plain, 0, plain.length);
        while (request.more()) {
            request.expect(1, 2);
            stream(request.inner(), all);
        }
        return all;
    }

    private static void stream(PushDecoder stream, List<Pushed> all) {
        stream.expect(1, 2);
        String labels = new String(stream.content(), StandardCharsets.UTF_8);
        while (stream.more()) {
            stream.expect(2, 2);
            all.add(entry(labels, stream.inner()));
        }
    }

    private static Pushed entry(String labels, PushDecoder entry) {
        entry.expect(1, 2);
        PushDecoder stamp = entry.inner();
        long timestamp = 0;
        while (stamp.more()) {
            int field = stamp.tag(0);
            timestamp += stamp.varint() * (field == 1 ? 1_000_000_000L : 1);
        }
        entry.expect(2, 2);
        byte[] line = entry.content();
        Map<String, String> metadata = new LinkedHashMap<>();
        while (entry.more()) {
            entry.expect(3, 2);
            PushDecoder pair = entry.inner();
            pair.expect(1, 2);
            String name = new String(pair.content(), StandardCharsets.UTF_8);
            pair.expect(2, 2);
            metadata.put(name, new String(pair.content(), StandardCharsets.UTF_8));
        }
        return new Pushed(labels, timestamp, line, metadata);
    }

    private boolean more() {
        return at < end;
    }

    private void expect(int field, int type) {
        int found = tag(type);
        if (found != field) {
            throw new IllegalArgumentException("expected field " + field + ", found " + found + " at " + at);
        }
    }

    private int tag(int type) {
        int tag = (int) varint();
        if ((tag & 7) != type) {
            throw new IllegalArgumentException("expected wire type " + type + ", found " + (tag & 7) + " at " + at);
        }
        return tag >>> 3;
    }

    private PushDecoder inner() {
        int length = (int) varint();
        PushDecoder inner = new PushDecoder(bytes, at, at + length);
        at += length;
        if (at > end) {
            throw new IllegalArgumentException("a message runs over its end");
        }
        return inner;
    }

    private byte[] content() {
        PushDecoder inner = inner();
        return java.util.Arrays.copyOfRange(bytes, inner.at, inner.end);
    }

    private long varint() {
        long value = 0;
        for (int shift = 0; ; shift += 7) {
            byte b = bytes[at++];
            value |= (b & 0x7fL) << shift;
            if (b >= 0) {
                return value;
            }
        }
    }
}
