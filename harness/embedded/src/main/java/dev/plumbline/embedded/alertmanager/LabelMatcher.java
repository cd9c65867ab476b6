package dev.plumbline.embedded.alertmanager;

import dev.plumbline.embedded.prometheus.model.GoText;
import dev.plumbline.embedded.prometheus.model.Labels;
import dev.plumbline.embedded.prometheus.model.Matcher;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Reads and writes matchers as Alertmanager does: {@code name="value"}, quotes optional, several by commas. */
final class LabelMatcher {
    private static final Pattern ONE = Pattern.compile(
            "\\s*(\"(?:[^\"\\\\]|\\\\.)*\"|[a-zA-Z_:][a-zA-Z0-9_:.\\-/]*)\\s*(=~|!~|!=|=)\\s*(\"(?:[^\"\\\\]|\\\\.)*\"|[^,\"]*?)\\s*",
            Pattern.DOTALL);

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
            if (!m.lookingAt() || m.end() < inner.length() && inner.charAt(end(m, inner)) != ',') {
                throw new IllegalArgumentException("bad matcher format: " + text);
            }
            int end = end(m, inner);
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
        return Matcher.of(name, type, value);
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

    static String text(Matcher m) {
        return (GoText.isLabelName(m.name()) ? m.name() : GoText.quote(m.name()))
                + m.type().text()
                + GoText.quote(m.value());
    }

    static String text(List<Matcher> matchers) {
        return matchers.stream().map(LabelMatcher::text).collect(Collectors.joining(",", "{", "}"));
    }
}
