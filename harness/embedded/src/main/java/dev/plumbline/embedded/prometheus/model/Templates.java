package dev.plumbline.embedded.prometheus.model;

import com.google.re2j.Matcher;

/** Replacements that name groups of a match: {@code $1}, {@code ${name}}, {@code $$}. */
public final class Templates {
    private Templates() {}

    /** Fills a template in; groups that are not there are empty, what is no reference stays. */
    public static String expand(String template, Matcher match) {
        StringBuilder out = new StringBuilder();
        int i = 0;
        while (i < template.length()) {
            char c = template.charAt(i);
            if (c != '$' || i + 1 == template.length()) {
                out.append(c);
                i++;
                continue;
            }
            if (template.charAt(i + 1) == '$') {
                out.append('$');
                i += 2;
                continue;
            }
            boolean braced = template.charAt(i + 1) == '{';
            int start = braced ? i + 2 : i + 1;
            int end = start;
            while (end < template.length()
                    && (Character.isLetterOrDigit(template.charAt(end)) || template.charAt(end) == '_')) {
                end++;
            }
            boolean closed = !braced || end < template.length() && template.charAt(end) == '}';
            if (end == start || !closed) {
                out.append('$');
                i++;
                continue;
            }
            out.append(group(template.substring(start, end), match));
            i = braced ? end + 1 : end;
        }
        return out.toString();
    }

    private static String group(String name, Matcher match) {
        String value = null;
        if (name.matches("[0-9]{1,9}")) {
            int n = Integer.parseInt(name);
            value = n <= match.groupCount() ? match.group(n) : null;
        } else if (match.pattern().namedGroups().containsKey(name)) {
            value = match.group(name);
        }
        return value == null ? "" : value;
    }
}
