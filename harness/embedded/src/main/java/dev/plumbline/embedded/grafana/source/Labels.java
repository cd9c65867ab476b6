package dev.plumbline.embedded.grafana.source;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Label sets, and the names that legends make of them. */
final class Labels {
    private static final Pattern PLACE = Pattern.compile("\\{\\{\\s*(.+?)\\s*\\}\\}");

    private Labels() {}

    static SortedMap<String, String> of(JsonNode node) {
        SortedMap<String, String> labels = new TreeMap<>();
        node.properties().forEach(e -> labels.put(e.getKey(), e.getValue().asText()));
        return labels;
    }

    /** Fills a legend such as {@code {{job}} on {{instance}}}; a label that is missing leaves nothing. */
    static String legend(String format, Map<String, String> labels) {
        return PLACE.matcher(format).replaceAll(m -> {
            String name =
                    m.group().replaceFirst("\\{\\{", "").replaceFirst("}}", "").strip();
            return Matcher.quoteReplacement(labels.getOrDefault(name, ""));
        });
    }

    /** Writes labels as {@code {a="1", b="2"}}, the metric's name in front. */
    static String display(Map<String, String> labels) {
        String name = labels.getOrDefault("__name__", "");
        String rest = labels.entrySet().stream()
                .filter(e -> !e.getKey().equals("__name__"))
                .map(e -> e.getKey() + "=" + quoted(e.getValue()))
                .sorted()
                .collect(Collectors.joining(", "));
        return rest.isEmpty() && labels.containsKey("__name__") ? name : name + "{" + rest + "}";
    }

    /** Quotes as Go's {@code %q} does. */
    static String quoted(String text) {
        StringBuilder quoted = new StringBuilder("\"");
        text.codePoints().forEach(c -> quoted.append(escaped(c)));
        return quoted.append('"').toString();
    }

    private static String escaped(int c) {
        return switch (c) {
            case '"' -> "\\\"";
            case '\\' -> "\\\\";
            case '\n' -> "\\n";
            case '\t' -> "\\t";
            case '\r' -> "\\r";
            case 0x07 -> "\\a";
            case '\b' -> "\\b";
            case '\f' -> "\\f";
            case 0x0B -> "\\v";
            default -> printable(c) ? Character.toString(c) : hex(c);
        };
    }

    private static boolean printable(int c) {
        return c == ' '
                || switch (Character.getType(c)) {
                    case Character.CONTROL,
                            Character.FORMAT,
                            Character.SURROGATE,
                            Character.PRIVATE_USE,
                            Character.UNASSIGNED,
                            Character.LINE_SEPARATOR,
                            Character.PARAGRAPH_SEPARATOR,
                            Character.SPACE_SEPARATOR -> false;
                    default -> true;
                };
    }

    private static String hex(int c) {
        if (c < 0x80) {
            return "\\x%02x".formatted(c);
        }
        return c < 0x10000 ? "\\u%04x".formatted(c) : "\\U%08x".formatted(c);
    }
}
