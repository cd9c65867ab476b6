package dev.plumbline.embedded.prometheus.ingest;

import dev.plumbline.embedded.prometheus.model.GoText;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Turns OpenTelemetry's names into Prometheus' as the specification says: underscores, units and suffixes. */
final class OtlpNames {
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

    private OtlpNames() {}

    static String metric(String name, String unit, boolean monotonic, boolean gauge) {
        List<String> tokens = new ArrayList<>();
        for (String token : name.split("[^a-zA-Z0-9:]+", -1)) {
            if (!token.isEmpty()) {
                tokens.add(token);
            }
        }
        String[] parts = unit.split("/", 2);
        String main = unit(parts[0].strip(), UNITS);
        String per = parts.length > 1 ? unit(parts[1].strip(), PER) : "";
        if (!main.isEmpty() && !tokens.contains(main)) {
            tokens.add(main);
        }
        if (!per.isEmpty() && !tokens.contains("per_" + per)) {
            tokens.add("per_" + per);
        }
        if (monotonic) {
            moveToEnd(tokens, "total");
        }
        if (gauge && unit.equals("1")) {
            moveToEnd(tokens, "ratio");
        }
        String joined = String.join("_", tokens);
        if (joined.isEmpty()) {
            throw new IllegalArgumentException(
                    "normalization for metric " + GoText.quote(name) + " resulted in empty name");
        }
        return joined.matches("[0-9].*") ? "_" + joined : joined;
    }

    private static String unit(String unit, Map<String, String> known) {
        if (unit.isEmpty() || unit.contains("{") || unit.contains("}")) {
            return "";
        }
        return known.getOrDefault(unit, unit).replaceAll("[^a-zA-Z0-9:]+", "_").replaceAll("^_|_$", "");
    }

    private static void moveToEnd(List<String> tokens, String token) {
        tokens.removeIf(token::equals);
        tokens.add(token);
    }

    static String label(String name) {
        String clean = name.replaceAll("[^a-zA-Z0-9_]", "_");
        if (clean.matches("[0-9].*")) {
            return "key_" + clean;
        }
        return clean.startsWith("_") && !clean.startsWith("__") ? "key" + clean : clean;
    }
}
