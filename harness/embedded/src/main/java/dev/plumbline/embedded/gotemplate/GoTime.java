package dev.plumbline.embedded.gotemplate;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Locale;

/**
 * Go's time.Time, as far as templates reach it.
 *
 * @param value the moment, in its zone
 */
public record GoTime(ZonedDateTime value) {
    /** The moment that Go takes for none. */
    public static final GoTime ZERO = new GoTime(ZonedDateTime.of(1, 1, 1, 0, 0, 0, 0, ZoneOffset.UTC));

    /** Returns a moment in UTC, given in nanoseconds since the epoch. */
    public static GoTime ofNanos(long nanos) {
        return new GoTime(
                Instant.ofEpochSecond(Math.floorDiv(nanos, 1_000_000_000L), Math.floorMod(nanos, 1_000_000_000L))
                        .atZone(ZoneOffset.UTC));
    }

    /** Returns nanoseconds since the epoch. */
    public long nanos() {
        return value.toEpochSecond() * 1_000_000_000L + value.getNano();
    }

    /** Writes it in a layout of Go's, such as {@code 2006-01-02T15:04:05Z07:00}. */
    public String format(String layout) {
        return GoLayout.format(value, layout);
    }

    /**
     * Reads a text in a layout of Go's.
     *
     * @throws DateTimeException if it is not of that layout
     */
    public static GoTime parse(String layout, String text, ZoneId zone) {
        return new GoTime(GoLayout.parse(layout, text, zone));
    }

    Object call(String method, List<Object> arguments) {
        if (method.equals("Format") && arguments.size() == 1 && arguments.getFirst() instanceof String layout) {
            return format(layout);
        }
        if (!arguments.isEmpty()) {
            throw new IllegalArgumentException(
                    "wrong number of args for " + method + ": want 0 got " + arguments.size());
        }
        LocalDateTime local = value.toLocalDateTime();
        return switch (method) {
            case "Unix" -> value.toEpochSecond();
            case "UnixMilli" -> Math.floorDiv(nanos(), 1_000_000L);
            case "UnixMicro" -> Math.floorDiv(nanos(), 1_000L);
            case "UnixNano" -> nanos();
            case "Year" -> (long) local.getYear();
            case "Month" -> title(local.getMonth().name());
            case "Day" -> (long) local.getDayOfMonth();
            case "Hour" -> (long) local.getHour();
            case "Minute" -> (long) local.getMinute();
            case "Second" -> (long) local.getSecond();
            case "Nanosecond" -> (long) local.getNano();
            case "YearDay" -> (long) local.getDayOfYear();
            case "Weekday" -> title(local.getDayOfWeek().name());
            case "IsZero" -> equals(ZERO);
            case "UTC" -> new GoTime(value.withZoneSameInstant(ZoneOffset.UTC));
            case "Local" -> new GoTime(value.withZoneSameInstant(ZoneOffset.UTC));
            case "String" -> toString();
            default -> throw new IllegalArgumentException("can't evaluate field " + method + " in type time.Time");
        };
    }

    private static String title(String name) {
        return name.charAt(0) + name.substring(1).toLowerCase(Locale.ROOT);
    }

    @Override
    public String toString() {
        return format("2006-01-02 15:04:05.999999999 -0700 MST");
    }
}
