package dev.plumbline.harness.grafana;

import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The interval that the browser computes from a range and a width, sends as {@code intervalMs}, and puts in the place of
 * {@code $__interval} where the back end does not.
 *
 * @param ms milliseconds
 */
public record BrowserInterval(long ms) {
    private static final Pattern LIMIT = Pattern.compile("^(-?\\d+(?:\\.\\d+)?)(ms|[Mwdhmsy])");
    private static final Map<String, Long> SECONDS =
            Map.of("y", 31_536_000L, "M", 2_592_000L, "w", 604_800L, "d", 86_400L, "h", 3_600L, "m", 60L, "s", 1L);

    /**
     * Computes the interval.
     *
     * @param rangeMs length of the time range in milliseconds
     * @param maxDataPoints most points that are wanted
     * @param minimum lower limit such as {@code 15s} or {@code 10} (seconds), empty for none
     * @throws IllegalArgumentException with Grafana's words if the limit cannot be read
     */
    public static BrowserInterval of(long rangeMs, long maxDataPoints, String minimum) {
        long limit = minimum.isEmpty() ? 1 : parse(minimum);
        return new BrowserInterval(Math.max(limit, IntervalTable.round((double) rangeMs / maxDataPoints)));
    }

    /**
     * Reads an interval: whole numbers count, and only the first unit of several.
     *
     * @return milliseconds
     * @throws IllegalArgumentException with Grafana's words if it is none
     */
    public static long parse(String interval) {
        double number = JavaScript.number(interval);
        if (number != 0 && !Double.isNaN(number)) {
            return (long) (JavaScript.parseInt(interval) * 1000);
        }
        Matcher limit = LIMIT.matcher(interval);
        if (!limit.find()) {
            throw new IllegalArgumentException("Invalid interval string, has to be either unit-less or end with one of"
                    + " the following units: \"y, M, w, d, h, m, s, ms\"");
        }
        long count = (long) JavaScript.parseInt(limit.group(1));
        String unit = limit.group(2);
        return unit.equals("ms") ? count : count * 1000 * SECONDS.getOrDefault(unit, 1L);
    }

    /** Writes it in its largest unit, the rest cut off: {@code 2m}, {@code 500ms}. */
    public String text() {
        long seconds = ms / 1000;
        for (String unit : new String[] {"y", "d", "h", "m", "s"}) {
            long length = SECONDS.getOrDefault(unit, 1L);
            if (seconds >= length) {
                return seconds / length + unit;
            }
        }
        return ms > 0 ? ms + "ms" : "less than a millisecond";
    }
}
