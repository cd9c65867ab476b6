package dev.plumbline.collector.source;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Looks at bytes eight at a time. */
final class Bytes {
    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long LOW = 0x0101010101010101L;
    private static final long HIGH = 0x8080808080808080L;
    private static final long QUOTES = LOW * '"';
    private static final long BACKSLASHES = LOW * '\\';

    private Bytes() {}

    static long longAt(byte[] bytes, int at) {
        return (long) LONGS.get(bytes, at);
    }

    static void putLong(byte[] bytes, int at, long word) {
        LONGS.set(bytes, at, word);
    }

    /** Returns where {@code wanted} first stands in {@code [from, to)}, or -1. */
    static int indexOf(byte[] bytes, byte wanted, int from, int to) {
        int at = from;
        int last = to - Long.BYTES;
        long pattern = LOW * (wanted & 0xff);
        // Counted up to a fixed place, so that the compiler takes several words in one go.
        for (; at <= last; at += Long.BYTES) {
            long x = longAt(bytes, at) ^ pattern;
            long hit = (x - LOW) & ~x & HIGH;
            if (hit != 0) {
                return at + first(hit);
            }
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
        int last = to - Long.BYTES;
        for (; at <= last; at += Long.BYTES) {
            long hit = quotesOrBackslashes(longAt(bytes, at));
            if (hit != 0) {
                return at + first(hit);
            }
        }
        for (; at < to; at++) {
            if (bytes[at] == '"' || bytes[at] == '\\') {
                return at;
            }
        }
        return -1;
    }

    /** Returns bits of which the lowest is in the first byte of a word that is a quote or a backslash; 0 if none is. */
    static long quotesOrBackslashes(long word) {
        // Neither has a high bit: a byte that has one is no hit, whatever is subtracted.
        return (((word ^ QUOTES) - LOW) | ((word ^ BACKSLASHES) - LOW)) & ~word & HIGH;
    }

    /** Returns in which byte of a word the lowest bit is that is set, from 0 to 7. */
    static int first(long hit) {
        return Long.numberOfTrailingZeros(hit) >>> 3;
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
