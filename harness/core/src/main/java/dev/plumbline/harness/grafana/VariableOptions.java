package dev.plumbline.harness.grafana;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a variable can stand for: what must be asked to know, and what the answer makes of it. */
public final class VariableOptions {
    private static final Pattern LABEL_VALUES =
            Pattern.compile("label_values\\((?:(.+),\\s*)?([a-zA-Z_$][a-zA-Z0-9_:${}]*)\\)\\s*", Pattern.DOTALL);
    private static final Pattern METRICS = Pattern.compile("metrics\\((.+)\\)\\s*");
    private static final Pattern RESULT = Pattern.compile("query_result\\((.+)\\)\\s*", Pattern.DOTALL);
    private static final Pattern LABEL_NAMES = Pattern.compile("label_names\\((.*)\\)\\s*");

    private VariableOptions() {}

    /** What must be asked of a data source, through Grafana, to know a variable's options. */
    public sealed interface Lookup {
        /**
         * Values of a label.
         *
         * @param label name of the label
         * @param selector series to look at, empty for all
         */
        record LabelValues(String label, String selector) implements Lookup {}

        /** Names of labels. */
        record LabelNames(String selector) implements Lookup {}

        /** Names of metrics that match a regular expression. */
        record Metrics(String regex) implements Lookup {}

        /** The series of an instant query, each written with value and time. */
        record QueryResult(String expression) implements Lookup {}

        /** Nothing: the dashboard itself says what there is. */
        record Fixed(List<String> values) implements Lookup {
            public Fixed {
                values = List.copyOf(values);
            }
        }
    }

    /**
     * Tells what must be asked.
     *
     * @param templating replaces the variables that stand before this one
     * @throws DashboardException if the type of the variable or its query is none that the harness knows
     */
    public static Lookup lookup(Variable variable, Templating templating) {
        return switch (variable.type()) {
            case "query" -> query(variable, templating);
            case "custom", "interval" ->
                new Lookup.Fixed(Arrays.stream(variable.queryText().split("(?<!\\\\),"))
                        .map(v -> v.strip().replace("\\,", ","))
                        .map(v -> v.matches("(?s).+ : .+") ? v.substring(v.indexOf(" : ") + 3) : v)
                        .filter(v -> !v.isEmpty())
                        .toList());
            case "constant" -> new Lookup.Fixed(List.of(variable.queryText()));
            case "textbox", "datasource" ->
                new Lookup.Fixed(variable.current().isEmpty() ? List.of(variable.queryText()) : variable.current());
            default ->
                throw new DashboardException("variable '" + variable.name() + "' is of type '" + variable.type()
                        + "'; expected query, custom, constant, interval, datasource or textbox");
        };
    }

    private static Lookup query(Variable variable, Templating templating) {
        if (variable.source().type().equals("loki") && variable.query().isObject()) {
            return new Lookup.LabelValues(
                    variable.query().path("label").asText(""),
                    templating.replace(variable.query().path("stream").asText(""), Templating.Language.LOGQL));
        }
        boolean loki = variable.source().type().equals("loki");
        String text =
                templating.replace(variable.queryText(), loki ? Templating.Language.LOGQL : Templating.Language.PROMQL);
        Matcher values = LABEL_VALUES.matcher(text);
        if (values.matches()) {
            return new Lookup.LabelValues(
                    values.group(2),
                    Optional.ofNullable(values.group(1)).orElse("").strip());
        }
        Matcher names = LABEL_NAMES.matcher(text);
        if (names.matches()) {
            return new Lookup.LabelNames(names.group(1));
        }
        Matcher metrics = METRICS.matcher(text);
        if (metrics.matches()) {
            return new Lookup.Metrics(metrics.group(1));
        }
        Matcher result = RESULT.matcher(text);
        if (result.matches()) {
            return new Lookup.QueryResult(result.group(1));
        }
        throw new DashboardException("variable '" + variable.name() + "': the query '" + text
                + "' is none of label_values(), label_names(), metrics(), query_result()");
    }

    /** Filters what came back by the variable's regular expression; a group of it becomes the value. */
    public static List<String> filtered(Variable variable, List<String> found) {
        String regex = variable.regex();
        if (regex.isEmpty()) {
            return found.stream().distinct().toList();
        }
        Pattern pattern = pattern(regex);
        Map<String, Boolean> kept = new LinkedHashMap<>();
        for (String value : found) {
            Matcher matcher = pattern.matcher(value);
            if (matcher.find()) {
                kept.put(captured(matcher, regex), true);
            }
        }
        return List.copyOf(kept.keySet());
    }

    private static Pattern pattern(String regex) {
        Matcher slashed = Pattern.compile("/(.*)/([gimsuy]*)", Pattern.DOTALL).matcher(regex);
        if (!slashed.matches()) {
            return Pattern.compile("^" + regex + "$");
        }
        return Pattern.compile(
                slashed.group(1).replace("\\/", "/"), slashed.group(2).contains("i") ? Pattern.CASE_INSENSITIVE : 0);
    }

    private static String captured(Matcher matcher, String regex) {
        if (regex.contains("(?<value>")) {
            return Optional.ofNullable(matcher.group("value")).orElse("");
        }
        return matcher.groupCount() > 0 ? Optional.ofNullable(matcher.group(1)).orElse("") : matcher.group();
    }

    /**
     * Returns what a variable stands for when its dashboard is opened.
     *
     * @param options all options, filtered
     * @throws DashboardException if it has neither options nor a saved value
     */
    public static VariableValue opened(Variable variable, List<String> options) {
        boolean list = variable.multi() || variable.includeAll();
        if (variable.includeAll()
                && (variable.current().isEmpty() || variable.current().contains(Variable.ALL))) {
            return variable.allValue()
                    .map(VariableValue::allValue)
                    .orElseGet(() -> VariableValue.list(sorted(options)));
        }
        List<String> chosen =
                variable.current().stream().filter(options::contains).toList();
        if (chosen.isEmpty() && options.isEmpty()) {
            throw new DashboardException("variable '" + variable.name() + "' has no option: its query finds nothing");
        }
        List<String> value = chosen.isEmpty() ? List.of(options.getFirst()) : chosen;
        return list && value.size() > 1 ? VariableValue.list(value) : VariableValue.of(value.getFirst());
    }

    private static List<String> sorted(List<String> options) {
        List<String> sorted = new ArrayList<>(options);
        sorted.sort(Comparator.naturalOrder());
        return sorted;
    }
}
