package dev.plumbline.embedded.gotemplate;

import dev.plumbline.embedded.gotemplate.Item.Symbol;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Splits a template into tokens. */
final class Lexer {
    private static final Set<String> KEYWORDS =
            Set.of("if", "else", "end", "range", "with", "define", "template", "block", "break", "continue");
    private static final String SPACE = " \t\r\n";

    private final String name;
    private final String text;
    private final List<Item> items = new ArrayList<>();
    private int at;
    private int depth;

    private Lexer(String name, String text) {
        this.name = name;
        this.text = text;
    }

    /**
     * What came of a text.
     *
     * @param items up to the first failure
     * @param failure what the lexer could not read
     */
    record Result(List<Item> items, Optional<TemplateException> failure) {}

    static Result lex(String name, String text) {
        Lexer lexer = new Lexer(name, text);
        try {
            lexer.run();
            return new Result(lexer.items, Optional.empty());
        } catch (TemplateException e) {
            lexer.items.add(new Item(Symbol.END, "", text.length()));
            return new Result(lexer.items, Optional.of(e));
        }
    }

    private void run() throws TemplateException {
        boolean trimNext = false;
        while (at < text.length()) {
            int open = text.indexOf("{{", at);
            int end = open < 0 ? text.length() : open;
            boolean trimsLeft = open >= 0 && trims(open + 2);
            int from = at;
            while (trimNext && from < end && SPACE.indexOf(text.charAt(from)) >= 0) {
                from++;
            }
            int to = end;
            while (trimsLeft && to > from && SPACE.indexOf(text.charAt(to - 1)) >= 0) {
                to--;
            }
            if (to > from) {
                items.add(new Item(Symbol.TEXT, text.substring(from, to), from));
            }
            if (open < 0) {
                break;
            }
            at = open + (trimsLeft ? 3 : 2);
            trimNext = commentOrAction(open, trimsLeft);
        }
        items.add(new Item(Symbol.END, "", text.length()));
    }

    /** A minus sign trims only with white space behind it. */
    private boolean trims(int from) {
        return from + 1 < text.length() && text.charAt(from) == '-' && SPACE.indexOf(text.charAt(from + 1)) >= 0;
    }

    private boolean commentOrAction(int open, boolean trimmed) throws TemplateException {
        int comment = at;
        while (trimmed && comment < text.length() && SPACE.indexOf(text.charAt(comment)) >= 0) {
            comment++;
        }
        if (!text.startsWith("/*", comment)) {
            items.add(new Item(Symbol.LEFT, "{{", open));
            depth = 0;
            return action();
        }
        int end = text.indexOf("*/", comment);
        if (end < 0) {
            throw error("unclosed comment", comment);
        }
        at = end + 2;
        boolean trim = text.startsWith(" -}}", at);
        if (!trim && !text.startsWith("}}", at)) {
            throw error("comment ends before closing delimiter", at);
        }
        at += trim ? 4 : 2;
        return trim;
    }

    private boolean action() throws TemplateException {
        while (true) {
            if (at >= text.length()) {
                throw error("unclosed action", at);
            }
            boolean trim = SPACE.indexOf(text.charAt(at)) >= 0 && text.startsWith("-}}", at + 1);
            if (trim || text.startsWith("}}", at)) {
                if (depth > 0) {
                    throw error("unclosed left paren", at);
                }
                items.add(new Item(Symbol.RIGHT, "}}", at));
                at += trim ? 4 : 2;
                return trim;
            }
            token();
        }
    }

    private void token() throws TemplateException {
        char c = text.charAt(at);
        int start = at;
        if (SPACE.indexOf(c) >= 0) {
            while (at < text.length() && SPACE.indexOf(text.charAt(at)) >= 0 && !text.startsWith("-}}", at + 1)) {
                at++;
            }
            items.add(new Item(Symbol.SPACE, " ", start));
            return;
        }
        switch (c) {
            case '"' -> quoted('"', Symbol.STRING, "unterminated quoted string");
            case '\'' -> quoted('\'', Symbol.CHARACTER, "unterminated character constant");
            case '`' -> raw();
            case '|' -> one(Symbol.PIPE);
            case ',' -> one(Symbol.COMMA);
            case '=' -> one(Symbol.ASSIGN);
            case '(' -> {
                depth++;
                one(Symbol.OPEN);
            }
            case ')' -> {
                depth--;
                if (depth < 0) {
                    throw error("unexpected right paren", at);
                }
                one(Symbol.CLOSE);
            }
            case ':' -> {
                if (!text.startsWith(":=", at)) {
                    throw error("expected :=", at);
                }
                at += 2;
                items.add(new Item(Symbol.DECLARE, ":=", start));
            }
            default -> word(c, start);
        }
    }

