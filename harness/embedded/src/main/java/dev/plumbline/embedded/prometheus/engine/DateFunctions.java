package dev.plumbline.embedded.prometheus.engine;

import dev.plumbline.embedded.prometheus.model.Labels;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.List;

/** Functions that take a time apart, in UTC. */
final class DateFunctions {
    /** Seconds of 400 years, after which the calendar repeats. */
    private static final long CYCLE = 146_097L * 86_400;

    private DateFunctions() {}

    static List<Point> call(String name, long time, List<List<Point>> in) {
        if (in.isEmpty()) {
            return List.of(Point.of(Labels.EMPTY, part(name, Math.floor(time / 1000.0))));
        }
        return VectorFunctions.map(in.getFirst(), v -> part(name, v));
    }

    private static double part(String name, double seconds) {
        long whole = Math.abs(seconds) < 0x1p63 ? (long) seconds : Long.MAX_VALUE;
        ZonedDateTime t = Instant.ofEpochSecond(Math.floorMod(whole, CYCLE)).atZone(ZoneOffset.UTC);
        return switch (name) {
            case "days_in_month" -> t.toLocalDate().lengthOfMonth();
            case "day_of_month" -> t.getDayOfMonth();
            case "day_of_week" -> t.getDayOfWeek().getValue() % 7;
            case "day_of_year" -> t.getDayOfYear();
            case "hour" -> t.getHour();
            case "minute" -> t.getMinute();
            case "month" -> t.getMonthValue();
            case "year" -> t.getYear() + 400.0 * Math.floorDiv(whole, CYCLE);
            default -> throw new EngineException("not supported by the stand-in: function " + name);
        };
    }
}
