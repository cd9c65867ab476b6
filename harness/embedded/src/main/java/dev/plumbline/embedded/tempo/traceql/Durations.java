package dev.plumbline.embedded.tempo.traceql;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads durations as Prometheus writes them ({@code 1d12h}), then as Go does ({@code 1.5h}, {@code 100us}). */
public final class Durations {
    private static final Pattern PROMETHEUS =
            Pattern.compile("(?:(\\d+)y)?(?:(\\d+)w)?(?:(\\d+)d)?(?:(\\d+)h)?(?:(\\d+)m)?(?:(\\d+)s)?(?:(\\d+)ms)?");
    private static final long[] UNITS = {365 * 86400000L, 7 * 86400000L, 86400000L, 3600000L, 60000L, 1000L, 1L};
    private static final Pattern GO = Pattern.compile("(\\d+\\.?\\d*|\\.\\d+)(ns|us|µs|μs|ms|s|m|h)");
    private static final Map<String, Long> GO_UNITS = Map.of(
            "ns", 1L,
            "us", 1000L,
            "µs", 1000L,
            "μs", 1000L,
            "ms", 1_000_000L,
            "s", 1_000_000_000L,
            "m", 60_000_000_000L,
            "h", 3600_000_000_000L);
    private static final BigDecimal MOST = BigDecimal.valueOf(Long.MAX_VALUE);

    private Durations() {}

    /** Returns nanoseconds, in either form. */
    public static Optional<Long> parse(String text) {
        return prometheus(text).or(() -> go(text));
    }

    private static Optional<Long> prometheus(String text) {
        Matcher matcher = PROMETHEUS.matcher(text);
        if (text.equals("0")) {
            return Optional.of(0L);
        }
        if (text.isEmpty() || !matcher.matches()) {
            return Optional.empty();
        }
        BigDecimal millis = BigDecimal.ZERO;
        for (int i = 0; i < UNITS.length; i++) {
            if (matcher.group(i + 1) != null) {
                millis = millis.add(new BigDecimal(matcher.group(i + 1)).multiply(BigDecimal.valueOf(UNITS[i])));
            }
        }
        return nanos(millis.movePointRight(6));
    }

    /** Returns nanoseconds of a duration as Go's {@code time.ParseDuration} reads it. */
    public static Optional<Long> go(String text) {
        String unsigned = text.replaceFirst("^[+-]", "");
        if (unsigned.equals("0")) {
            return Optional.of(0L);
        }
        Matcher matcher = GO.matcher(unsigned);
        BigDecimal sum = BigDecimal.ZERO;
        int end = 0;
        while (end < unsigned.length() && matcher.find(end) && matcher.start() == end) {
            BigDecimal part = new BigDecimal(matcher.group(1).replaceFirst("\\.$", ""));
            long unit = GO_UNITS.getOrDefault(matcher.group(2), 0L);
            sum = sum.add(part.multiply(BigDecimal.valueOf(unit)).setScale(0, RoundingMode.DOWN));
            end = matcher.end();
        }
        if (unsigned.isEmpty() || end < unsigned.length()) {
            return Optional.empty();
        }
        return nanos(sum).map(n -> text.startsWith("-") ? -n : n);
    }

    private static Optional<Long> nanos(BigDecimal value) {
        return value.compareTo(MOST) > 0 ? Optional.empty() : Optional.of(value.longValue());
    }
}
