package dev.plumbline.embedded.prometheus.promql;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;

/** Values of string and number literals. */
final class Literals {
    private Literals() {}

    /** Undoes quotes and escapes; the lexer has checked them. */
    static String unquote(String literal) {
        String inner = literal.substring(1, literal.length() - 1);
        if (literal.charAt(0) == '`' || inner.indexOf('\\') < 0) {
            return inner;
        }
        java.io.ByteArrayOutputStream out = new java.io.ByteArrayOutputStream();
        int i = 0;
        while (i < inner.length()) {
            int c = inner.codePointAt(i);
            i += Character.charCount(c);
            if (c != '\\') {
                out.writeBytes(Character.toString(c).getBytes(StandardCharsets.UTF_8));
                continue;
            }
            char e = inner.charAt(i++);
            int length = e == 'x' ? 2 : e == 'u' ? 4 : e == 'U' ? 8 : 0;
            if (length > 0) {
                int value = Integer.parseInt(inner.substring(i, i + length), 16);
                i += length;
                if (e == 'x') {
                    out.write(value);
                } else {
                    out.writeBytes(Character.toString(value).getBytes(StandardCharsets.UTF_8));
                }
            } else if (e >= '0' && e <= '7') {
                out.write(Integer.parseInt(inner.substring(i - 1, i + 2), 8));
                i += 2;
            } else {
                out.write(simple(e));
            }
        }
        return out.toString(StandardCharsets.UTF_8);
    }

    private static int simple(char e) {
        return switch (e) {
            case 'a' -> 7;
            case 'b' -> '\b';
            case 'f' -> '\f';
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            case 'v' -> 11;
            default -> e;
        };
    }

    /**
     * Reads a number: decimal, hexadecimal, octal or binary with digits grouped by underscores, or a float.
     *
     * @throws NumberFormatException with Go's message if it is none
     */
    static double number(String text) {
        String lower = text.toLowerCase(java.util.Locale.ROOT);
        if (lower.equals("inf")) {
            return Double.POSITIVE_INFINITY;
        }
        if (lower.equals("nan")) {
            return Double.NaN;
        }
        if (lower.matches("0x_?[0-9a-f]+(_[0-9a-f]+)*")) {
            return integer(lower.substring(2), 16);
        }
        if (lower.matches("0[0-7]+")) {
            return integer(lower, 8);
        }
        if (lower.matches("0(_[0-7]+)+")) {
            return integer(lower, 8);
        }
        if (lower.matches("[1-9][0-9]*(_[0-9]+)+")) {
            return integer(lower, 10);
        }
        if (lower.matches("([0-9]+\\.?[0-9]*|\\.[0-9]+)(e[-+]?[0-9]+)?")) {
            double value = Double.parseDouble(lower);
            if (Double.isInfinite(value)) {
                throw new NumberFormatException("strconv.ParseFloat: parsing \"" + text + "\": value out of range");
            }
            return value;
        }
        throw new NumberFormatException("strconv.ParseFloat: parsing \"" + text + "\": invalid syntax");
    }

    private static double integer(String digits, int base) {
        return new BigInteger(digits.replace("_", ""), base).doubleValue();
    }
}
