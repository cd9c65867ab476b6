package dev.plumbline.collector.source;

import java.nio.charset.StandardCharsets;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;

/**
 * Parses RFC 3339 timestamps from bytes into nanoseconds since 1970.
 *
 * <p>Remembers the last date and minute, which the next line nearly always shares. Not safe for several threads.
 */
final class Timestamps {
    /** What {@link #parse} returns for what is no timestamp. */
    static final long NONE = Long.MIN_VALUE;

    private static final int SHORTEST = 20;
    private static final long HIGH_HALVES = 0xf0f0f0f0f0f0f0f0L;
    private static final long ZEROS = 0x3030303030303030L;
    private static final long SIXES = 0x0606060606060606L;
    private static final long[] POWERS = {
        1_000_000_000L, 100_000_000L, 10_000_000L, 1_000_000L, 100_000L, 10_000L, 1_000L, 100L, 10L, 1L
    };

    private long date;
    private long time;
    private long minute = NONE;

    /** Parses {@code [from, to)}, which must hold the timestamp and nothing else. */
    long parse(byte[] bytes, int from, int to) {
        if (to - from < SHORTEST) {
            return NONE;
        }
        if (bytes[to - 1] != 'Z') {
            return slow(bytes, from, to);
        }
        long first = Bytes.longAt(bytes, from);
        long second = Bytes.longAt(bytes, from + 8);
        if (minute == NONE || first != date || second != time) {
            long parsed = slow(bytes, from, from + 16);
            if (parsed == NONE) {
                return NONE;
            }
            minute = parsed;
            date = first;
            time = second;
        }
        int tens = bytes[from + 17] - '0';
        int ones = bytes[from + 18] - '0';
        // 60 is a leap second: RFC 3339 has it, and arithmetic puts it into the next minute.
        if (bytes[from + 16] != ':' || tens < 0 || tens > 6 || ones < 0 || ones > 9) {
            return NONE;
        }
        long fraction = fraction(bytes, from + 19, to - 1);
        return fraction < 0 ? NONE : minute + (tens * 10 + ones) * 1_000_000_000L + fraction;
    }

    private static long fraction(byte[] bytes, int from, int to) {
        if (from == to) {
            return 0;
        }
        int digits = to - from - 1;
        if (bytes[from] != '.' || digits < 1 || digits > 9) {
            return -1;
        }
        if (digits == 9) {
            return nine(bytes, from + 1);
        }
        long value = 0;
        for (int i = from + 1; i < to; i++) {
            int digit = bytes[i] - '0';
            if (digit < 0 || digit > 9) {
                return -1;
            }
            value = value * 10 + digit;
        }
        return value * POWERS[digits];
    }

    /** Parses nine digits, the first eight of them at once; -1 if they are none. */
    private static long nine(byte[] bytes, int from) {
        long text = Bytes.longAt(bytes, from);
        int last = bytes[from + 8] - '0';
        boolean digits = (text & HIGH_HALVES) == ZEROS && (text + SIXES & HIGH_HALVES) == ZEROS;
        if (!digits || last < 0 || last > 9) {
            return -1;
        }
        // Digits to pairs, pairs to fours, fours to eight: each step adds ten, a hundred, ten thousand times the left.
        long pairs = (text & ~HIGH_HALVES) * (10 * 256 + 1) >>> 8;
        long fours = (pairs & 0x00ff00ff00ff00ffL) * (100 * 65536 + 1) >>> 16;
        long eight = (fours & 0x0000ffff0000ffffL) * (10_000 * (1L << 32) + 1) >>> 32;
        return eight * 10 + last;
    }

    private static long slow(byte[] bytes, int from, int to) {
        String text = new String(bytes, from, to - from, StandardCharsets.ISO_8859_1);
        try {
            OffsetDateTime parsed = OffsetDateTime.parse(to - from == 16 ? text + ":00Z" : text);
            return Math.addExact(Math.multiplyExact(parsed.toEpochSecond(), 1_000_000_000L), parsed.getNano());
        } catch (DateTimeParseException | ArithmeticException e) {
            return NONE;
        }
    }
}
