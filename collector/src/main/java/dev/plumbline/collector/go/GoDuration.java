package dev.plumbline.collector.go;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Go's durations: {@code 1h30m}, {@code 1.5s}, {@code -10ms}. */
public final class GoDuration {
    private static final Pattern PART = Pattern.compile("(\\d*)(\\.?)(\\d*)([^\\d.]*)");
    private static final BigDecimal MOST = BigDecimal.valueOf(Long.MAX_VALUE);

    private GoDuration() {}

    /**
     * Parses a duration.
     *
     * @throws IllegalArgumentException with Go's own words if it is none
     */
    public static Duration parse(String text) {
        boolean negative = text.startsWith("-");
        String rest = negative || text.startsWith("+") ? text.substring(1) : text;
        if (rest.equals("0")) {
            return Duration.ZERO;
        }
        if (rest.isEmpty()) {
            throw invalid(text);
        }
        BigDecimal sum = BigDecimal.ZERO;
        Matcher part = PART.matcher(rest);
        int at = 0;
        while (at < rest.length()) {
            part.region(at, rest.length());
            if (!part.lookingAt() || part.group(1).isEmpty() && part.group(3).isEmpty()) {
                throw invalid(text);
            }
            sum = sum.add(amount(part, text));
            at = part.end();
        }
        if (sum.compareTo(MOST) > 0) {
            throw invalid(text);
        }
        Duration parsed = Duration.ofNanos(sum.longValue());
        return negative ? parsed.negated() : parsed;
    }

    private static BigDecimal amount(Matcher part, String text) {
        String unit = part.group(4);
        if (unit.isEmpty()) {
            throw new IllegalArgumentException("time: missing unit in duration " + GoText.quote(text));
        }
        long nanoseconds = switch (unit) {
            case "ns" -> 1;
            case "us", "\u00b5s", "\u03bcs" -> 1_000;
            case "ms" -> 1_000_000;
            case "s" -> 1_000_000_000L;
            case "m" -> 60_000_000_000L;
            case "h" -> 3_600_000_000_000L;
            default ->
                throw new IllegalArgumentException(
                        "time: unknown unit " + GoText.quote(unit) + " in duration " + GoText.quote(text));
        };
        BigDecimal number = new BigDecimal("0" + part.group(1) + "." + part.group(3) + "0");
        return number.multiply(BigDecimal.valueOf(nanoseconds)).setScale(0, java.math.RoundingMode.DOWN);
    }

    private static IllegalArgumentException invalid(String text) {
        return new IllegalArgumentException("time: invalid duration " + GoText.quote(text));
    }

    /** Returns a duration as Go writes it: {@code 1h30m0s}, {@code 1.5s}, {@code 250ms}. */
    public static String format(Duration duration) {
        long nanoseconds = duration.toNanos();
        if (nanoseconds == 0) {
            return "0s";
        }
        String sign = nanoseconds < 0 ? "-" : "";
        long left = Math.abs(nanoseconds);
        if (left < 1_000) {
            return sign + left + "ns";
        }
        if (left < 1_000_000) {
            return sign + scaled(left, 3) + "\u00b5s";
        }
        if (left < 1_000_000_000) {
            return sign + scaled(left, 6) + "ms";
        }
        long minutes = left / 60_000_000_000L;
        String seconds = scaled(left % 60_000_000_000L, 9) + "s";
        if (minutes == 0) {
            return sign + seconds;
        }
        return sign + (minutes >= 60 ? minutes / 60 + "h" : "") + minutes % 60 + "m" + seconds;
    }

    private static String scaled(long value, int digits) {
        return BigDecimal.valueOf(value, digits).stripTrailingZeros().toPlainString();
    }
}
