package dev.plumbline.collector.golang;

import java.util.function.UnaryOperator;

/** The {@code $name} notation of replacement texts. */
final class GoTemplateText {
    private GoTemplateText() {}

    static String expand(String template, UnaryOperator<String> named) {
        StringBuilder out = new StringBuilder();
        int i = 0;
        while (i < template.length()) {
            int dollar = template.indexOf('$', i);
            if (dollar < 0) {
                break;
            }
            out.append(template, i, dollar);
            if (template.startsWith("$", dollar + 1)) {
                out.append('$');
                i = dollar + 2;
                continue;
            }
            boolean braces = template.startsWith("{", dollar + 1);
            int start = dollar + (braces ? 2 : 1);
            int end = nameEnd(template, start);
            if (end == start || braces && !template.startsWith("}", end)) {
                out.append('$');
                i = dollar + 1;
                continue;
            }
            out.append(named.apply(template.substring(start, end)));
            i = braces ? end + 1 : end;
        }
        return out.append(template, Math.min(i, template.length()), template.length())
                .toString();
    }

    private static int nameEnd(String template, int start) {
        int i = start;
        while (i < template.length()) {
            int c = template.codePointAt(i);
            if (c != '_' && !Character.isLetter(c) && !Character.isDigit(c)) {
                break;
            }
            i += Character.charCount(c);
        }
        return i;
    }
}
