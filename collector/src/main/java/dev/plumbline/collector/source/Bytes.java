package dev.plumbline.collector.source;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Looks at bytes eight at a time. */
final class Bytes {
    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long LOW = 0x0101010101010101L;
    private static final long HIGH = 0x8080808080808080L;

    private Bytes() {}

    static long longAt(byte[] bytes, int at) {
        return (long) LONGS.get(bytes, at);
    }

    /** Returns where {@code wanted} first stands in {@code [from, to)}, or -1. */
    static int indexOf(byte[] bytes, byte wanted, int from, int to) {
        int at = from;
        long pattern = LOW * (wanted & 0xff);
        while (at + 8 <= to) {
            long x = longAt(bytes, at) ^ pattern;
            long hit = (x - LOW) & ~x & HIGH;
            if (hit != 0) {
                return at + (Long.numberOfTrailingZeros(hit) >>> 3);
            }
            at += 8;
        }
        for (; at < to; at++) {
            if (bytes[at] == wanted) {
                return at;
            }
        }
        return -1;
    }

    /** Returns where a quote or a backslash first stands in {@code [from, to)}, or -1. */
    static int quoteOrBackslash(byte[] bytes, int from, int to) {
        int at = from;
        while (at + 8 <= to) {
            long word = longAt(bytes, at);
            long q = word ^ (LOW * '"');
            long s = word ^ (LOW * '\\');
            long hit = (((q - LOW) & ~q) | ((s - LOW) & ~s)) & HIGH;
            if (hit != 0) {
                return at + (Long.numberOfTrailingZeros(hit) >>> 3);
            }
            at += 8;
        }
        for (; at < to; at++) {
            if (bytes[at] == '"' || bytes[at] == '\\') {
                return at;
            }
        }
        return -1;
    }

    /**
     * Moves what stands in {@code [in, to)} before the first backslash to {@code out}, which is not behind {@code in}.
     *
     * @return how many bytes that were
     */
    static int movePlain(byte[] bytes, int in, int out, int to) {
        int moved = 0;
        while (in + moved + 8 <= to) {
            long word = longAt(bytes, in + moved);
            long x = word ^ (LOW * '\\');
            if (((x - LOW) & ~x & HIGH) != 0) {
                break;
            }
            LONGS.set(bytes, out + moved, word);
            moved += 8;
        }
        while (in + moved < to && bytes[in + moved] != '\\') {
            bytes[out + moved] = bytes[in + moved];
            moved++;
        }
        return moved;
    }

    /** Hashes a line; kept in journals, so it must never change. */
    static long hash(byte[] bytes, int offset, int length) {
        long h = 0x9E3779B97F4A7C15L ^ length;
        int at = offset;
        int end = offset + length;
        while (at + 8 <= end) {
            h = mix(h ^ longAt(bytes, at));
            at += 8;
        }
        long tail = 0;
        for (int shift = 0; at < end; at++, shift += 8) {
            tail |= (bytes[at] & 0xffL) << shift;
        }
        return mix(h ^ tail);
    }

    private static long mix(long z) {
        long x = (z ^ (z >>> 32)) * 0xD6E8FEB86659FD93L;
        return x ^ (x >>> 29);
    }
}
