package dev.plumbline.harness.grafana;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Replaces {@code $x}, {@code ${x}}, {@code ${x:format}} and {@code [[x:format]]} in the texts of a dashboard.
 *
 * <p>Names that nothing is known of stay as they are; so do the macros that the back ends replace.
 */
public final class Templating {
    private static final Pattern PLACE =
            Pattern.compile("\\$(\\w+)|\\[\\[(\\w+?)(?::([^\\]]+))?]]|\\$\\{(\\w+)(?:\\.([^:^}]+))?(?::([^}]+))?}");

    private final Map<String, VariableValue> values;
    private final Map<String, Boolean> multi;

    /**
     * Starts with the variables of a dashboard.
     *
     * @param dashboard tells which variables are lists
     * @param range what {@code $__from} and {@code $__to} stand for
     * @param variables values by name
     */
    public Templating(Dashboard dashboard, TimeRange range, Map<String, VariableValue> variables) {
        values = new HashMap<>(variables);
        values.put("__from", VariableValue.of(Long.toString(range.fromMs())));
        values.put("__to", VariableValue.of(Long.toString(range.toMs())));
        values.put("__dashboard", VariableValue.of(dashboard.title()));
        values.put("__org", VariableValue.of("1"));
        values.put("__timezone", VariableValue.of("utc"));
        multi = new HashMap<>();
        dashboard.variables().forEach(v -> multi.put(v.name(), v.multi() || v.includeAll()));
    }

    /** How values go into a text unless a format is named. */
    public enum Language {
        /** Strings are escaped, lists become {@code (a|b)}. */
        PROMQL,
        /** Strings go in as they are, lists become {@code a|b}. */
        LOGQL,
        /** Lists become {@code a|b}. */
        TRACEQL,
        /** Lists become {@code {a,b}}. */
        PLAIN
    }

    /** Replaces every variable that is known. */
    public String replace(String text, Language language) {
        return PLACE.matcher(text).replaceAll(m -> Matcher.quoteReplacement(place(m, language)));
    }

    private String place(MatchResult match, Language language) {
        String name = firstOf(match, 1, 2, 4).orElse("");
        Optional<String> format = firstOf(match, 3, 6);
        VariableValue value = values.get(name);
        if (value == null) {
            return match.group();
        }
        boolean time = name.equals("__from") || name.equals("__to");
        if (time) {
            return format.filter(f -> f.startsWith("date"))
                    .map(f -> VariableFormat.apply(name, value, f))
                    .orElse(value.single());
        }
        return format.map(f -> VariableFormat.apply(name, value, f)).orElseGet(() -> byLanguage(name, value, language));
    }

    private String byLanguage(String name, VariableValue value, Language language) {
        boolean list = multi.getOrDefault(name, value.isList());
        return switch (language) {
            case PROMQL -> VariableFormat.promQl(value, list);
            case LOGQL -> VariableFormat.logQl(value, list);
            case TRACEQL -> VariableFormat.apply(name, value, "pipe");
            case PLAIN -> VariableFormat.apply(name, value, "glob");
        };
    }

    private static Optional<String> firstOf(MatchResult match, int... groups) {
        for (int group : groups) {
            String text = match.group(group);
            if (text != null) {
                return Optional.of(text);
            }
        }
        return Optional.empty();
    }

    /** Returns the names of all variables that a text mentions, known or not. */
    public static Set<String> mentioned(String text) {
        Set<String> names = new TreeSet<>();
        Matcher place = PLACE.matcher(text);
        while (place.find()) {
            firstOf(place.toMatchResult(), 1, 2, 4).ifPresent(names::add);
        }
        return names;
    }
}
