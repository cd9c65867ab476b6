package dev.plumbline.collector.syntax;

import dev.plumbline.collector.config.Problems;
import java.nio.charset.StandardCharsets;

/**
 * Cuts a source into tokens. A line end becomes a terminator where a statement may end; comments are tokens too.
 *
 * <p>Errors go to the problems, and a token comes out all the same, so that the parser finds further ones.
 */
final class Lexer {
    private static final int BYTE_ORDER_MARK = 0xFEFF;
    private static final int END = -1;
    private static final int INVALID = 0xFFFD;

    private final Source source;
    private final Problems problems;

    /** The current character, its offset, and the offset after it. */
    private int c;

    private int offset;
    private int next;
    private boolean mayTerminate;

    Lexer(Source source, Problems problems) {
        this.source = source;
        this.problems = problems;
        advance();
        if (c == BYTE_ORDER_MARK) {
            advance();
        }
    }

    Token next() {
        skipBlanks();
        int start = offset;
        if (Letters.isLetter(c)) {
            return word(start);
        }
        if (Letters.isDecimal(c) || c == '.' && Letters.isDecimal(source.at(next))) {
            return number(start);
        }
        int first = c;
        advance();
        return switch (first) {
            case END -> end(start);
            case '\n' -> terminator(start);
            case '"', '`' -> {
                String text = string(first);
                yield closing(Kind.STRING, start, text);
            }
            case '\'' -> {
                error(start, "illegal single-quoted string; use double quotes");
                yield closing(Kind.ILLEGAL, start, string(first));
            }
            case '/' -> c == '/' || c == '*' ? comment(start) : opening(Kind.DIVIDE, start);
            case ')' -> closing(Kind.RIGHT_PAREN, start, "");
            case ']' -> closing(Kind.RIGHT_BRACKET, start, "");
            case '}' -> closing(Kind.RIGHT_CURLY, start, "");
            default -> operator(first, start);
        };
    }

    private Token operator(int first, int start) {
        return switch (first) {
            case '|' -> doubled('|', Kind.OR, start);
            case '&' -> doubled('&', Kind.AND, start);
            case '!' -> withEquals(Kind.NOT, Kind.NOT_EQUAL, start);
            case '=' -> withEquals(Kind.ASSIGN, Kind.EQUAL, start);
            case '<' -> withEquals(Kind.LESS, Kind.LESS_EQUAL, start);
            case '>' -> withEquals(Kind.GREATER, Kind.GREATER_EQUAL, start);
            case '+' -> opening(Kind.ADD, start);
            case '-' -> opening(Kind.SUBTRACT, start);
            case '*' -> opening(Kind.MULTIPLY, start);
            case '%' -> opening(Kind.MODULO, start);
            case '^' -> opening(Kind.POWER, start);
            case '{' -> opening(Kind.LEFT_CURLY, start);
            case '(' -> opening(Kind.LEFT_PAREN, start);
            case '[' -> opening(Kind.LEFT_BRACKET, start);
            case ',' -> opening(Kind.COMMA, start);
            case '.' -> opening(Kind.DOT, start);
            default -> illegal(first, start);
        };
    }

    private Token illegal(int first, int start) {
        if (first != BYTE_ORDER_MARK) {
            error(start, "illegal character " + shown(first) + instead(first));
        }
        return new Token(Kind.ILLEGAL, start, Character.toString(first));
    }

    /** Says what stands here in place of what other languages have. */
    private static String instead(int character) {
        return switch (character) {
            case '#' -> "; a comment begins with //";
            case ':' -> "; a value follows =, as in name = \"value\"";
            case ';' -> "; an attribute ends with its line";
            default -> "";
        };
    }

    private Token opening(Kind kind, int start) {
        mayTerminate = false;
        return new Token(kind, start, "");
    }

    private Token closing(Kind kind, int start, String text) {
        mayTerminate = true;
        return new Token(kind, start, text);
    }

    private Token terminator(int start) {
        mayTerminate = false;
        return new Token(Kind.TERMINATOR, start, "");
    }

    private Token end(int start) {
        return mayTerminate ? terminator(start) : new Token(Kind.EOF, start, "");
    }

    private Token doubled(int second, Kind kind, int start) {
        if (c == second) {
            advance();
        } else {
            error(offset, "missing second " + (char) second + " in " + kind.text());
        }
        return opening(kind, start);
    }

    private Token withEquals(Kind without, Kind with, int start) {
        if (c == '=') {
            advance();
            return opening(with, start);
        }
        return opening(without, start);
    }

    private Token word(int start) {
        while (Letters.isLetter(c) || Letters.isDigit(c)) {
            advance();
        }
        String text = source.text(start, offset);
        Kind kind = switch (text) {
            case "true", "false" -> Kind.BOOL;
            case "null" -> Kind.NULL;
            default -> Kind.IDENTIFIER;
        };
        return closing(kind, start, text);
    }

    private Token number(int start) {
        Kind kind = Kind.NUMBER;
        digits();
        if (c == '.') {
            kind = Kind.FLOAT;
            advance();
            digits();
        }
        if (c == 'e' || c == 'E') {
            kind = Kind.FLOAT;
            advance();
            if (c == '+' || c == '-') {
                advance();
            }
            if (digits() == 0) {
                error(start, "exponent has no digits");
            }
        }
        return closing(kind, start, source.text(start, offset));
    }

