package dev.plumbline.embedded.loki.logql;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;

/** Compiles Go's regular expressions, with Go's messages for those that do not compile. */
final class Regexps {
    private static final java.util.regex.Pattern ALTERNATIVES = java.util.regex.Pattern.compile(
            "((\\.\\*)?[^\\\\.+*?()|\\[\\]{}^$]*(\\.\\*)?\\|)+(\\.\\*)?[^\\\\.+*?()|\\[\\]{}^$]*(\\.\\*)?");

    private Regexps() {}

    static Pattern compile(String regex, Function<String, LogQlException> refusal) {
        return compile(regex, regex, 0, refusal);
    }

    /**
     * Leaves out empty alternatives beside plain ones, as Loki does in filters where it can do without the expression:
     * {@code error|} finds lines with {@code error} only.
     */
    static String withoutEmptyAlternatives(String regex) {
        if (!ALTERNATIVES.matcher(regex).matches()) {
            return regex;
        }
        List<String> some = Arrays.stream(regex.split("\\|", -1))
                .filter(part -> !part.isEmpty())
                .toList();
        return some.isEmpty() ? regex : String.join("|", some);
    }

    /** Prometheus anchors matchers and lets the dot match line ends. */
    static Pattern anchored(String regex, Function<String, LogQlException> refusal) {
        return compile("^(?s:" + regex + ")$", regex, 0, refusal);
    }

    private static Pattern compile(String full, String shown, int flags, Function<String, LogQlException> refusal) {
        if (trailingBackslash(shown)) {
            throw refusal.apply("error parsing regexp: trailing backslash at end of expression: ``");
        }
        try {
            return Pattern.compile(full, flags);
        } catch (PatternSyntaxException e) {
            String message = message(shown, e);
            throw refusal.apply(message);
        } catch (RuntimeException e) {
            throw refusal.apply("error parsing regexp: " + e.getMessage());
        }
    }

    private static boolean trailingBackslash(String regex) {
        int n = 0;
        while (n < regex.length() && regex.charAt(regex.length() - 1 - n) == '\\') {
            n++;
        }
        return n % 2 == 1;
    }

    private static String message(String shown, PatternSyntaxException e) {
        if ("stack underflow".equals(e.getPattern())) {
            return "error parsing regexp: unexpected ): `" + shown + "`";
        }
        String at = e.getPattern() == null || e.getPattern().isEmpty() ? shown : e.getPattern();
        return e.getDescription().startsWith("missing closing )")
                ? "error parsing regexp: missing closing ): `" + shown + "`"
                : "error parsing regexp: " + e.getDescription() + ": `" + at + "`";
    }
}
