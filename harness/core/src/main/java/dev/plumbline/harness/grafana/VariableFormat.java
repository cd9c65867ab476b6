package dev.plumbline.harness.grafana;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The formats that {@code ${variable:format}} may name, as Grafana's own library writes them. */
public final class VariableFormat {
    private static final Pattern REGEX = Pattern.compile("[\\\\^$*+?.()|\\[\\]{}/]");
    private static final Pattern LUCENE = Pattern.compile("[!*+\\-=<>" + JavaScript.SPACE + "&|()\\[\\]{}^~?:\\\\/\"]");
    private static final Map<String, String> HTML =
            Map.of("&", "&amp;", "<", "&lt;", ">", "&gt;", "\"", "&quot;", "'", "&#39;");
    private static final double LATEST = 8.64e15;

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
        Optional<String> argument = parts.length > 1 ? Optional.of(parts[1]) : Optional.empty();
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
            case "join" -> String.join(argument.map(VariableFormat::first).orElse(","), value.values());
            case "date" -> date(value, argument);
            case "queryparam" -> parameters(value, "var-" + name, "");
            case "customqueryparam" -> customParameters(name, value, argument.orElse(""));
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

    private static String first(String arguments) {
        return arguments.split(":", 2)[0];
    }

    private static String lucene(VariableValue value) {
        if (!value.isList()) {
            return luceneEscaped(value.single());
        }
        if (value.values().isEmpty()) {
            return "__empty__";
        }
        return value.values().stream()
                .map(v -> "\"" + luceneEscaped(v) + "\"")
                .collect(Collectors.joining(" OR ", "(", ")"));
    }

    /** What is a number to JavaScript is left as it is, also where it starts with a sign. */
    private static String luceneEscaped(String value) {
        return Double.isNaN(JavaScript.number(value)) ? LUCENE.matcher(value).replaceAll("\\\\$0") : value;
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
        return values.stream().map(JavaScript::quoted).collect(Collectors.joining(",", "[", "]"));
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

    private static String date(VariableValue value, Optional<String> argument) {
        double number = value.isList() ? Double.NaN : JavaScript.parseInt(value.single());
        if (Double.isNaN(number)) {
            return "NaN";
        }
        String pattern = argument.orElse("iso");
        return switch (pattern) {
            case "ms" -> value.single();
            case "seconds" -> Long.toString((long) Math.floor(number / 1000 + 0.5));
            case "iso" -> Math.abs(number) > LATEST ? "null" : MomentFormat.iso((long) number);
            default -> Math.abs(number) > LATEST ? "Invalid date" : MomentFormat.format((long) number, pattern);
        };
    }
}
