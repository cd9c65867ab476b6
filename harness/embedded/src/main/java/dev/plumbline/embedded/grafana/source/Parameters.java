package dev.plumbline.embedded.grafana.source;

import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Parameters of a request, each with several values, read and written as Go's {@code url.Values}. */
final class Parameters {
    private Parameters() {}

    /** Reads a query string; one that is none gives nothing. */
    static Map<String, List<String>> parse(String query) {
        Map<String, List<String>> parameters = new TreeMap<>();
        for (String pair : query.split("&")) {
            if (pair.contains(";")) {
                return new TreeMap<>();
            }
            if (!pair.isEmpty()) {
                String[] parts = pair.split("=", 2);
                try {
                    add(parameters, decoded(parts[0]), parts.length > 1 ? decoded(parts[1]) : "");
                } catch (IllegalArgumentException e) {
                    return new TreeMap<>();
                }
            }
        }
        return parameters;
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }

    static void add(Map<String, List<String>> parameters, String name, String value) {
        parameters.computeIfAbsent(name, n -> new ArrayList<>()).add(value);
    }

    /** Writes parameters sorted by name. */
    static String encode(Map<String, List<String>> parameters) {
        return new TreeMap<>(parameters)
                .entrySet().stream()
                        .flatMap(e -> e.getValue().stream().map(v -> escape(e.getKey()) + "=" + escape(v)))
                        .collect(Collectors.joining("&"));
    }

    static String escape(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8)
                .replace("*", "%2A")
                .replace("%7E", "~");
    }
}
