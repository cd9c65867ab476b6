package dev.plumbline.embedded.config;

import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Replaces {@code ${NAME}} and {@code ${NAME:default}} in configuration files by environment variables. */
public final class Environment {
    private static final Pattern REFERENCE = Pattern.compile("\\$\\{([A-Za-z_][A-Za-z0-9_]*)(?::-?([^}]*))?}|\\$\\$");

    private Environment() {}

    /** Returns the text with every reference replaced; a variable that is not set becomes its default, or nothing. */
    public static String expand(String text, Map<String, String> environment) {
        Matcher matcher = REFERENCE.matcher(text);
        return matcher.replaceAll(found -> {
            if (found.group(1) == null) {
                return Matcher.quoteReplacement("$");
            }
            String otherwise = found.group(2) == null ? "" : found.group(2);
            return Matcher.quoteReplacement(environment.getOrDefault(found.group(1), otherwise));
        });
    }
}
