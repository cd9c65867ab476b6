package dev.plumbline.embedded.loki;

import dev.plumbline.embedded.gotemplate.GoStrings;
import dev.plumbline.embedded.loki.logql.Labels;
import java.util.Map;
import java.util.TreeMap;

/** Reads labels as clients write them in protobuf: <code>{a="b", c="d"}</code>. */
final class LabelText {
    private final String text;
    private int at;

    private LabelText(String text) {
        this.text = text;
    }

    static Labels parse(String text) {
        return new LabelText(text).labels();
    }

    private Labels labels() {
        skipSpace();
        if (at >= text.length()) {
            return Labels.EMPTY;
        }
        if (text.charAt(at) != '{') {
            throw bad(at, "unexpected " + quoted());
        }
        at++;
        Map<String, String> labels = new TreeMap<>();
        skipSpace();
        while (peek() != '}') {
            String name = name();
            skipSpace();
            if (peek() != '=') {
                throw bad(at, "unexpected " + quoted() + " in label set, expected \"=\"");
            }
            at++;
            skipSpace();
            if (labels.put(name, string()) != null) {
                throw new ApiError(400, "stream '" + text + "' has duplicate label name: '" + name + "'");
            }
            skipSpace();
            if (peek() == ',') {
                at++;
                skipSpace();
            } else if (peek() != '}') {
                throw bad(at, "unexpected " + quoted() + " in label set, expected \",\" or \"}\"");
            }
        }
        at++;
        skipSpace();
        if (at < text.length()) {
            throw bad(at, "unexpected " + quoted());
        }
        return Labels.of(labels);
    }

    private char peek() {
        if (at >= text.length()) {
            throw bad(at, "unexpected end of input inside braces");
        }
        return text.charAt(at);
    }

    private String name() {
        if (peek() == '"') {
            return string();
        }
        int start = at;
        while (at < text.length() && isNamePart(text.charAt(at), at > start)) {
            at++;
        }
        if (at == start || at < text.length() && "=,} \t\n\"".indexOf(text.charAt(at)) < 0) {
            throw bad(at, "unexpected character inside braces: " + GoStrings.quoteChar(peek()));
        }
        return text.substring(start, at);
    }

    private static boolean isNamePart(char c, boolean inside) {
        return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c == '_' || inside && c >= '0' && c <= '9';
    }

    private String string() {
        char quote = peek();
        if ("\"'`".indexOf(quote) < 0) {
            throw bad(at, "unexpected " + quoted() + " in label set, expected string");
        }
        int start = at++;
        while (peek() != quote) {
            at += quote != '`' && peek() == '\\' ? 2 : 1;
        }
        at++;
        try {
            return dev.plumbline.embedded.gotemplate.GoQuotes.unquote(text.substring(start, at));
        } catch (IllegalArgumentException e) {
            throw bad(start, "error unquoting string");
        }
    }

    private String quoted() {
        return at >= text.length() ? "end of input" : GoStrings.quote(String.valueOf(text.charAt(at)));
    }

    private void skipSpace() {
        while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
            at++;
        }
    }

    private static ApiError bad(int at, String what) {
        return new ApiError(400, "couldn't parse labels: 1:" + (at + 1) + ": parse error: " + what);
    }
}
