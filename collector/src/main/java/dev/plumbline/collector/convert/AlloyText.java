package dev.plumbline.collector.convert;

import dev.plumbline.collector.golang.GoFloats;
import dev.plumbline.collector.golang.GoStrings;
import dev.plumbline.collector.syntax.Letters;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Writes Alloy configuration; what equals its default is left out, as Alloy's own converter does. */
final class AlloyText {
    private static final String[] SIZES = {"B", "KiB", "MiB", "GiB", "TiB", "PiB", "EiB"};

    private final StringBuilder out = new StringBuilder();

    AlloyText open(String name) {
        out.append(name).append(" {\n");
        return this;
    }

    AlloyText open(String name, String label) {
        out.append(name).append(' ').append(GoStrings.quote(label)).append(" {\n");
        return this;
    }

    AlloyText close() {
        out.append("}\n");
        return this;
    }

    /** Writes an attribute whose expression is given as it is. */
    AlloyText raw(String name, String expression) {
        out.append(name).append(" = ").append(expression).append('\n');
        return this;
    }

    /** Takes over what another one has written. */
    AlloyText lines(AlloyText other) {
        out.append(other);
        return this;
    }

    AlloyText text(String name, String value) {
        return raw(name, GoStrings.quote(value));
    }

    AlloyText text(String name, String value, String absent) {
        return value.equals(absent) ? this : text(name, value);
    }

    AlloyText text(String name, Optional<String> value) {
        value.ifPresent(v -> text(name, v));
        return this;
    }

    AlloyText flag(String name, boolean value, boolean absent) {
        return value == absent ? this : raw(name, Boolean.toString(value));
    }

    AlloyText whole(String name, long value, long absent) {
        return value == absent ? this : raw(name, Long.toString(value));
    }

    AlloyText number(String name, double value) {
        return raw(name, number(value));
    }

    static String number(double value) {
        return GoFloats.plain(value);
    }

    AlloyText duration(String name, Duration value, Duration absent) {
        return value.equals(absent) ? this : text(name, duration(value));
    }

    AlloyText size(String name, long value, long absent) {
        return value == absent ? this : text(name, size(value));
    }

    AlloyText texts(String name, List<String> values) {
        return values.isEmpty() ? this : raw(name, list(values));
    }

    static String list(List<String> values) {
        return "[" + String.join(", ", values.stream().map(GoStrings::quote).toList()) + "]";
    }

    /** Writes an object of strings, also an empty one. */
    AlloyText map(String name, Map<String, String> values) {
        return raw(name, object(values));
    }

    static String object(Map<String, String> values) {
        List<String> fields = new ArrayList<>();
        values.forEach((key, value) -> fields.add(key(key) + " = " + GoStrings.quote(value) + ",\n"));
        return fields.isEmpty() ? "{}" : "{\n" + String.join("", fields) + "}";
    }

    static String key(String key) {
        return Letters.isIdentifier(key) && !List.of("true", "false", "null").contains(key)
                ? key
                : GoStrings.quote(key);
    }

    /** Returns a duration as Go writes it: {@code 1m0s}, {@code 1.5s}, {@code 250ms}. */
    static String duration(Duration duration) {
        long nanoseconds = duration.toNanos();
        String sign = nanoseconds < 0 ? "-" : "";
        long left = Math.abs(nanoseconds);
        if (left == 0) {
            return "0s";
        }
        if (left < 1_000_000_000) {
            int digits = left < 1_000 ? 0 : left < 1_000_000 ? 3 : 6;
            return sign + scaled(left, digits) + (digits == 0 ? "ns" : digits == 3 ? "\u00b5s" : "ms");
        }
        long minutes = left / 60_000_000_000L;
        String seconds = scaled(left % 60_000_000_000L, 9) + "s";
        if (minutes == 0) {
            return sign + seconds;
        }
        return sign + (minutes >= 60 ? minutes / 60 + "h" : "") + minutes % 60 + "m" + seconds;
    }

    private static String scaled(long value, int digits) {
        BigDecimal scaled = BigDecimal.valueOf(value, digits);
        return scaled.signum() == 0 ? "0" : scaled.stripTrailingZeros().toPlainString();
    }

    /** Returns a size in powers of 1024, part by part: {@code 1KiB476B}. */
    static String size(long bytes) {
        if (bytes == 0) {
            return "0B";
        }
        List<String> parts = new ArrayList<>();
        long left = bytes;
        for (int i = 0; i < SIZES.length && left > 0; i++) {
            if (left % 1024 != 0) {
                parts.add(left % 1024 + SIZES[i]);
            }
            left /= 1024;
        }
        Collections.reverse(parts);
        return String.join("", parts);
    }

    @Override
    public String toString() {
        return out.toString();
    }
}
