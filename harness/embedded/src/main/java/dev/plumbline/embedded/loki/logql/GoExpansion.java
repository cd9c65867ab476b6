package dev.plumbline.embedded.loki.logql;

import com.google.re2j.Matcher;
import com.google.re2j.PatternSyntaxException;
import java.util.regex.Pattern;

/** Expands {@code $1}, {@code ${1}} and {@code $name} as Go's regexp package does; an unknown group is empty. */
final class GoExpansion {
    private static final Pattern REFERENCE = Pattern.compile("\\$(?:(\\$)|\\{(\\w+)\\}|(\\w+))");

    private GoExpansion() {}

    static String expand(String template, Matcher match) {
        return REFERENCE.matcher(template).replaceAll(ref -> {
            if (ref.group(1) != null) {
                return java.util.regex.Matcher.quoteReplacement("$");
            }
            String name = ref.group(2) != null ? ref.group(2) : ref.group(3);
            return java.util.regex.Matcher.quoteReplacement(group(match, name));
        });
    }

    private static String group(Matcher match, String name) {
        String value;
        if (name.chars().allMatch(c -> c >= '0' && c <= '9')) {
            int index = name.length() > 6 ? Integer.MAX_VALUE : Integer.parseInt(name);
            value = index <= match.groupCount() ? match.group(index) : "";
        } else {
            try {
                value = match.group(name);
            } catch (IllegalArgumentException | PatternSyntaxException e) {
                value = "";
            }
        }
        return value == null ? "" : value;
    }
}
