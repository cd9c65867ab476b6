package dev.plumbline.embedded.otlp;

import java.util.Map;

/** The words that Prometheus' names have for OpenTelemetry's units, as the specification lists them. */
public final class UnitWords {
    private static final Map<String, String> UNITS = Map.ofEntries(
            Map.entry("d", "days"),
            Map.entry("h", "hours"),
            Map.entry("min", "minutes"),
            Map.entry("s", "seconds"),
            Map.entry("ms", "milliseconds"),
            Map.entry("us", "microseconds"),
            Map.entry("ns", "nanoseconds"),
            Map.entry("By", "bytes"),
            Map.entry("KiBy", "kibibytes"),
            Map.entry("MiBy", "mebibytes"),
            Map.entry("GiBy", "gibibytes"),
            Map.entry("TiBy", "tibibytes"),
            Map.entry("KBy", "kilobytes"),
            Map.entry("MBy", "megabytes"),
            Map.entry("GBy", "gigabytes"),
            Map.entry("TBy", "terabytes"),
            Map.entry("m", "meters"),
            Map.entry("V", "volts"),
            Map.entry("A", "amperes"),
            Map.entry("J", "joules"),
            Map.entry("W", "watts"),
            Map.entry("g", "grams"),
            Map.entry("Cel", "celsius"),
            Map.entry("Hz", "hertz"),
            Map.entry("1", ""),
            Map.entry("%", "percent"));
    private static final Map<String, String> PER =
            Map.of("s", "second", "m", "minute", "h", "hour", "d", "day", "w", "week", "mo", "month", "y", "year");

    private UnitWords() {}

    /** Returns the word for a unit, or the unit where there is none; nothing for an annotation in braces. */
    public static String unit(String unit) {
        return word(unit, UNITS);
    }

    /** Returns the same for what stands behind the slash of a unit. */
    public static String per(String unit) {
        return word(unit, PER);
    }

    private static String word(String unit, Map<String, String> words) {
        return unit.contains("{") || unit.contains("}") ? "" : words.getOrDefault(unit, unit);
    }
}
