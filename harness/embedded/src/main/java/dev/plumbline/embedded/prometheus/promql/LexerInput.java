package dev.plumbline.embedded.prometheus.promql;

import dev.plumbline.embedded.prometheus.model.GoText;

/** The text that is split into tokens, with the place of reading and the start of the token being read. */
final class LexerInput {
    private static final int END = -1;

    private final String input;
    private int pos;
    private int start;
    private int width;

    LexerInput(String input) {
        this.input = input;
    }

    int next() {
        if (pos >= input.length()) {
            width = 0;
            return END;
        }
        int c = input.codePointAt(pos);
        width = Character.charCount(c);
        pos += width;
        return c;
    }

    /** Steps back over the character that {@link #next} returned last. */
    void backup() {
        pos -= width;
    }

    int peek() {
        int c = next();
        backup();
        return c;
    }

    boolean accept(String valid) {
        int c = next();
        if (c != END && valid.indexOf(c) >= 0) {
            return true;
        }
        backup();
        return false;
    }

    boolean is(String valid) {
        int c = peek();
        return c != END && valid.indexOf(c) >= 0;
    }

    void acceptRun(String valid) {
        while (is(valid)) {
            next();
        }
    }

    void acceptAlpha() {
        while (isAlpha(peek())) {
            next();
        }
    }

    void acceptAlphaNumeric() {
        while (isAlphaNumeric(peek())) {
            next();
        }
    }

    void acceptWord() {
        while (isAlphaNumeric(peek()) || peek() == ':') {
            next();
        }
    }

    void skipSpaces() {
        while (isSpace(peek())) {
            next();
        }
        start = pos;
    }

    boolean followedByParen() {
        int i = pos;
        while (i < input.length() && isSpace(input.charAt(i))) {
            i++;
        }
        return i < input.length() && input.charAt(i) == '(';
    }

    int pos() {
        return pos;
    }

    int start() {
        return start;
    }

    /** Returns what was read of the current token. */
    String text() {
        return input.substring(start, pos);
    }

    Token emit(Tok type) {
        Token token = new Token(type, start, text());
        start = pos;
        return token;
    }

    Token nextAndEmit(Tok type) {
        next();
        return emit(type);
    }

    Token error(String message) {
        return new Token(Tok.ERROR, start, message);
    }

    static String quoted(int c) {
        return c == END ? "'\ufffd'" : GoText.quoteRune(c);
    }

    static boolean isSpace(int c) {
        return c == ' ' || c == '\t' || c == '\n' || c == '\r';
    }

    static boolean isDigit(int c) {
        return c >= '0' && c <= '9';
    }

    static boolean isAlpha(int c) {
        return c == '_' || c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z';
    }

    static boolean isAlphaNumeric(int c) {
        return isAlpha(c) || isDigit(c);
    }
}
