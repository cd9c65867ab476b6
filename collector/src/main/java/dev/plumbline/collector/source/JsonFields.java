package dev.plumbline.collector.source;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Reads the fields of one JSON object that a log line consists of, whatever their order and spacing. */
final class JsonFields {
    private static final int DEEPEST = 64;
    private static final String ESCAPES = "\"\\/bfnrt";
    private static final String MEANINGS = "\"\\/\b\f\n\r\t";
    private static final byte[] SIMPLE = simple();
    /** The least that follows in a record on the first byte that is looked at. */
    private static final int BEHIND = 64;

    private static final int KEPT_ROOM = 1 << 10;
    private static final int MOST_ROOM = 64 << 10;

    private final Timestamps timestamps;
    private static final byte[] NOTHING = {};

    private byte[] bytes = NOTHING;
    /** Takes what escapes stand for: the bytes themselves, or the room beside them. */
    private byte[] target = NOTHING;

    private byte[] room = NOTHING;
    private int unescaped;
    private int at;
    private int end;
    private int stringStart;
    private int stringEnd;
    private int logStart;
    private int logEnd;
    private int source;
    private long timestamp;

    JsonFields(Timestamps timestamps) {
        this.timestamps = timestamps;
    }

    int logStart() {
        return logStart;
    }

    int logEnd() {
        return logEnd;
    }

    int source() {
        return source;
    }

    long timestamp() {
        return timestamp;
    }

    /** Reads {@code [from, to)}, unescaping strings in place; false if it is no object with a log line and a time. */
    boolean read(byte[] line, int from, int to) {
        bytes = line;
        at = from;
        end = to;
        logStart = -1;
        source = Messages.STDOUT;
        timestamp = Timestamps.NONE;
        return object() && logStart >= 0 && timestamp != Timestamps.NONE;
    }

    private boolean object() {
        if (!take('{')) {
            return false;
        }
        if (take('}')) {
            return atEnd();
        }
        do {
            if (!string() || !field()) {
                return false;
            }
        } while (take(','));
        return take('}') && atEnd();
    }

    private boolean atEnd() {
        blanks();
        return at == end;
    }

    private boolean field() {
        String name = new String(bytes, stringStart, stringEnd - stringStart, StandardCharsets.ISO_8859_1);
        if (!take(':')) {
            return false;
        }
        return switch (name) {
            case "log" -> {
                boolean read = string();
                logStart = stringStart;
                logEnd = stringEnd;
                yield read;
            }
            case "stream" -> {
                boolean read = string();
                source = read && stringEnd - stringStart == 6 && bytes[stringStart + 3] == 'e'
                        ? Messages.STDERR
                        : Messages.STDOUT;
                yield read;
            }
            case "time" -> {
                boolean read = string();
                timestamp = read ? timestamps.parse(bytes, stringStart, stringEnd) : Timestamps.NONE;
                yield read;
            }
            default -> value(0);
        };
    }

    private boolean value(int depth) {
        blanks();
        if (at >= end || depth > DEEPEST) {
            return false;
        }
        return switch (bytes[at]) {
            case '"' -> string();
            case '{' -> group('}', true, depth);
            case '[' -> group(']', false, depth);
            default -> word();
        };
    }

    private boolean group(char close, boolean named, int depth) {
        at++;
        if (take(close)) {
            return true;
        }
        do {
            if (named && (!string() || !take(':')) || !value(depth + 1)) {
                return false;
            }
        } while (take(','));
        return take(close);
    }

    private boolean word() {
        int from = at;
        while (at < end && ",]} \t\r".indexOf(bytes[at]) < 0 && bytes[at] != '"') {
            at++;
        }
        return at > from;
    }

    private void blanks() {
        while (at < end && (bytes[at] == ' ' || bytes[at] == '\t' || bytes[at] == '\r')) {
            at++;
        }
    }

    private boolean take(char wanted) {
        blanks();
        if (at < end && bytes[at] == wanted) {
            at++;
            return true;
        }
        return false;
    }

