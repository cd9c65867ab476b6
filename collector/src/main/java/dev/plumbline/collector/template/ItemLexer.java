package dev.plumbline.collector.template;

import dev.plumbline.collector.golang.GoString;
import dev.plumbline.collector.template.Item.Kind;
import java.util.ArrayList;
import java.util.List;

/** Splits a template into text and the tokens of its actions. */
final class ItemLexer {
    private static final String SPACES = " \t\r\n";

    private final String text;
    private final List<Item> items = new ArrayList<>();
    private int at;
    private int parens;
    private boolean trimNext;
    private boolean space;

    ItemLexer(String text) {
        this.text = text;
    }

    List<Item> items() throws TemplateException {
        while (at < text.length()) {
            int open = text.indexOf("{{", at);
            int end = open < 0 ? text.length() : open;
            boolean trimBefore = open >= 0 && trimsAfter(open + 2);
            text(text.substring(at, end), trimBefore);
            at = end;
            if (open >= 0) {
                at += trimBefore ? 3 : 2;
                action();
            }
        }
        add(Kind.END, "");
        return items;
    }

    private boolean trimsAfter(int i) {
        return i + 1 < text.length() && text.charAt(i) == '-' && isSpace(text.charAt(i + 1));
    }

    private void text(String between, boolean trimEnd) {
        String kept = between;
        if (trimNext) {
            int start = 0;
            while (start < kept.length() && isSpace(kept.charAt(start))) {
                start++;
            }
            kept = kept.substring(start);
        }
        int end = kept.length();
        while (trimEnd && end > 0 && isSpace(kept.charAt(end - 1))) {
            end--;
        }
        if (end > 0) {
            add(Kind.TEXT, kept.substring(0, end));
        }
    }

    private void action() throws TemplateException {
        int comment = at;
        while (comment < text.length() && isSpace(text.charAt(comment)) && text.charAt(at - 1) == '-') {
            comment++;
        }
        if (text.startsWith("/*", comment)) {
            comment(comment);
            return;
        }
        add(Kind.OPEN, "{{");
        parens = 0;
        space = false;
        while (true) {
            if (at >= text.length()) {
                throw wrong("unclosed action");
            }
            if (text.startsWith("}}", at) || closesTrimming(at)) {
                if (parens > 0) {
                    throw wrong("unclosed left paren");
                }
                close();
                return;
            }
            if (isSpace(text.charAt(at))) {
                space = true;
                at++;
            } else {
                token(text.charAt(at));
                space = false;
            }
        }
    }

    private boolean closesTrimming(int i) {
        return i < text.length() && isSpace(text.charAt(i)) && text.startsWith("-}}", i + 1);
    }

    private void close() {
        trimNext = !text.startsWith("}}", at);
        at += trimNext ? 4 : 2;
        add(Kind.CLOSE, "}}");
    }

    private void comment(int start) throws TemplateException {
        int end = text.indexOf("*/", start);
        if (end < 0) {
            throw wrong("unclosed comment");
        }
        at = end + 2;
        if (!text.startsWith("}}", at) && !closesTrimming(at)) {
            throw wrong("comment ends before closing delimiter");
        }
        trimNext = !text.startsWith("}}", at);
        at += trimNext ? 4 : 2;
    }

    private void token(char c) throws TemplateException {
        if (text.startsWith(":=", at)) {
            take(Kind.DECLARE, 2);
        } else if (c == '"' || c == '`') {
            string(c);
        } else if (c == '\'') {
            character();
        } else if (c == '.' && !isDigitAt(at + 1)) {
            int end = wordEnd(at + 1);
            take(end == at + 1 ? Kind.DOT : Kind.FIELD, end - at);
        } else if (c == '$') {
            take(Kind.VARIABLE, wordEnd(at + 1) - at);
        } else if (isDigitAt(at) || c == '.' || (c == '-' || c == '+') && numberAfterSign()) {
            number();
        } else if (wordEnd(at) > at) {
            take(Kind.WORD, wordEnd(at) - at);
        } else {
            symbol(c);
        }
    }

