package dev.plumbline.embedded.prometheus.model;

import java.util.List;

/** Durations as Prometheus writes them: {@code 1h30m}, years to milliseconds, biggest unit first. */
public final class Durations {
    private record Unit(String name, long millis, boolean onlyWhole) {}

    private static final long SECOND = 1000;
    private static final long DAY = 24 * 3600 * SECOND;
    private static final long LONGEST = Long.MAX_VALUE / 1_000_000;

    private static final List<Unit> UNITS = List.of(
            new Unit("y", 365 * DAY, true),
            new Unit("w", 7 * DAY, true),
            new Unit("d", DAY, false),
            new Unit("h", 3600 * SECOND, false),
            new Unit("m", 60 * SECOND, false),
            new Unit("s", SECOND, false),
            new Unit("ms", 1, false));

    private Durations() {}

    /**
     * Reads a duration.
     *
     * @return milliseconds, up to 292 years
     * @throws IllegalArgumentException with Prometheus' own message if it is not one
     */
    public static long parse(String text) {
        if (text.equals("0")) {
            return 0;
        }
        if (text.isEmpty()) {
            throw new IllegalArgumentException("empty duration string");
        }
        long sum = 0;
        int last = -1;
        int i = 0;
        while (i < text.length()) {
            int start = i;
            i = run(text, i, true);
            int end = i;
            i = run(text, i, false);
            if (end == start || i == end || end - start > 18) {
                throw new IllegalArgumentException("not a valid duration string: " + GoText.quote(text));
            }
            int unit = indexOf(text.substring(end, i), text);
            if (unit <= last) {
                throw new IllegalArgumentException("not a valid duration string: " + GoText.quote(text));
            }
            last = unit;
            long count = Long.parseLong(text.substring(start, end));
            if (count > LONGEST / UNITS.get(unit).millis()) {
                throw new IllegalArgumentException("duration out of range");
            }
            sum += count * UNITS.get(unit).millis();
            if (sum > LONGEST) {
                throw new IllegalArgumentException("duration out of range");
            }
        }
        return sum;
    }

    private static int run(String text, int from, boolean digits) {
        int i = from;
        while (i < text.length() && (text.charAt(i) >= '0' && text.charAt(i) <= '9') == digits) {
            i++;
        }
        return i;
    }

    private static int indexOf(String unit, String text) {
        for (int i = 0; i < UNITS.size(); i++) {
            if (UNITS.get(i).name().equals(unit)) {
                return i;
            }
        }
        throw new IllegalArgumentException("unknown unit " + GoText.quote(unit) + " in duration " + GoText.quote(text));
    }

    /** Writes a duration. */
    public static String format(long millis) {
        if (millis == 0) {
            return "0s";
        }
        StringBuilder b = new StringBuilder(millis < 0 ? "-" : "");
        long rest = Math.abs(millis);
        for (Unit unit : UNITS) {
            if (!(unit.onlyWhole() && rest % unit.millis() != 0) && rest >= unit.millis()) {
                b.append(rest / unit.millis()).append(unit.name());
                rest %= unit.millis();
            }
        }
        return b.toString();
    }
}
