package dev.plumbline.embedded.tempo.traceql;

/** Reads characters and the smallest words of Go: identifiers, numbers, quoted text, single symbols; skips comments. */
final class Scanner {
    enum Kind {
        END,
        STRING,
        NUMBER,
        OTHER
    }

    private final String text;
    private int at;
    private int line = 1;
    private int column = 1;
    private int tokenLine = 1;
    private int tokenColumn = 1;
    private Kind kind = Kind.END;
    private boolean integer;

    Scanner(String text) {
        this.text = text;
    }

    Kind kind() {
        return kind;
    }

    boolean isInteger() {
        return integer;
    }

    /** Returns the line of the last word; 0 once characters after it were read one by one. */
    int line() {
        return tokenLine;
    }

    int column() {
        return tokenColumn;
    }

    String rest() {
        return text.substring(at);
    }

    TraceQlException error(String message) {
        return TraceQlException.at(tokenLine, tokenColumn, message);
    }

    int peek() {
        return at < text.length() ? text.codePointAt(at) : -1;
    }

    /** Reads one character beyond the last word. */
    int read() {
        int c = advance();
        tokenLine = 0;
        return c;
    }

    void skip(int chars) {
        int end = at + chars;
        while (at < end) {
            read();
        }
    }

    private int advance() {
        int c = peek();
        if (c < 0) {
            return c;
        }
        at += Character.charCount(c);
        if (c == '\n') {
            line++;
            column = 1;
        } else {
            column++;
        }
        return c;
    }

    /** Reads the next word and returns it; {@link #kind()} tells what it is. */
    String scan() {
        skipBlanks();
        tokenLine = line;
        tokenColumn = column;
        int start = at;
        int c = peek();
        if (c < 0) {
            if (text.isEmpty()) {
                tokenLine = 0;
                tokenColumn = 0;
            }
            kind = Kind.END;
            return "";
        }
        kind = Kind.OTHER;
        if (c == '_' || Character.isLetter(c)) {
            advanceWhile(d -> d == '_' || Character.isLetterOrDigit(d));
        } else if (isDigit(c) || c == '.' && at + 1 < text.length() && isDigit(text.charAt(at + 1))) {
            kind = Kind.NUMBER;
            number();
        } else if (c == '"' || c == '`' || c == '\'') {
            kind = c == '\'' ? Kind.OTHER : Kind.STRING;
            quoted(c);
        } else {
            advance();
        }
        return text.substring(start, at);
    }

    private void skipBlanks() {
        while (true) {
            advanceWhile(c -> c == ' ' || c == '\t' || c == '\n' || c == '\r');
            if (rest().startsWith("//")) {
                advanceWhile(c -> c != '\n');
            } else if (rest().startsWith("/*")) {
                comment();
            } else {
                return;
            }
        }
    }

    private void comment() {
        tokenLine = line;
        tokenColumn = column;
        int end = text.indexOf("*/", at + 2);
        if (end < 0) {
            throw error("comment not terminated");
        }
        while (at < end + 2) {
            advance();
        }
    }

    private void number() {
        integer = true;
        if (peek() == '0' && at + 1 < text.length() && "xXbBoO".indexOf(text.charAt(at + 1)) >= 0) {
            advanceWhile(c -> c == '_' || Character.digit(c, 16) >= 0 || "xXbBoO".indexOf(c) >= 0);
            return;
        }
        advanceWhile(c -> c == '_' || isDigit(c));
        if (peek() == '.') {
            integer = false;
            advance();
            advanceWhile(c -> c == '_' || isDigit(c));
        }
        if (peek() == 'e' || peek() == 'E') {
            integer = false;
            advance();
            if (peek() == '+' || peek() == '-') {
                advance();
            }
            int digits = at;
            advanceWhile(c -> c == '_' || isDigit(c));
            if (at == digits) {
                throw error("exponent has no digits");
            }
        }
    }

    private void quoted(int quote) {
        advance();
        while (peek() != quote) {
            int c = peek();
            if (c < 0 || c == '\n' && quote != '`') {
                throw error("literal not terminated");
            }
            advance();
            if (c == '\\' && quote != '`') {
                escape();
            }
        }
        advance();
    }

    private void escape() {
        int c = peek();
        int digits = c == 'x' ? 2 : c == 'u' ? 4 : c == 'U' ? 8 : 0;
        if (c >= '0' && c <= '7') {
            advance();
            digits(2, 8);
        } else if (digits > 0) {
            advance();
            digits(digits, 16);
        } else if (c >= 0 && "abfnrtv\\\"".indexOf(c) >= 0) {
            advance();
        } else {
            throw error("invalid char escape");
        }
    }

    private void digits(int count, int base) {
        for (int i = 0; i < count; i++) {
            if (Character.digit(peek(), base) < 0) {
                throw error("invalid char escape");
            }
            advance();
        }
    }

    private static boolean isDigit(int c) {
        return c >= '0' && c <= '9';
    }

    private void advanceWhile(java.util.function.IntPredicate accepted) {
        while (peek() >= 0 && accepted.test(peek())) {
            advance();
        }
    }
}
