package dev.plumbline.embedded.prometheus.engine;

import dev.plumbline.embedded.prometheus.model.Labels;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.List;

/** Functions that take a time apart, in UTC. */
final class DateFunctions {
    /** What Go makes of seconds that fit no date: its arithmetic wraps around. */
    private static final ZonedDateTime OVERFLOW =
            Instant.parse("0292-08-20T20:10:56Z").atZone(ZoneOffset.UTC);

    private DateFunctions() {}

    static List<Point> call(String name, long time, List<List<Point>> in) {
        if (in.isEmpty()) {
            return List.of(Point.of(Labels.EMPTY, part(name, Math.floor(time / 1000.0))));
        }
        return VectorFunctions.map(in.getFirst(), v -> part(name, v));
    }

    private static double part(String name, double seconds) {
        ZonedDateTime t =
                Math.abs(seconds) < 3e16 ? Instant.ofEpochSecond((long) seconds).atZone(ZoneOffset.UTC) : OVERFLOW;
        return switch (name) {
            case "days_in_month" -> t.toLocalDate().lengthOfMonth();
            case "day_of_month" -> t.getDayOfMonth();
            case "day_of_week" -> t.getDayOfWeek().getValue() % 7;
            case "day_of_year" -> t.getDayOfYear();
            case "hour" -> t.getHour();
            case "minute" -> t.getMinute();
            case "month" -> t.getMonthValue();
            case "year" -> t.getYear();
            default -> throw new EngineException("not supported by the stand-in: function " + name);
        };
    }
}
