package dev.plumbline.embedded.prometheus.rules;

import dev.plumbline.embedded.prometheus.model.GoText;
import dev.plumbline.embedded.prometheus.model.Labels;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Fills in the templates of labels and annotations: values and labels, through functions. Control structures and
 * queries are refused in the text itself, as Prometheus shows a template that fails.
 */
final class AlertTemplate {
    private static final Pattern ACTION = Pattern.compile("\\{\\{-?\\s*(.*?)\\s*-?\\}\\}", Pattern.DOTALL);
    private static final Pattern WORD = Pattern.compile("\"((?:[^\"\\\\]|\\\\.)*)\"|`([^`]*)`|(\\S+)");

    private final Labels labels;
    private final double value;
    private final Map<String, String> externalLabels;

    AlertTemplate(Labels labels, double value, Map<String, String> externalLabels) {
        this.labels = labels;
        this.value = value;
        this.externalLabels = externalLabels;
    }

    String expand(String template) {
        try {
            return ACTION.matcher(template).replaceAll(m -> Matcher.quoteReplacement(text(pipeline(m.group(1)))));
        } catch (IllegalArgumentException e) {
            return "<error expanding template: " + e.getMessage() + ">";
        }
    }

    private static String text(Object v) {
        return v instanceof Double d ? GoText.general(d) : String.valueOf(v);
    }

    private Object pipeline(String action) {
        Object result = "";
        boolean first = true;
        for (String command : action.split("\\s*\\|\\s*", -1)) {
            List<Object> words = words(command);
            if (!first) {
                words.add(result);
            }
            result = call(words);
            first = false;
        }
        return result;
    }

    private List<Object> words(String command) {
        List<Object> words = new ArrayList<>();
        Matcher m = WORD.matcher(command);
        while (m.find()) {
            if (m.group(3) == null) {
                words.add(m.group(1) != null ? m.group(1).replace("\\\"", "\"") : m.group(2));
            } else {
                words.add(
                        words.isEmpty() && m.group(3).matches("[a-zA-Z0-9]+")
                                ? new Name(m.group(3))
                                : term(m.group(3)));
            }
        }
        return words;
    }

    private record Name(String name) {}

    private Object term(String word) {
        if (word.equals("$value") || word.equals(".Value")) {
            return value;
        }
        Matcher label = Pattern.compile("(?:\\$labels|\\.Labels)\\.([a-zA-Z_][a-zA-Z0-9_]*)")
                .matcher(word);
        if (label.matches()) {
            return labels.get(label.group(1));
        }
        Matcher external = Pattern.compile("(?:\\$externalLabels|\\.ExternalLabels)\\.([a-zA-Z_][a-zA-Z0-9_]*)")
                .matcher(word);
        if (external.matches()) {
            return externalLabels.getOrDefault(external.group(1), "");
        }
        if (word.matches("[-+]?[0-9.]+([eE][-+]?[0-9]+)?")) {
            return Double.valueOf(word);
        }
        throw new IllegalArgumentException("not supported by the stand-in: " + word);
    }

    private static Object call(List<Object> words) {
        if (words.isEmpty()) {
            throw new IllegalArgumentException("missing value for command");
        }
        if (!(words.getFirst() instanceof Name function)) {
            return words.getFirst();
        }
        List<Object> args = words.subList(1, words.size());
        if (args.isEmpty()) {
            throw new IllegalArgumentException("not supported by the stand-in: " + function.name());
        }
        Object last = args.getLast();
        return switch (function.name()) {
            case "humanize" -> Humanize.decimal(number(last));
            case "humanize1024" -> Humanize.binary(number(last));
            case "humanizeDuration" -> Humanize.duration(number(last));
            case "humanizePercentage" -> Humanize.percentage(number(last));
            case "toUpper" -> text(last).toUpperCase(Locale.ROOT);
            case "toLower" -> text(last).toLowerCase(Locale.ROOT);
            case "title" -> Humanize.title(text(last));
            case "printf" -> Humanize.printf(text(args.getFirst()), args.subList(1, args.size()));
            case "reReplaceAll" ->
                com.google.re2j.Pattern.compile(text(args.get(0)))
                        .matcher(text(last))
                        .replaceAll(text(args.get(1)));
            default -> throw new IllegalArgumentException("function " + GoText.quote(function.name()) + " not defined");
        };
    }

    private static double number(Object v) {
        return v instanceof Double d ? d : Double.parseDouble(text(v));
    }
}
