package dev.plumbline.collector.pipeline;

import dev.plumbline.collector.golang.GoString;
import dev.plumbline.collector.pipeline.Selector.SyntaxException;
import java.util.List;

/** Takes a selector apart, token by token. */
final class SelectorLexer {
    private final String text;
    private int at;

    SelectorLexer(String text) {
        this.text = text;
    }

    boolean atEnd() {
        skip();
        return at == text.length();
    }

    void symbol(String wanted) throws SyntaxException {
        String unused = operator(wanted);
    }

    /** Takes one of these, the longest that fits. */
    String operator(String... wanted) throws SyntaxException {
        skip();
        String found = "";
        for (String operator : wanted) {
            if (text.startsWith(operator, at) && operator.length() > found.length()) {
                found = operator;
            }
        }
        if (found.isEmpty()) {
            throw unexpected(String.join(" or ", List.of(wanted)));
        }
        at += found.length();
        return found;
    }

    String name() throws SyntaxException {
        skip();
        int start = at;
        while (at < text.length() && (Character.isLetterOrDigit(text.charAt(at)) || text.charAt(at) == '_')) {
            at++;
        }
        if (at == start) {
            throw unexpected("the name of a label");
        }
        return text.substring(start, at);
    }

    String string() throws SyntaxException {
        skip();
        if (at == text.length() || text.charAt(at) != '"') {
            throw unexpected("a string in double quotes");
        }
        int start = at + 1;
        int end = start;
        while (end < text.length() && text.charAt(end) != '"' && text.charAt(end) != '\n') {
            end += text.charAt(end) == '\\' ? 2 : 1;
        }
        if (end >= text.length() || text.charAt(end) != '"') {
            throw new SyntaxException("parse error at line 1, col " + (at + 1) + ": literal not terminated");
        }
        at = end + 1;
        return GoString.unquote(text.substring(start, end))
                .orElseThrow(() -> new SyntaxException("parse error at line 1, col " + start + ": invalid syntax"));
    }

    private void skip() {
        while (at < text.length() && " \t\r\n".indexOf(text.charAt(at)) >= 0) {
            at++;
        }
    }

    private SyntaxException unexpected(String expected) {
        String found = at >= text.length() ? "the end" : "'" + text.charAt(at) + "'";
        return new SyntaxException("parse error at line 1, col " + (at + 1) + ": syntax error: unexpected " + found
                + ", expecting " + expected);
    }
}
