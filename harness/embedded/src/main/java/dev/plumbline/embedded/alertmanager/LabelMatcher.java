package dev.plumbline.embedded.alertmanager;

import com.google.re2j.PatternSyntaxException;
import dev.plumbline.embedded.prometheus.model.GoText;
import dev.plumbline.embedded.prometheus.model.Labels;
import dev.plumbline.embedded.prometheus.model.Matcher;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Reads and writes matchers as Alertmanager does: {@code name="value"}, quotes optional, several by commas. */
final class LabelMatcher {
    private static final Pattern ONE = Pattern.compile(
            "\\s*(\"(?:[^\"\\\\]|\\\\.)*\"|[a-zA-Z_:][a-zA-Z0-9_:.\\-/]*)\\s*(=~|!~|!=|=)\\s*(\"(?:[^\"\\\\]|\\\\.)*\"|[^,\"]*?)\\s*",
            Pattern.DOTALL);
    private static final Pattern CLASSIC =
            Pattern.compile("\\s*([a-zA-Z_:][a-zA-Z0-9_:]*)\\s*(=~|=|!=|!~)\\s*(.*?)\\s*", Pattern.DOTALL);
    private static final String ANY_NAME = "\"(?:[^\"\\\\]|\\\\.)*\"|[^\\s{}!=~,\\\\\"'`]+";
    private static final Pattern MODERN =
            Pattern.compile("\\s*(" + ANY_NAME + ")\\s*(=~|!~|!=|=)\\s*(" + ANY_NAME + ")\\s*,?\\s*", Pattern.DOTALL);

    private LabelMatcher() {}

    /**
     * Reads matchers, in braces or not.
     *
     * @throws IllegalArgumentException with Alertmanager's message if it is not of that form
     */
    static List<Matcher> parse(String text) {
        String inner = text.strip();
        if (inner.startsWith("{") && inner.endsWith("}")) {
            inner = inner.substring(1, inner.length() - 1);
        }
        List<Matcher> matchers = new ArrayList<>();
        java.util.regex.Matcher m = ONE.matcher(inner);
        int pos = 0;
        while (pos < inner.length()) {
            m.region(pos, inner.length());
            if (!m.lookingAt()) {
                throw new IllegalArgumentException("bad matcher format: " + text);
            }
            int end = end(m, inner);
            if (end < inner.length() && inner.charAt(end) != ',') {
                throw new IllegalArgumentException("bad matcher format: " + text);
            }
            String value = m.group(3).startsWith("\"")
                    ? m.group(3)
                    : inner.substring(m.start(3), end).strip();
            matchers.add(of(unquoted(m.group(1)), m.group(2), unquoted(value)));
            pos = end + 1;
        }
        if (matchers.isEmpty()) {
            throw new IllegalArgumentException("bad matcher format: " + text);
        }
        return matchers;
    }

    /**
     * Reads the one matcher of a filter: as older versions did, else as newer ones do, where names may be anything.
     *
     * @throws IllegalArgumentException with Alertmanager's message if it is not of that form
     */
    static Matcher filter(String text) {
        if (text.startsWith("{") || text.endsWith("}")) {
            throw new IllegalArgumentException("unexpected open or close brace: " + text);
        }
        java.util.regex.Matcher classic = CLASSIC.matcher(text);
        java.util.regex.Matcher modern = MODERN.matcher(text);
        if (classic.matches()) {
            try {
                return of(classic.group(1), classic.group(2), classicValue(classic.group(3)));
            } catch (IllegalArgumentException e) {
                if (!modern.matches()) {
                    throw e;
                }
            }
        }
        if (modern.matches()) {
            return of(unquoted(modern.group(1)), modern.group(2), unquoted(modern.group(3)));
        }
        throw new IllegalArgumentException("bad matcher format: " + text);
    }

    private static String classicValue(String raw) {
        boolean quoted = raw.startsWith("\"");
        String text = quoted ? raw.substring(1) : raw;
        StringBuilder value = new StringBuilder();
        boolean closed = false;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '\\' && i + 1 < text.length()) {
                char next = text.charAt(++i);
                value.append(next == 'n' ? "\n" : next == '"' || next == '\\' ? "" + next : "\\" + next);
            } else if (c != '"') {
                value.append(c);
            } else if (quoted && i == text.length() - 1) {
                closed = true;
            } else {
                throw new IllegalArgumentException("matcher value contains unescaped double quote: " + raw);
            }
        }
        if (quoted && !closed) {
            throw new IllegalArgumentException("matcher value contains unescaped double quote: " + raw);
        }
        return value.toString();
    }

    private static int end(java.util.regex.Matcher m, String inner) {
        if (m.group(3).startsWith("\"")) {
            return m.end();
        }
        int comma = inner.indexOf(',', m.start(3));
        return comma < 0 ? inner.length() : comma;
    }

    private static Matcher of(String name, String operator, String value) {
        Matcher.Type type = switch (operator) {
            case "=" -> Matcher.Type.EQUAL;
            case "!=" -> Matcher.Type.NOT_EQUAL;
            case "=~" -> Matcher.Type.REGEX;
            default -> Matcher.Type.NOT_REGEX;
        };
        try {
            return Matcher.of(name, type, value);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(problem("^(?:" + value + ")$"), e);
        }
    }

    /** Says what is wrong with a regular expression, as Go does. */
    static String problem(String regex) {
        try {
            com.google.re2j.Pattern.compile(regex);
            return "";
        } catch (PatternSyntaxException e) {
            return String.valueOf(e.getMessage());
        }
    }

    private static String unquoted(String s) {
        return s.startsWith("\"") && s.length() > 1
                ? s.substring(1, s.length() - 1)
                        .replace("\\n", "\n")
                        .replace("\\\"", "\"")
                        .replace("\\\\", "\\")
                : s;
    }

    static boolean matches(List<Matcher> matchers, Labels labels) {
        return matchers.stream().allMatch(m -> m.matches(labels));
    }

    /** Tells whether labels pass a filter, where an empty value also asks for presence or absence. */
    static boolean passes(List<Matcher> filter, Map<String, String> labels) {
        return filter.stream().allMatch(m -> {
            boolean present = labels.containsKey(m.name());
            boolean negative = m.type() == Matcher.Type.NOT_EQUAL || m.type() == Matcher.Type.NOT_REGEX;
            return m.value().isEmpty() && negative == present || m.matches(labels.getOrDefault(m.name(), ""));
        });
    }

    static String text(Matcher m) {
        return (GoText.isLabelName(m.name()) ? m.name() : GoText.quote(m.name()))
                + m.type().text()
                + GoText.quote(m.value());
    }

    static String text(List<Matcher> matchers) {
        return matchers.stream().map(LabelMatcher::text).collect(Collectors.joining(",", "{", "}"));
    }
}
