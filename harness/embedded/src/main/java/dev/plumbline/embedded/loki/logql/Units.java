package dev.plumbline.embedded.loki.logql;

import dev.plumbline.embedded.gotemplate.GoDuration;
import dev.plumbline.embedded.gotemplate.GoStrings;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Durations and sizes as LogQL writes them and as labels hold them. */
final class Units {
    private static final Map<String, Long> SIZES = sizes();

    private Units() {}

    private static Map<String, Long> sizes() {
        Map<String, Long> sizes = new java.util.HashMap<>(Map.of("", 1L, "b", 1L));
        long decimal = 1;
        long binary = 1;
        for (char c : "kmgtpe".toCharArray()) {
            decimal *= 1000;
            binary *= 1024;
            sizes.put(c + "", decimal);
            sizes.put(c + "b", decimal);
            sizes.put(c + "i", binary);
            sizes.put(c + "ib", binary);
        }
        return Map.copyOf(sizes);
    }

    /** Reads a duration in Prometheus' form, or else in Go's. */
    static Optional<Long> duration(String text) {
        try {
            return Optional.of(GoDuration.parsePrometheus(text));
        } catch (NumberFormatException e) {
            try {
                return Optional.of(GoDuration.parse(text));
            } catch (NumberFormatException none) {
                return Optional.empty();
            }
        }
    }

    /**
     * Reads a size such as {@code 5KB}, {@code 1.5 MiB} or {@code 42}.
     *
     * @throws NumberFormatException worded as the library that Loki uses words it
     */
    static long bytes(String text) {
        int last = 0;
        boolean comma = false;
        while (last < text.length()) {
            char c = text.charAt(last);
            if (!Character.isDigit(c) && c != '.' && c != ',') {
                break;
            }
            comma |= c == ',';
            last++;
        }
        String number = comma ? text.substring(0, last).replace(",", "") : text.substring(0, last);
        double value = GoStrings.parseFloat(number);
        String unit = text.substring(last).strip().toLowerCase(Locale.ROOT);
        Long scale = SIZES.get(unit);
        if (scale == null) {
            throw new NumberFormatException("unhandled size name: " + unit);
        }
        double bytes = value * scale;
        if (bytes >= 1.8446744073709552E19) {
            throw new NumberFormatException("too large: " + text);
        }
        return new BigDecimal(bytes).toBigInteger().longValue();
    }

    /** A size beyond what a signed number holds. */
    static double unsigned(long size) {
        return size >= 0 ? size : new BigInteger(Long.toUnsignedString(size)).doubleValue();
    }

    /** What is left of a size once it has been written and read back, as it is on its way to Loki's ingesters. */
    static long asWritten(long size) {
        return bytes(formatBytes(size));
    }

    /** Writes a size as the library does in decimal units, without spaces: {@code 5.0kB}, {@code 42B}. */
    static String formatBytes(long bytes) {
        BigInteger exact = new BigInteger(Long.toUnsignedString(bytes));
        double size = exact.doubleValue();
        if (size < 10) {
            return exact + "B";
        }
        int e = (int) Math.floor(Math.log(size) / Math.log(1000));
        double value = Math.floor(size / Math.pow(1000, e) * 10 + 0.5) / 10;
        String number = String.format(Locale.ROOT, value < 10 ? "%.1f" : "%.0f", value);
        return number + new String[] {"B", "kB", "MB", "GB", "TB", "PB", "EB"}[e];
    }
}