    /**
     * Unescapes the content of a string that ends in an escaped newline, beside where it stands: nothing in {@code line}
     * is changed until {@link #putBack} is called.
     *
     * @param from where the content begins
     * @param escape where its first backslash stands
     * @param to end of what may be looked at, at least 64 bytes behind any string that is read
     * @return where the escaped newline stands that ends it, or -1 if it is another string, or a very long one
     */
    int unescape(byte[] line, int from, int escape, int to) {
        bytes = line;
        end = to;
        int in = escape;
        int out = escape - from;
        if (!hasRoom(out)) {
            return -1;
        }
        System.arraycopy(line, from, room, 0, out);
        while (in + BEHIND <= to && hasRoom(out)) {
            long word = Bytes.longAt(line, in);
            Bytes.putLong(room, out, word);
            long special = Bytes.quotesOrBackslashes(word);
            int plain = special == 0 ? Long.BYTES : Bytes.first(special);
            in += plain;
            out += plain;
            if (special == 0) {
                continue;
            }
            if (line[in] == '"') {
                return -1;
            }
            byte kind = line[in + 1];
            if (kind == 'n' && line[in + 2] == '"') {
                unescaped = out;
                return in;
            }
            byte simple = SIMPLE[kind & 0xff];
            if (simple != 0) {
                room[out++] = simple;
                in += 2;
                continue;
            }
            target = room;
            at = in + 1;
            out = escape(out);
            if (out < 0) {
                return -1;
            }
            in = at;
        }
        return -1;
    }

    /** Tells whether a word, or what an escape stands for, can be put at {@code out}; makes room if there is none. */
    private boolean hasRoom(int out) {
        int least = out + 2 * Long.BYTES;
        if (least > room.length) {
            if (least > MOST_ROOM) {
                return false;
            }
            room = Arrays.copyOf(room, Math.min(MOST_ROOM, Math.max(least, room.length * 2)));
        }
        return true;
    }

    /** Puts what was unescaped last in the place of what it came from; returns where it ends. */
    int putBack(int from) {
        System.arraycopy(room, 0, bytes, from, unescaped);
        return from + unescaped;
    }

    private static byte[] simple() {
        byte[] simple = new byte[256];
        for (int i = 0; i < ESCAPES.length(); i++) {
            simple[ESCAPES.charAt(i)] = (byte) MEANINGS.charAt(i);
        }
        return simple;
    }

    private boolean string() {
        if (!take('"')) {
            return false;
        }
        target = bytes;
        int out = at;
        stringStart = at;
        while (true) {
            int stop = Bytes.quoteOrBackslash(bytes, at, end);
            if (stop < 0) {
                return false;
            }
            if (out != at) {
                System.arraycopy(bytes, at, bytes, out, stop - at);
            }
            out += stop - at;
            at = stop + 1;
            if (bytes[stop] == '"') {
                stringEnd = out;
                return true;
            }
            int written = escape(out);
            if (written < 0) {
                return false;
            }
            out = written;
        }
    }

    /** Writes what the escape at {@code at} stands for, never longer than itself; returns where that ends, or -1. */
    private int escape(int out) {
        if (at >= end) {
            return -1;
        }
        byte kind = bytes[at++];
        if (kind == 'u') {
            return unicode(out);
        }
        int plain = ESCAPES.indexOf(kind);
        if (plain < 0) {
            return -1;
        }
        target[out] = (byte) MEANINGS.charAt(plain);
        return out + 1;
    }

    private int unicode(int out) {
        int c = hex();
        if (c < 0) {
            return -1;
        }
        if (Character.isHighSurrogate((char) c) && at + 6 <= end && bytes[at] == '\\' && bytes[at + 1] == 'u') {
            int back = at;
            at += 2;
            int low = hex();
            if (low >= 0 && Character.isLowSurrogate((char) low)) {
                return utf8(Character.toCodePoint((char) c, (char) low), out);
            }
            at = back;
        }
        return utf8(Character.isSurrogate((char) c) ? 0xfffd : c, out);
    }

    private int hex() {
        if (end - at < 4) {
            return -1;
        }
        int value = 0;
        for (int i = 0; i < 4; i++) {
            int digit = Character.digit(bytes[at++], 16);
            if (digit < 0) {
                return -1;
            }
            value = value * 16 + digit;
        }
        return value;
    }

    private int utf8(int c, int out) {
        int p = out;
        if (c < 0x80) {
            target[p++] = (byte) c;
        } else if (c < 0x800) {
            target[p++] = (byte) (0xc0 | c >> 6);
            target[p++] = (byte) (0x80 | c & 0x3f);
        } else if (c < 0x10000) {
            target[p++] = (byte) (0xe0 | c >> 12);
            target[p++] = (byte) (0x80 | c >> 6 & 0x3f);
            target[p++] = (byte) (0x80 | c & 0x3f);
        } else {
            target[p++] = (byte) (0xf0 | c >> 18);
            target[p++] = (byte) (0x80 | c >> 12 & 0x3f);
            target[p++] = (byte) (0x80 | c >> 6 & 0x3f);
            target[p++] = (byte) (0x80 | c & 0x3f);
        }
        return p;
    }

    /** Lets go of the bytes that were read last, and of much memory. */
    void letGo() {
        bytes = NOTHING;
        target = NOTHING;
        if (room.length > KEPT_ROOM) {
            room = NOTHING;
        }
    }
}
