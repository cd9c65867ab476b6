package dev.plumbline.collector.golang;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Walks the outermost level of a regular expression and keeps the longest run of characters that must occur as they
 * stand. Where it is not sure it gives up: the empty text is always right.
 */
final class LiteralScan {
    private static final Pattern QUANTIFIER = Pattern.compile("(?:[?*+]|\\{\\d+(?:,\\d*)?\\})\\??");

    /** Escapes that are longer than one character. */
    private static final String UNSURE = "pPxQ01234567";

    private static final String PUNCTUATION = "\\.+*?()|[]{}^$-/#&~:;,<>=!@%\"'` _";

    private final String expression;
    private final StringBuilder run = new StringBuilder();
    private String best = "";
    private int at;

    LiteralScan(String expression) {
        this.expression = expression;
    }

    String longest() {
        while (at < expression.length()) {
            if (!step()) {
                return "";
            }
        }
        end();
        return best;
    }

    /** Takes one atom with its quantifier; false where nothing can be said of the whole expression. */
    private boolean step() {
        int c = expression.codePointAt(at);
        switch (c) {
            case '|' -> {
                return false;
            }
            case '(' -> {
                if (flags()) {
                    return false;
                }
                end();
                skipGroup();
                quantifier();
            }
            case '[' -> {
                end();
                skipClass();
                quantifier();
            }
            case '.', '^', '$' -> {
                end();
                at++;
                quantifier();
            }
            case '\\' -> {
                return escape();
            }
            default -> {
                at += Character.charCount(c);
                literal(c);
            }
        }
        return true;
    }

    private boolean escape() {
        char c = at + 1 < expression.length() ? expression.charAt(at + 1) : 'Q';
        if (UNSURE.indexOf(c) >= 0) {
            return false;
        }
        at += 2;
        if (PUNCTUATION.indexOf(c) >= 0) {
            literal(c);
        } else {
            end();
            quantifier();
        }
        return true;
    }

    private void literal(int c) {
        int before = run.length();
        run.appendCodePoint(c);
        int quantifier = quantifierLength();
        if (quantifier > 0) {
            if (expression.charAt(at) != '+') {
                run.setLength(before);
            }
            end();
            at += quantifier;
        }
    }

    private void quantifier() {
        at += quantifierLength();
    }

    private int quantifierLength() {
        Matcher matcher = QUANTIFIER.matcher(expression).region(at, expression.length());
        return matcher.lookingAt() ? matcher.end() - at : 0;
    }

    /** {@code (?i)} and the like change what follows. */
    private boolean flags() {
        return expression.startsWith("(?", at)
                && !expression.startsWith("(?P<", at)
                && !expression.startsWith("(?<", at)
                && !expression.startsWith("(?:", at);
    }

    private void skipGroup() {
        int depth = 0;
        while (at < expression.length()) {
            char c = expression.charAt(at);
            if (c == '\\') {
                at += 2;
                continue;
            }
            if (c == '[') {
                skipClass();
                continue;
            }
            at++;
            depth += c == '(' ? 1 : c == ')' ? -1 : 0;
            if (depth == 0) {
                return;
            }
        }
        at = expression.length();
    }

    private void skipClass() {
        at++;
        if (at < expression.length() && expression.charAt(at) == '^') {
            at++;
        }
        boolean first = true;
        while (at < expression.length() && (first || expression.charAt(at) != ']')) {
            if (expression.startsWith("[:", at)) {
                int close = expression.indexOf(":]", at);
                at = close < 0 ? at : close + 1;
            } else if (expression.charAt(at) == '\\') {
                at++;
            }
            at++;
            first = false;
        }
        at = Math.min(at + 1, expression.length());
    }

    private void end() {
        if (run.length() > best.length()) {
            best = run.toString();
        }
        run.setLength(0);
    }
}