    private void symbol(char c) throws TemplateException {
        switch (c) {
            case '=' -> take(Kind.ASSIGN, 1);
            case '|' -> take(Kind.PIPE, 1);
            case ',' -> take(Kind.COMMA, 1);
            case '(' -> {
                parens++;
                take(Kind.LEFT_PAREN, 1);
            }
            case ')' -> {
                if (--parens < 0) {
                    throw wrong("unexpected right paren");
                }
                take(Kind.RIGHT_PAREN, 1);
            }
            default -> throw wrong("unexpected \"" + c + "\" in command");
        }
    }

    private boolean numberAfterSign() {
        return isDigitAt(at + 1) || at + 1 < text.length() && text.charAt(at + 1) == '.' && isDigitAt(at + 2);
    }

    private void number() throws TemplateException {
        int end = at + 1;
        while (end < text.length() && numberGoesOn(end)) {
            end++;
        }
        if (wordEnd(end) > end) {
            throw wrong("bad number syntax: \"" + text.substring(at, end + 1) + "\"");
        }
        take(Kind.NUMBER, end - at);
    }

    private boolean numberGoesOn(int i) {
        char c = text.charAt(i);
        char before = text.charAt(i - 1);
        boolean hex = text.regionMatches(true, at, "0x", 0, 2) || text.regionMatches(true, at + 1, "0x", 0, 2);
        boolean sign = (c == '+' || c == '-') && (hex ? "pP" : "eE").indexOf(before) >= 0;
        return sign || c == '.' || c == '_' || Character.digit(c, 16) >= 0 || "xXoObBpP".indexOf(c) >= 0;
    }

    private void string(char quote) throws TemplateException {
        int end = at + 1;
        while (end < text.length() && text.charAt(end) != quote) {
            if (quote == '"' && text.charAt(end) == '\n') {
                throw wrong("unterminated quoted string");
            }
            end += quote == '"' && text.charAt(end) == '\\' ? 2 : 1;
        }
        if (end >= text.length()) {
            throw wrong(quote == '"' ? "unterminated quoted string" : "unterminated raw quoted string");
        }
        String inner = text.substring(at + 1, end);
        String value = quote == '`'
                ? inner.replace("\r", "")
                : GoString.unquote(inner).orElseThrow(() -> wrong("invalid syntax in a string"));
        add(Kind.STRING, value);
        at = end + 1;
    }

    private void character() throws TemplateException {
        int end = at + 1;
        while (end < text.length() && text.charAt(end) != '\'' && text.charAt(end) != '\n') {
            end += text.charAt(end) == '\\' ? 2 : 1;
        }
        if (end >= text.length() || text.charAt(end) != '\'') {
            throw wrong("unterminated character constant");
        }
        String inner = text.substring(at + 1, end);
        String value = GoString.unquote(inner.equals("\\'") ? "'" : inner).orElse("");
        if (value.codePointCount(0, value.length()) != 1) {
            throw wrong("malformed character constant: '" + inner + "'");
        }
        add(Kind.CHAR, Integer.toString(value.codePointAt(0)));
        at = end + 1;
    }

    private int wordEnd(int from) {
        int end = from;
        while (end < text.length() && (text.charAt(end) == '_' || Character.isLetterOrDigit(text.codePointAt(end)))) {
            end += Character.charCount(text.codePointAt(end));
        }
        return end;
    }

    private boolean isDigitAt(int i) {
        return i < text.length() && text.charAt(i) >= '0' && text.charAt(i) <= '9';
    }

    private static boolean isSpace(char c) {
        return SPACES.indexOf(c) >= 0;
    }

    private void take(Kind kind, int length) {
        add(kind, text.substring(at, at + length));
        at += length;
    }

    private void add(Kind kind, String value) {
        items.add(new Item(kind, value, space, line()));
    }

    private int line() {
        return 1
                + (int) text.substring(0, Math.min(at, text.length()))
                        .chars()
                        .filter(c -> c == '\n')
                        .count();
    }

    private TemplateException wrong(String what) {
        return new TemplateException("template: pipeline_template:" + line() + ": " + what);
    }
}
