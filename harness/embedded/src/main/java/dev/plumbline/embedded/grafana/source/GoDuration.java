package dev.plumbline.embedded.grafana.source;

import java.math.BigDecimal;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads and writes durations as Go's time package does; a duration is a count of nanoseconds. */
final class GoDuration {
    static final long MILLISECOND = 1_000_000L;
    static final long SECOND = 1_000 * MILLISECOND;
    static final long MINUTE = 60 * SECOND;
    static final long HOUR = 60 * MINUTE;

    private static final Map<String, Long> UNITS = Map.of(
            "ns", 1L, "us", 1_000L, "µs", 1_000L, "μs", 1_000L, "ms", MILLISECOND, "s", SECOND, "m", MINUTE, "h", HOUR);
    private static final Pattern PART = Pattern.compile("(\\d+\\.?\\d*|\\.\\d+)([^\\d.]*)");

    private GoDuration() {}

    /**
     * Reads a duration such as {@code 1m30s}.
     *
     * @throws BadQueryException with Go's words if it is none
     */
    static long parse(String text) {
        String unsigned = text.replaceFirst("^[-+]", "");
        if (unsigned.equals("0")) {
            return 0;
        }
        long nanos = 0;
        int at = 0;
        Matcher part = PART.matcher(unsigned);
        while (at < unsigned.length() && part.find(at) && part.start() == at) {
            if (part.group(2).isEmpty()) {
                throw new BadQueryException("time: missing unit in duration \"" + text + "\"");
            }
            Long unit = UNITS.get(part.group(2));
            if (unit == null) {
                throw new BadQueryException(
                        "time: unknown unit \"" + part.group(2) + "\" in duration \"" + text + "\"");
            }
            nanos += new BigDecimal(part.group(1))
                    .multiply(BigDecimal.valueOf(unit))
                    .longValue();
            at = part.end();
        }
        if (at == 0 || at < unsigned.length()) {
            throw new BadQueryException("time: invalid duration \"" + text + "\"");
        }
        return text.startsWith("-") ? -nanos : nanos;
    }

    /** Writes a duration as Go's {@code Duration.String} does: {@code 1m0s}, {@code 200ms}, {@code 0s}. */
    static String format(long nanos) {
        if (nanos < 0) {
            return "-" + format(-nanos);
        }
        if (nanos == 0) {
            return "0s";
        }
        if (nanos < 1_000) {
            return nanos + "ns";
        }
        if (nanos < MILLISECOND) {
            return plain(nanos, 1_000) + "µs";
        }
        if (nanos < SECOND) {
            return plain(nanos, MILLISECOND) + "ms";
        }
        String seconds = plain(nanos % MINUTE, SECOND) + "s";
        if (nanos < MINUTE) {
            return seconds;
        }
        String minutes = nanos % HOUR / MINUTE + "m" + seconds;
        return nanos < HOUR ? minutes : nanos / HOUR + "h" + minutes;
    }

    private static String plain(long value, long unit) {
        BigDecimal quotient = BigDecimal.valueOf(value).divide(BigDecimal.valueOf(unit));
        return quotient.signum() == 0 ? "0" : quotient.stripTrailingZeros().toPlainString();
    }
}
