package dev.plumbline.embedded.grafana;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads the times of a request: milliseconds since 1970, or relative ones such as {@code now-1h} and {@code now/d}. */
final class Moment {
    private static final Pattern RELATIVE = Pattern.compile("now((?:[-+]\\d+[smhdwMy])*)(?:/([smhdwMy]))?");
    private static final Pattern STEP = Pattern.compile("([-+]\\d+)([smhdwMy])");
    private static final Map<String, ChronoUnit> UNITS = Map.of(
            "s", ChronoUnit.SECONDS,
            "m", ChronoUnit.MINUTES,
            "h", ChronoUnit.HOURS,
            "d", ChronoUnit.DAYS,
            "w", ChronoUnit.WEEKS,
            "M", ChronoUnit.MONTHS,
            "y", ChronoUnit.YEARS);

    private Moment() {}

    /**
     * Reads one.
     *
     * @return milliseconds since 1970, or empty if it is none
     */
    static Optional<Long> millis(String text, Instant now) {
        if (text.matches("-?\\d{1,18}")) {
            return Optional.of(Long.parseLong(text));
        }
        Matcher relative = RELATIVE.matcher(text);
        if (!relative.matches()) {
            return Optional.empty();
        }
        ZonedDateTime at = now.atZone(ZoneOffset.UTC);
        Matcher step = STEP.matcher(relative.group(1));
        while (step.find()) {
            at = at.plus(Long.parseLong(step.group(1)), unit(step.group(2)));
        }
        String floor = relative.group(2);
        return Optional.of((floor == null ? at : floored(at, floor)).toInstant().toEpochMilli());
    }

    private static ZonedDateTime floored(ZonedDateTime at, String unit) {
        return switch (unit) {
            case "w" ->
                at.truncatedTo(ChronoUnit.DAYS).minusDays(at.getDayOfWeek().getValue() - 1L);
            case "M" -> at.truncatedTo(ChronoUnit.DAYS).withDayOfMonth(1);
            case "y" -> at.truncatedTo(ChronoUnit.DAYS).withDayOfYear(1);
            default -> at.truncatedTo(unit(unit));
        };
    }

    private static ChronoUnit unit(String letter) {
        return UNITS.getOrDefault(letter, ChronoUnit.SECONDS);
    }
}
