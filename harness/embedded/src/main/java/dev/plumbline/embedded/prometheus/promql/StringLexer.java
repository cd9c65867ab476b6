package dev.plumbline.embedded.prometheus.promql;

import java.util.Locale;

/** Reads quoted strings and checks their escapes. */
final class StringLexer {
    private static final int END = -1;
    private static final int REPLACEMENT = 0xfffd;

    private final LexerInput in;

    StringLexer(LexerInput in) {
        this.in = in;
    }

    Token quoted(int quote) {
        while (true) {
            int c = in.next();
            if (c == quote) {
                return in.emit(Tok.STRING);
            }
            if (c == END || c == '\n') {
                return in.error("unterminated quoted string");
            }
            if (c == REPLACEMENT) {
                return in.error("invalid UTF-8 rune");
            }
            if (c == '\\') {
                String problem = escape(quote);
                if (!problem.isEmpty()) {
                    return in.error(problem);
                }
            }
        }
    }

    Token raw() {
        while (true) {
            int c = in.next();
            if (c == '`') {
                return in.emit(Tok.STRING);
            }
            if (c == END) {
                return in.error("unterminated raw string");
            }
            if (c == REPLACEMENT) {
                return in.error("invalid UTF-8 rune");
            }
        }
    }

    private String escape(int quote) {
        int c = in.next();
        if (c == quote || c != END && "abfnrtv\\".indexOf(c) >= 0) {
            return "";
        }
        return switch (c) {
            case '0', '1', '2', '3', '4', '5', '6', '7' -> digits(c, 3, 8, 255);
            case 'x' -> digits(in.next(), 2, 16, 255);
            case 'u' -> digits(in.next(), 4, 16, Character.MAX_CODE_POINT);
            case 'U' -> digits(in.next(), 8, 16, Character.MAX_CODE_POINT);
            case END -> "escape sequence not terminated";
            default -> "unknown escape sequence " + named(c);
        };
    }

    private String digits(int first, int count, int base, int most) {
        int c = first;
        long value = 0;
        for (int i = 0; i < count; i++) {
            int digit = c == END || c > 'f' ? -1 : Character.digit(c, base);
            if (digit < 0) {
                return c == END
                        ? "escape sequence not terminated"
                        : "illegal character " + named(c) + " in escape sequence";
            }
            value = value * base + digit;
            if (i < count - 1) {
                c = in.next();
            }
        }
        return value > most || value >= 0xD800 && value < 0xE000
                ? "escape sequence is an invalid Unicode code point"
                : "";
    }

    private static String named(int c) {
        String code = String.format(Locale.ROOT, "U+%04X", c);
        return Character.isISOControl(c) ? code : code + " '" + Character.toString(c) + "'";
    }
}
