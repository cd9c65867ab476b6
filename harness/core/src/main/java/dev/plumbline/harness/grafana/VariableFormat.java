package dev.plumbline.harness.grafana;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The formats that {@code ${variable:format}} may name, as Grafana's own library writes them. */
public final class VariableFormat {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Pattern REGEX = Pattern.compile("[\\\\^$*+?.()|\\[\\]{}/]");
    private static final Pattern LUCENE = Pattern.compile("[!*+\\-=<>\\s&|()\\[\\]{}^~?:\\\\/\"]");
    private static final Map<String, String> HTML =
            Map.of("&", "&amp;", "<", "&lt;", ">", "&gt;", "\"", "&quot;", "'", "&#39;");
    private static final DateTimeFormatter ISO =
            new DateTimeFormatterBuilder().appendInstant(3).toFormatter();

    private VariableFormat() {}

    /**
     * Formats a value.
     *
     * @param name name of the variable
     * @param value its value
     * @param format name of the format and, behind colons, its arguments; an unknown one is {@code glob}
     */
    public static String apply(String name, VariableValue value, String format) {
        if (value.verbatim() && !format.equals("text")) {
            return value.single();
        }
        String[] parts = format.split(":", 2);
        String argument = parts.length > 1 ? parts[1] : "";
        return switch (parts[0]) {
            case "lucene" -> lucene(value);
            case "raw", "text", "csv" -> String.join(",", value.values());
            case "regex" -> regex(value);
            case "pipe" -> String.join("|", value.values());
            case "distributed" -> String.join("," + name + "=", value.values());
            case "html" -> html(String.join(", ", value.values()));
            case "json" -> value.isList() ? json(value.values()) : value.single();
            case "percentencode" -> Encoding.component(braced(value));
            case "uriencode" -> Encoding.uri(braced(value));
            case "singlequote" -> quoted(value, "'", v -> v.replace("'", "\\'"));
            case "doublequote" -> quoted(value, "\"", v -> v.replace("\"", "\\\""));
            case "sqlstring" -> quoted(value, "'", v -> v.replace("'", "''").replace("\"", "\\\""));
            case "join" -> String.join(argument.isEmpty() ? "," : argument, value.values());
            case "date" -> date(value, argument);
            case "queryparam" -> parameters(value, "var-" + name, "");
            case "customqueryparam" -> customParameters(name, value, argument);
            default -> glob(value);
        };
    }

    /** Formats for PromQL: plain variables are escaped for a string, lists for a regular expression. */
    static String promQl(VariableValue value, boolean multi) {
        if (value.verbatim()) {
            return value.single();
        }
        if (!multi) {
            return value.single().replace("\\", "\\\\").replace("'", "\\\\'");
        }
        List<String> escaped = value.values().stream()
                .map(v -> twiceEscaped(v, "[$^*{}\\[\\]+?.()|]"))
                .toList();
        return escaped.size() == 1 ? escaped.getFirst() : "(" + String.join("|", escaped) + ")";
    }

    /** Formats for LogQL: plain variables go in as they are, lists are escaped and not put in parentheses. */
    static String logQl(VariableValue value, boolean multi) {
        if (value.verbatim() || !multi) {
            return value.single();
        }
        return value.values().stream()
                .map(v -> twiceEscaped(v, "[$^*{}\\[\\]'+?.()|]"))
                .collect(Collectors.joining("|"));
    }

    private static String twiceEscaped(String value, String special) {
        return value.replace("\\", "\\\\\\\\").replaceAll(special, "\\\\\\\\$0");
    }

    private static String lucene(VariableValue value) {
        if (!value.isList()) {
            return LUCENE.matcher(value.single()).replaceAll("\\\\$0");
        }
        if (value.values().isEmpty()) {
            return "__empty__";
        }
        return value.values().stream()
                .map(v -> "\"" + LUCENE.matcher(v).replaceAll("\\\\$0") + "\"")
                .collect(Collectors.joining(" OR ", "(", ")"));
    }

    private static String regex(VariableValue value) {
        List<String> escaped = value.values().stream()
                .map(v -> REGEX.matcher(v).replaceAll("\\\\$0"))
                .toList();
        return !value.isList() || escaped.size() == 1
                ? String.join("", escaped)
                : "(" + String.join("|", escaped) + ")";
    }

    private static String glob(VariableValue value) {
        return value.values().size() > 1 ? braced(value) : value.single();
    }

    private static String braced(VariableValue value) {
        return value.isList() ? "{" + String.join(",", value.values()) + "}" : value.single();
    }

    private static String html(String text) {
        return Pattern.compile("[&<>\"']").matcher(text).replaceAll(m -> HTML.getOrDefault(m.group(), m.group()));
    }

    private static String json(List<String> values) {
        try {
            return JSON.writeValueAsString(values);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String quoted(VariableValue value, String quote, UnaryOperator<String> escape) {
        return value.values().stream().map(v -> quote + escape.apply(v) + quote).collect(Collectors.joining(","));
    }

    private static String parameters(VariableValue value, String name, String prefix) {
        return value.values().stream()
                .map(v -> Encoding.component(name) + "=" + Encoding.component(prefix + v))
                .collect(Collectors.joining("&"));
    }

    private static String customParameters(String name, VariableValue value, String argument) {
        String[] parts = argument.split(":", 2);
        return parameters(value, parts[0].isEmpty() ? name : parts[0], parts.length > 1 ? parts[1] : "");
    }

    private static String date(VariableValue value, String pattern) {
        if (value.values().size() != 1 || !value.single().matches("-?\\d+")) {
            return "NaN";
        }
        Instant at = Instant.ofEpochMilli(Long.parseLong(value.single()));
        return switch (pattern) {
            case "", "iso" -> ISO.format(at);
            case "seconds" -> Long.toString(Math.floorDiv(at.toEpochMilli() + 500, 1000L));
            default -> DateTimeFormatter.ofPattern(javaPattern(pattern)).format(at.atZone(ZoneOffset.UTC));
        };
    }

    /** Moment's patterns differ from Java's in the letters for year and day. */
    private static String javaPattern(String moment) {
        return moment.replace("YYYY", "yyyy")
                .replace("YY", "yy")
                .replace("DD", "dd")
                .replace("T", "'T'");
    }
}
