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
