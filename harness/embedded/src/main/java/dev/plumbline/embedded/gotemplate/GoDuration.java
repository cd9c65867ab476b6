package dev.plumbline.embedded.gotemplate;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Go's durations ({@code time.ParseDuration}, {@code Duration.String}) and Prometheus' ({@code model.Duration}). */
public final class GoDuration {
    private static final Map<String, Long> UNITS = Map.of(
            "ns", 1L,
            "us", 1_000L,
            "µs", 1_000L,
            "μs", 1_000L,
            "ms", 1_000_000L,
            "s", 1_000_000_000L,
            "m", 60_000_000_000L,
            "h", 3_600_000_000_000L);
    private static final Pattern PART = Pattern.compile("([0-9]*)(\\.[0-9]*)?([^0-9.]*)");
    private static final Pattern PROMETHEUS = Pattern.compile(
            "(?:([0-9]+)y)?(?:([0-9]+)w)?(?:([0-9]+)d)?(?:([0-9]+)h)?(?:([0-9]+)m)?(?:([0-9]+)s)?(?:([0-9]+)ms)?");
    private static final Pattern UNKNOWN =
            Pattern.compile("^(?:[0-9]+(?:ms|[smhdwy]))*[0-9]+(?!(?:ms|[smhdwy])(?:[0-9]|$))([^0-9]+)");
    private static final long[] MILLIS = {
        365L * 86_400_000, 7L * 86_400_000, 86_400_000L, 3_600_000L, 60_000L, 1_000L, 1L
    };
    private static final String[] NAMES = {"y", "w", "d", "h", "m", "s", "ms"};

    private GoDuration() {}

    /**
     * Reads a duration such as {@code 1h2m3.5s}.
     *
     * @return nanoseconds
     * @throws NumberFormatException worded as Go words it
     */
    public static long parse(String text) {
        String quoted = GoStrings.quote(text);
        boolean negative = text.startsWith("-");
        String rest = negative || text.startsWith("+") ? text.substring(1) : text;
        if (rest.equals("0")) {
            return 0;
        }
        if (rest.isEmpty()) {
            throw new NumberFormatException("time: invalid duration " + quoted);
        }
        BigInteger sum = BigInteger.ZERO;
        Matcher part = PART.matcher(rest);
        int at = 0;
        while (at < rest.length()) {
            part.region(at, rest.length());
            if (!part.lookingAt() || group(part, 1).isEmpty() && group(part, 2).length() < 2) {
                throw new NumberFormatException("time: invalid duration " + quoted);
            }
            String unit = group(part, 3);
            if (unit.isEmpty()) {
                throw new NumberFormatException("time: missing unit in duration " + quoted);
            }
            Long scale = UNITS.get(unit);
            if (scale == null) {
                throw new NumberFormatException(
                        "time: unknown unit " + GoStrings.quote(unit) + " in duration " + quoted);
            }
            String fraction = group(part, 2).length() < 2 ? "" : group(part, 2);
            String whole = group(part, 1).isEmpty() ? "0" : group(part, 1);
            sum = sum.add(new BigDecimal(whole + fraction)
                    .multiply(new BigDecimal(scale))
                    .toBigInteger());
            at = part.end();
        }
        if (sum.bitLength() > 63) {
            throw new NumberFormatException("time: invalid duration " + quoted);
        }
        return negative ? -sum.longValue() : sum.longValue();
    }

    private static String group(Matcher m, int n) {
        String g = m.group(n);
        return g == null ? "" : g;
    }

    /** Writes nanoseconds as Go does: {@code 1h0m0s}, {@code 1.5s}, {@code 250ms}, {@code 0s}. */
    public static String format(long nanos) {
        if (nanos == 0) {
            return "0s";
        }
        BigDecimal size = new BigDecimal(nanos).abs();
        String sign = nanos < 0 ? "-" : "";
        if (size.compareTo(BigDecimal.valueOf(1_000)) < 0) {
            return sign + size + "ns";
        }
        if (size.compareTo(BigDecimal.valueOf(1_000_000)) < 0) {
            return sign + decimal(size.movePointLeft(3)) + "µs";
        }
        if (size.compareTo(BigDecimal.valueOf(1_000_000_000)) < 0) {
            return sign + decimal(size.movePointLeft(6)) + "ms";
        }
        BigDecimal[] minutes = size.movePointLeft(9).divideAndRemainder(BigDecimal.valueOf(60));
        String seconds = decimal(minutes[1]) + "s";
        long m = minutes[0].longValue();
        return sign + (m == 0 ? seconds : m < 60 ? m + "m" + seconds : (m / 60) + "h" + (m % 60) + "m" + seconds);
    }

    private static String decimal(BigDecimal d) {
        return d.signum() == 0 ? "0" : d.stripTrailingZeros().toPlainString();
    }

    /**
     * Reads Prometheus' form, such as {@code 1h30m} or {@code 1d}.
     *
     * @return nanoseconds
     * @throws NumberFormatException worded as Prometheus' library words it
     */
    public static long parsePrometheus(String text) {
        if (text.equals("0")) {
            return 0;
        }
        if (text.isEmpty()) {
            throw new NumberFormatException("empty duration string");
        }
        Matcher m = PROMETHEUS.matcher(text);
        if (!m.matches()) {
            Matcher unit = UNKNOWN.matcher(text);
            if (unit.find()) {
                throw new NumberFormatException(
                        "unknown unit " + GoStrings.quote(unit.group(1)) + " in duration " + GoStrings.quote(text));
            }
            throw new NumberFormatException("not a valid duration string: " + GoStrings.quote(text));
        }
        BigInteger millis = BigInteger.ZERO;
        for (int i = 0; i < MILLIS.length; i++) {
            String g = group(m, i + 1);
            if (!g.isEmpty()) {
                millis = millis.add(new BigInteger(g).multiply(BigInteger.valueOf(MILLIS[i])));
            }
        }
        BigInteger nanos = millis.multiply(BigInteger.valueOf(1_000_000));
        if (nanos.bitLength() > 63) {
            throw new NumberFormatException("duration out of range");
        }
        return nanos.longValue();
    }

    /** Writes nanoseconds in Prometheus' form: {@code 5m}, {@code 1h30m}, {@code 0s}. */
    public static String formatPrometheus(long nanos) {
        long millis = nanos / 1_000_000;
        if (millis == 0) {
            return "0s";
        }
        StringBuilder out = new StringBuilder(millis < 0 ? "-" : "");
        long rest = Math.abs(millis);
        for (int i = 0; i < MILLIS.length; i++) {
            // years and weeks only where they come out even
            if (i < 2 && rest % MILLIS[i] != 0) {
                continue;
            }
            if (rest / MILLIS[i] > 0) {
                out.append(rest / MILLIS[i]).append(NAMES[i]);
                rest %= MILLIS[i];
            }
        }
        return out.toString();
    }
}
