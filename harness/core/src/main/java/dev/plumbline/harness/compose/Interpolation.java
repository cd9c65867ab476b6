package dev.plumbline.harness.compose;

import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Replaces {@code $VAR}, {@code ${VAR}}, {@code ${VAR:-default}} and {@code $$} as Compose does. */
final class Interpolation {
    private static final Pattern TOKEN = Pattern.compile("\\$\\$|\\$\\{(\\w+)(?:(:?[-?])([^}]*))?}|\\$(\\w+)");

    private Interpolation() {}

    /**
     * Replaces every variable of a text.
     *
     * @param text may hold variables
     * @param environment value of a variable, or null if it is not set
     * @throws ComposeException if a variable is demanded ({@code ${VAR:?message}}) and not set
     */
    static String resolve(String text, Function<String, @Nullable String> environment) {
        return TOKEN.matcher(text).replaceAll(token -> Matcher.quoteReplacement(one(token, environment)));
    }

    private static String one(java.util.regex.MatchResult token, Function<String, @Nullable String> environment) {
        if (token.group().equals("$$")) {
            return "$";
        }
        String name = token.group(1) != null ? token.group(1) : token.group(4);
        String value = environment.apply(name);
        String operator = token.group(2);
        if (operator == null) {
            return value == null ? "" : value;
        }
        boolean absent = value == null || operator.startsWith(":") && value.isEmpty();
        if (!absent && value != null) {
            return value;
        }
        if (operator.endsWith("?")) {
            throw new ComposeException("compose.yaml demands the variable " + name + ": " + token.group(3));
        }
        return token.group(3);
    }
}
