package dev.plumbline.embedded.loki.logql;

import java.util.function.Consumer;

/**
 * Splits text into Go's tokens (package text/scanner), with its columns: a token's position is kept until a character is
 * read past it by hand, which sets its line to 0. Loki's error positions show exactly that.
 */
final class Scanner {
    static final int EOF = -1;

    /** What kind of text was scanned. */
    enum Kind {
        END,
        IDENTIFIER,
        NUMBER,
        STRING,
        RAW_STRING,
        CHARACTER
    }

    private final int[] source;
    private Consumer<String> errors = message -> {};
    private int position;
    private int scannedLine = 1;
    private int scannedColumn;
    private int lastLineLength;
    private boolean ended;
    private int ch = -2;
    private int tokenStart;
    private int tokenEnd;
    private int line;
    private int column;

    Scanner(String text) {
        this.source = text.codePoints().toArray();
    }

    void onError(Consumer<String> consumer) {
        errors = consumer;
    }

    int line() {
        return line;
    }

    int column() {
        return column;
    }

    /** A copy to look ahead with; its errors go nowhere. */
    Scanner copy() {
        Scanner copy = new Scanner(source);
        copy.position = position;
        copy.scannedLine = scannedLine;
        copy.scannedColumn = scannedColumn;
        copy.lastLineLength = lastLineLength;
        copy.ended = ended;
        copy.ch = ch;
        return copy;
    }

    private Scanner(int[] source) {
        this.source = source;
    }

    private int read() {
        if (position >= source.length) {
            if (!ended && position > 0) {
                scannedColumn++;
            }
            ended = true;
            return EOF;
        }
        int c = source[position++];
        scannedColumn++;
        if (c == 0) {
            error("invalid character NUL");
        }
        if (c == '\n') {
            scannedLine++;
            lastLineLength = scannedColumn;
            scannedColumn = 0;
        }
        return c;
    }

    /** Looks at the next character. */
    int peek() {
        if (ch == -2) {
            ch = read();
            if (ch == 0xFEFF) {
                ch = read();
            }
        }
        return ch;
    }

    /** Takes the next character by hand. */
    int next() {
        line = 0;
        int c = peek();
        if (c != EOF) {
            ch = read();
        }
        return c;
    }

    /** The text of the last token. */
    String text() {
        return new String(source, tokenStart, Math.max(0, tokenEnd - tokenStart));
    }

    private int at() {
        return ended ? source.length : position - 1;
    }

    private void error(String message) {
        errors.accept(message);
    }

    /** Scans one token; white space and Go's comments are passed over. */
    Kind scan() {
        int c = peek();
        line = 0;
        while (true) {
            while (c == ' ' || c == '\t' || c == '\n' || c == '\r') {
                c = read();
            }
            tokenStart = at();
            if (scannedColumn > 0) {
                line = scannedLine;
                column = scannedColumn;
            } else {
                line = scannedLine - 1;
                column = lastLineLength;
            }
            if (c == '/') {
                int start = tokenStart;
                c = read();
                if (c == '/' || c == '*') {
                    c = comment(c);
                    continue;
                }
                return token(Kind.CHARACTER, c, start);
            }
            break;
        }
        if (c == EOF) {
            return token(Kind.END, c, tokenStart);
        }
        if (c == '_' || Character.isLetter(c)) {
            do {
                c = read();
            } while (c == '_' || c != EOF && (Character.isLetter(c) || Character.isDigit(c)));
            return token(Kind.IDENTIFIER, c, tokenStart);
        }
        if (isDecimal(c)) {
            return token(Kind.NUMBER, number(c), tokenStart);
        }
        int start = tokenStart;
        return switch (c) {
            case '"' -> {
                string('"');
                yield token(Kind.STRING, read(), start);
            }
            case '\'' -> {
                if (string('\'') != 1) {
                    error("invalid char literal");
                }
                yield token(Kind.CHARACTER, read(), start);
            }
            case '`' -> {
                raw();
                yield token(Kind.RAW_STRING, read(), start);
            }
            case '.' -> {
                c = read();
                yield isDecimal(c) ? token(Kind.NUMBER, fraction(c), start) : token(Kind.CHARACTER, c, start);
            }
            default -> token(Kind.CHARACTER, read(), start);
        };
    }

    private Kind token(Kind kind, int after, int start) {
        tokenStart = start;
        tokenEnd = at();
        ch = after;
        return kind;
    }

    private int comment(int kind) {
        int c = read();
        if (kind == '/') {
            while (c != '\n' && c != EOF) {
                c = read();
            }
            return c;
        }
        while (true) {
            if (c == EOF) {
                error("comment not terminated");
                return c;
            }
            int before = c;
            c = read();
            if (before == '*' && c == '/') {
                return read();
            }
        }
    }

    private static boolean isDecimal(int c) {
        return c >= '0' && c <= '9';
    }

    private int number(int first) {
        int c = first;
        if (c == '0') {
            c = read();
            int lower = c | 0x20;
            if (lower == 'x' || lower == 'o') {
                int from = position;
                do {
                    c = read();
                } while (isDecimal(c) || c == '_' || lower == 'x' && (c | 0x20) >= 'a' && (c | 0x20) <= 'f');
                if (position - from <= 1) {
                    error((lower == 'x' ? "hexadecimal" : "octal") + " literal has no digits");
                }
                return c;
            }
        }
        while (isDecimal(c) || c == '_') {
            c = read();
        }
        return c == '.' ? fraction(read()) : exponent(c);
    }

    private int fraction(int first) {
        int c = first;
        while (isDecimal(c) || c == '_') {
            c = read();
        }
        return exponent(c);
    }

    private int exponent(int first) {
        int c = first;
        if ((c | 0x20) != 'e' && (c | 0x20) != 'p' || c == EOF) {
            return c;
        }
        if ((c | 0x20) == 'p') {
            error("'" + Character.toString(c) + "' exponent requires hexadecimal mantissa");
        }
        c = read();
        if (c == '+' || c == '-') {
            c = read();
        }
        if (!isDecimal(c)) {
            error("exponent has no digits");
        }
        while (isDecimal(c) || c == '_') {
            c = read();
        }
        return c;
    }

    private int string(int quote) {
        int n = 0;
        int c = read();
        while (c != quote) {
            if (c == '\n' || c == EOF) {
                error("literal not terminated");
                return n;
            }
            c = c == '\\' ? escape(quote) : read();
            n++;
        }
        return n;
    }

    private int escape(int quote) {
        int c = read();
        if (c == quote || c != EOF && "abfnrtv\\".indexOf(c) >= 0) {
            return read();
        }
        return switch (c) {
            case '0', '1', '2', '3', '4', '5', '6', '7' -> digits(c, 8, 3);
            case 'x' -> digits(read(), 16, 2);
            case 'u' -> digits(read(), 16, 4);
            case 'U' -> digits(read(), 16, 8);
            default -> {
                error("invalid char escape");
                yield c;
            }
        };
    }

    private int digits(int first, int base, int count) {
        int c = first;
        int n = count;
        while (n > 0 && c != EOF && Character.digit(c, base) >= 0) {
            c = read();
            n--;
        }
        if (n > 0) {
            error("invalid char escape");
        }
        return c;
    }

    private void raw() {
        int c = read();
        while (c != '`') {
            if (c == EOF) {
                error("literal not terminated");
                return;
            }
            c = read();
        }
    }
}
