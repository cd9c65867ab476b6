package dev.plumbline.embedded.otelcollector;

import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The text format that is spoken.
 *
 * @param openMetrics whether it is OpenMetrics
 * @param type media type, as it is answered
 * @param escaping what becomes of names with odd characters: {@code underscores}, {@code allow-utf-8}, ...
 */
record Format(boolean openMetrics, String type, String escaping) {
    private static final String TEXT = "text/plain; version=0.0.4; charset=utf-8; escaping=";
    private static final List<String> ESCAPINGS = List.of("allow-utf-8", "underscores", "dots", "values");

    private record Accepted(String type, Map<String, String> parameters, double q) {
        static Accepted of(String text) {
            String[] parts = text.split(";");
            Map<String, String> parameters = new HashMap<>();
            for (int i = 1; i < parts.length; i++) {
                String[] pair = parts[i].strip().split("=", 2);
                parameters.put(pair[0].strip(), pair.length > 1 ? pair[1].strip() : "");
            }
            return new Accepted(
                    parts[0].strip().toLowerCase(Locale.ROOT), parameters, quality(parameters.getOrDefault("q", "1")));
        }

        private static double quality(String text) {
            return text.matches("\\d*\\.?\\d+") ? Double.parseDouble(text) : 1;
        }

        String parameter(String name) {
            return parameters.getOrDefault(name, "");
        }
    }

    /** Chooses by what a client accepts, the text format if nothing fits. */
    static Format of(String accept, boolean openMetrics) {
        String escaping = "underscores";
        List<Accepted> wanted = Arrays.stream(accept.split(","))
                .map(Accepted::of)
                .sorted(Comparator.comparingDouble((Accepted a) -> a.q()).reversed())
                .toList();
        for (Accepted one : wanted) {
            if (ESCAPINGS.contains(one.parameter("escaping"))) {
                escaping = one.parameter("escaping");
            }
            String version = one.parameter("version");
            if (one.type().equals("text/plain") && List.of("", "0.0.4").contains(version)) {
                return new Format(false, TEXT + escaping, escaping);
            }
            if (openMetrics
                    && one.type().equals("application/openmetrics-text")
                    && List.of("", "0.0.1", "1.0.0").contains(version)) {
                String spoken = version.isEmpty() ? "0.0.1" : version;
                return new Format(
                        true,
                        "application/openmetrics-text; version=" + spoken + "; charset=utf-8; escaping=" + escaping,
                        escaping);
            }
        }
        return new Format(false, TEXT + escaping, escaping);
    }
}
