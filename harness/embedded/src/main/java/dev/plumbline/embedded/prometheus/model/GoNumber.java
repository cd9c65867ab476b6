package dev.plumbline.embedded.prometheus.model;

import java.util.Locale;
import java.util.OptionalDouble;

/** Reads numbers as Go's {@code strconv.ParseFloat} does. */
public final class GoNumber {
    private static final String DECIMAL =
            "[-+]?([0-9]+(_[0-9]+)*\\.?([0-9]+(_[0-9]+)*)?|\\.[0-9]+(_[0-9]+)*)(e[-+]?[0-9]+(_[0-9]+)*)?";
    private static final String HEXADECIMAL = "[-+]?0x_?([0-9a-f_]+\\.?[0-9a-f_]*|\\.[0-9a-f_]+)p[-+]?[0-9]+";

    private GoNumber() {}

    /** Returns the number that a text stands for, or nothing if it is none or out of range. */
    public static OptionalDouble parse(String text) {
        String lower = text.toLowerCase(Locale.ROOT);
        switch (lower) {
            case "inf", "+inf", "infinity", "+infinity" -> {
                return OptionalDouble.of(Double.POSITIVE_INFINITY);
            }
            case "-inf", "-infinity" -> {
                return OptionalDouble.of(Double.NEGATIVE_INFINITY);
            }
            case "nan" -> {
                return OptionalDouble.of(Double.NaN);
            }
            default -> {}
        }
        if (lower.matches(DECIMAL) || lower.matches(HEXADECIMAL)) {
            double value = Double.parseDouble(lower.replace("_", ""));
            return Double.isInfinite(value) ? OptionalDouble.empty() : OptionalDouble.of(value);
        }
        return OptionalDouble.empty();
    }

    /** Converts to an integer as amd64 does: what does not fit is the least one. */
    public static long toLong(double v) {
        return v >= -0x1p63 && v < 0x1p63 ? (long) v : Long.MIN_VALUE;
    }
}