    private void word(char c, int start) throws TemplateException {
        boolean number = c >= '0' && c <= '9'
                || (c == '+' || c == '-')
                || c == '.' && at + 1 < text.length() && Character.isDigit(text.charAt(at + 1));
        if (number) {
            number(start);
        } else if (c == '.' || c == '$') {
            at++;
            name();
            boolean bare = at == start + 1;
            items.add(new Item(
                    c == '$' ? Symbol.VARIABLE : bare ? Symbol.DOT : Symbol.FIELD, text.substring(start, at), start));
            terminated(start);
        } else if (Character.isLetter(c) || c == '_') {
            name();
            String word = text.substring(start, at);
            Symbol type = KEYWORDS.contains(word)
                    ? Symbol.KEYWORD
                    : word.equals("true") || word.equals("false")
                            ? Symbol.BOOL
                            : word.equals("nil") ? Symbol.NIL : Symbol.IDENTIFIER;
            terminated(start);
            items.add(new Item(type, word, start));
        } else {
            throw error("unrecognized character in action: " + codePoint(text.codePointAt(at)), at);
        }
    }

    private static String codePoint(int c) {
        return String.format(java.util.Locale.ROOT, "U+%04X '%s'", c, Character.toString(c));
    }

    private void terminated(int start) throws TemplateException {
        if (at < text.length() && (SPACE + ".,|:()=").indexOf(text.charAt(at)) < 0 && !text.startsWith("}}", at)) {
            throw error("bad character " + codePoint(text.codePointAt(at)), start);
        }
    }

    private void name() {
        while (at < text.length() && (Character.isLetterOrDigit(text.charAt(at)) || text.charAt(at) == '_')) {
            at++;
        }
    }

    private void number(int start) throws TemplateException {
        at++;
        while (at < text.length()
                && (Character.isLetterOrDigit(text.charAt(at))
                        || "._".indexOf(text.charAt(at)) >= 0
                        || "+-".indexOf(text.charAt(at)) >= 0 && "eEpP".indexOf(text.charAt(at - 1)) >= 0)) {
            at++;
        }
        String number = text.substring(start, at);
        if (!number.matches(
                "[-+]?(0[xX][0-9a-fA-F_]+|0[bB][01_]+|0[oO][0-7_]+|[0-9][0-9_]*\\.?[0-9_]*([eE][-+]?[0-9]+)?|\\.[0-9]+"
                        + "([eE][-+]?[0-9]+)?)")) {
            throw error("bad number syntax: " + GoStrings.quote(number), start);
        }
        items.add(new Item(Symbol.NUMBER, number, start));
    }

    private void one(Symbol type) {
        items.add(new Item(type, String.valueOf(text.charAt(at)), at));
        at++;
    }

    private void quoted(char quote, Symbol type, String otherwise) throws TemplateException {
        int start = at++;
        while (at < text.length() && text.charAt(at) != quote) {
            if (text.charAt(at) == '\n') {
                throw error(otherwise, start);
            }
            at += text.charAt(at) == '\\' ? 2 : 1;
        }
        if (at >= text.length()) {
            throw error(otherwise, start);
        }
        at++;
        items.add(new Item(type, text.substring(start, at), start));
    }

    private void raw() throws TemplateException {
        int end = text.indexOf('`', at + 1);
        if (end < 0) {
            throw error("unterminated raw quoted string", at);
        }
        items.add(new Item(Symbol.RAW_STRING, text.substring(at, end + 1), at));
        at = end + 1;
    }

    private TemplateException error(String what, int position) {
        return new TemplateException("template: " + name + ":" + line(text, position) + ": " + what);
    }

    static int line(String text, int position) {
        int end = Math.min(position, text.length());
        return 1 + (int) text.substring(0, end).chars().filter(c -> c == '\n').count();
    }
}
