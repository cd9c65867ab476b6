package dev.plumbline.embedded.grafana.source;

import dev.plumbline.harness.grafana.IntervalTable;
import java.util.Map;

/** Intervals as Grafana writes, reads and rounds them; nanoseconds throughout. */
final class Interval {
    private static final long DAY = 24 * GoDuration.HOUR;
    private static final double YEAR = 365.25 * DAY;
    private static final Map<Character, Double> CALENDAR =
            Map.of('d', (double) DAY, 'w', 7.0 * DAY, 'M', YEAR / 12, 'y', YEAR);

    private Interval() {}

    /**
     * Reads an interval: {@code 15s}, {@code 10} (seconds), {@code 1d}, {@code <10m>}.
     *
     * @throws BadQueryException if it is none
     */
    static long parse(String text) {
        String bare = text.replaceFirst("^<", "").replaceFirst(">$", "");
        if (text.isEmpty()) {
            throw new BadQueryException("invalid interval");
        }
        if (bare.isEmpty()) {
            return 0;
        }
        if (bare.matches("\\d+")) {
            return Long.parseLong(bare) * GoDuration.SECOND;
        }
        if (bare.matches("\\d+[dwMy]")) {
            double unit = CALENDAR.getOrDefault(bare.charAt(bare.length() - 1), 0.0);
            return Long.parseLong(bare.substring(0, bare.length() - 1)) * (long) unit;
        }
        return GoDuration.parse(bare);
    }

    /** Writes an interval in its largest whole unit, the rest cut off: {@code 1m}, {@code 200ms}. */
    static String format(long nanos) {
        if (nanos >= 365 * DAY) {
            return nanos / (365 * DAY) + "y";
        }
        if (nanos >= DAY) {
            return nanos / DAY + "d";
        }
        if (nanos >= GoDuration.HOUR) {
            return nanos / GoDuration.HOUR + "h";
        }
        if (nanos >= GoDuration.MINUTE) {
            return nanos / GoDuration.MINUTE + "m";
        }
        if (nanos >= GoDuration.SECOND) {
            return nanos / GoDuration.SECOND + "s";
        }
        return Math.max(1, nanos / GoDuration.MILLISECOND) + "ms";
    }

    /** Rounds as the back ends do: a value on a bound goes down. */
    static long round(long nanos) {
        return IntervalTable.roundInclusive(nanos / (double) GoDuration.MILLISECOND) * GoDuration.MILLISECOND;
    }

    /** Replaces {@code $name} and {@code ${name}}. */
    static String replace(String expression, String name, String value) {
        return expression.replace("$" + name, value).replace("${" + name + "}", value);
    }
}
