package dev.plumbline.embedded.prometheus.ingest;

import dev.plumbline.embedded.otlp.UnitWords;
import dev.plumbline.embedded.prometheus.model.GoText;
import java.util.ArrayList;
import java.util.List;

/** Turns OpenTelemetry's names into Prometheus' as the specification says: underscores, units and suffixes. */
final class OtlpNames {
    private OtlpNames() {}

    static String metric(String name, String unit, boolean monotonic, boolean gauge) {
        List<String> tokens = new ArrayList<>();
        for (String token : name.split("[^a-zA-Z0-9:]+", -1)) {
            if (!token.isEmpty()) {
                tokens.add(token);
            }
        }
        String[] parts = unit.split("/", 2);
        String main = clean(UnitWords.unit(parts[0].strip()));
        String per = parts.length > 1 ? clean(UnitWords.per(parts[1].strip())) : "";
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

    private static String clean(String unit) {
        return unit.replaceAll("[^a-zA-Z0-9:]+", "_").replaceAll("^_|_$", "");
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