    private int digits() {
        int count = 0;
        while (Letters.isDecimal(c)) {
            advance();
            count++;
        }
        return count;
    }

    private String string(int quote) {
        int start = offset - 1;
        boolean raw = quote == '`';
        while (true) {
            int read = c;
            if (!raw && read == '\n' || read == END) {
                error(start, "string literal not terminated");
                break;
            }
            advance();
            if (read == quote) {
                break;
            }
            if (!raw && read == '\\') {
                escape();
            }
        }
        return source.text(start, offset);
    }

    private void escape() {
        int start = offset;
        switch (c) {
            case 'a', 'b', 'f', 'n', 'r', 't', 'v', '\\', '"' -> advance();
            case '0', '1', '2', '3', '4', '5', '6', '7' -> escape(start, 3, 8, 255);
            case 'x' -> {
                advance();
                escape(start, 2, 16, 255);
            }
            case 'u' -> {
                advance();
                escape(start, 4, 16, Character.MAX_CODE_POINT);
            }
            case 'U' -> {
                advance();
                escape(start, 8, 16, Character.MAX_CODE_POINT);
            }
            case END -> error(start, "escape sequence not terminated");
            default ->
                error(start, "unknown escape sequence; write a backslash twice, or the string between backquotes");
        }
    }

    private void escape(int start, int digits, int base, int most) {
        long value = 0;
        for (int i = 0; i < digits; i++) {
            int digit = c < 0x80 && c >= 0 ? Character.digit(c, 16) : -1;
            if (digit < 0 || digit >= base) {
                error(
                        start,
                        c == END
                                ? "escape sequence not terminated"
                                : "illegal character " + shown(c) + " in escape sequence");
                return;
            }
            value = value * base + digit;
            advance();
        }
        if (value > most || value >= 0xD800 && value < 0xE000) {
            error(start, "escape sequence is invalid Unicode code point");
        }
    }

    private Token comment(int start) {
        if (mayTerminate && runsToLineEnd(start)) {
            restart(start);
            return terminator(start);
        }
        String text = source.at(start + 1) == '/' ? lineComment(start) : blockComment(start);
        mayTerminate = false;
        return new Token(Kind.COMMENT, start, text);
    }

    private String lineComment(int start) {
        while (c != '\n' && c != END) {
            advance();
        }
        return source.text(start, offset).replace("\r", "");
    }

    private String blockComment(int start) {
        advance();
        while (c != END) {
            int read = c;
            advance();
            if (read == '*' && c == '/') {
                advance();
                return withoutReturns(source.text(start, offset));
            }
        }
        error(start, "block comment not terminated");
        return withoutReturns(source.text(start, offset));
    }

    /** A return between a star and a slash stays: without it the comment would end there. */
    private static String withoutReturns(String text) {
        StringBuilder out = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            boolean holdsApart = out.length() > 2
                    && out.charAt(out.length() - 1) == '*'
                    && i + 1 < text.length()
                    && text.charAt(i + 1) == '/';
            if (text.charAt(i) != '\r' || holdsApart) {
                out.append(text.charAt(i));
            }
        }
        return out.toString();
    }

    /** Tells whether nothing but comments stands between here and the line end, looking ahead from a comment. */
    private boolean runsToLineEnd(int start) {
        int at = start;
        while (source.at(at) == '/' && (source.at(at + 1) == '/' || source.at(at + 1) == '*')) {
            if (source.at(at + 1) == '/') {
                return true;
            }
            at += 2;
            while (source.at(at) != END && !(source.at(at) == '*' && source.at(at + 1) == '/')) {
                if (source.at(at) == '\n') {
                    return true;
                }
                at++;
            }
            at = Math.min(at + 2, source.length());
            while (source.at(at) == ' ' || source.at(at) == '\t' || source.at(at) == '\r') {
                at++;
            }
            if (source.at(at) == END || source.at(at) == '\n') {
                return true;
            }
        }
        return false;
    }

    private void restart(int at) {
        next = at;
        advance();
    }

    private void skipBlanks() {
        while (c == ' ' || c == '\t' || c == '\r' || c == '\n' && !mayTerminate) {
            advance();
        }
    }

    private void advance() {
        offset = next;
        int b = source.at(offset);
        if (b < 0x80) {
            c = b;
            next = Math.min(offset + 1, source.length());
            if (b == 0) {
                error(offset, "illegal character NUL");
            }
            return;
        }
        int length = b >= 0xF0 ? 4 : b >= 0xE0 ? 3 : 2;
        String decoded = source.text(offset, Math.min(offset + length, source.length()));
        c = decoded.codePointAt(0);
        if (c == INVALID && !isReplacementCharacter()) {
            error(offset, "illegal UTF-8 encoding");
            next = offset + 1;
            return;
        }
        next = offset + Character.toString(c).getBytes(StandardCharsets.UTF_8).length;
        if (c == BYTE_ORDER_MARK && offset > 0) {
            error(offset, "illegal byte order mark");
        }
    }

    private boolean isReplacementCharacter() {
        return source.at(offset) == 0xEF && source.at(offset + 1) == 0xBF && source.at(offset + 2) == 0xBD;
    }

    private void error(int at, String message) {
        problems.add(source.position(at), message);
    }

    private static String shown(int character) {
        return String.format("U+%04X '%s'", character, Character.toString(character));
    }
}
