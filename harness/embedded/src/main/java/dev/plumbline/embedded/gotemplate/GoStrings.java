package dev.plumbline.embedded.gotemplate;

import java.math.BigDecimal;
import java.util.Locale;

/** Go's spelling of strings and numbers (package strconv). */
public final class GoStrings {
    private GoStrings() {}

    /** Quotes a string as Go source does: printable characters stand for themselves. */
    public static String quote(String text) {
        StringBuilder out = new StringBuilder(text.length() + 2).append('"');
        text.codePoints().forEach(c -> quoted(out, c, '"'));
        return out.append('"').toString();
    }

    /** Quotes one character as Go source does. */
    public static String quoteChar(int c) {
        StringBuilder out = new StringBuilder("'");
        quoted(out, c, '\'');
        return out.append('\'').toString();
    }

    private static void quoted(StringBuilder out, int c, char quote) {
        switch (c) {
            case 7 -> out.append("\\a");
            case '\b' -> out.append("\\b");
            case '\f' -> out.append("\\f");
            case '\n' -> out.append("\\n");
            case '\r' -> out.append("\\r");
            case '\t' -> out.append("\\t");
            case 11 -> out.append("\\v");
            case '\\' -> out.append("\\\\");
            default -> {
                if (c == quote) {
                    out.append('\\').append(quote);
                } else if (printable(c)) {
                    out.appendCodePoint(c);
                } else if (c < 0x80) {
                    out.append(String.format(Locale.ROOT, "\\x%02x", c));
                } else {
                    out.append(String.format(Locale.ROOT, c < 0x10000 ? "\\u%04x" : "\\U%08x", c));
                }
            }
        }
    }

    private static boolean printable(int c) {
        if (c == ' ') {
            return true;
        }
        return switch (Character.getType(c)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.PRIVATE_USE,
                    Character.UNASSIGNED,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.SPACE_SEPARATOR -> false;
            default -> true;
        };
    }

    /** Writes a number with as few digits as tell it apart, with an exponent below 1e-4 and from 1e6 on ({@code %v}). */
    public static String formatFloat(double value) {
        if (!Double.isFinite(value)) {
            return special(value);
        }
        double size = Math.abs(value);
        return size != 0 && (size < 1e-4 || size >= 1e6) ? exponent(value) : plain(value);
    }

    /** Writes a number without exponent, with as few digits as tell it apart ({@code 'f', -1}). */
    public static String plain(double value) {
        if (!Double.isFinite(value)) {
            return special(value);
        }
        if (value == 0) {
            return 1 / value < 0 ? "-0" : "0";
        }
        BigDecimal shortest = new BigDecimal(Double.toString(value)).stripTrailingZeros();
        return shortest.toPlainString();
    }

    static String exponent(double value) {
        BigDecimal d = new BigDecimal(Double.toString(value)).stripTrailingZeros();
        String digits = d.unscaledValue().abs().toString();
        int exp = digits.length() - 1 - d.scale();
        String mantissa = digits.length() == 1 ? digits : digits.charAt(0) + "." + digits.substring(1);
        return (value < 0 ? "-" : "") + mantissa + "e" + (exp < 0 ? "-" : "+")
                + String.format(Locale.ROOT, "%02d", Math.abs(exp));
    }

    private static String special(double value) {
        return Double.isNaN(value) ? "NaN" : value > 0 ? "+Inf" : "-Inf";
    }

    /**
     * Reads a number as {@code strconv.ParseFloat} does, without hexadecimal ones.
     *
     * @throws NumberFormatException worded as Go words it
     */
    public static double parseFloat(String text) {
        String lower = text.toLowerCase(Locale.ROOT);
        String unsigned = lower.startsWith("+") || lower.startsWith("-") ? lower.substring(1) : lower;
        double sign = lower.startsWith("-") ? -1 : 1;
        if (unsigned.equals("inf") || unsigned.equals("infinity")) {
            return sign * Double.POSITIVE_INFINITY;
        }
        if (lower.equals("nan")) {
            return Double.NaN;
        }
        if (!isNumber(unsigned)) {
            throw new NumberFormatException("strconv.ParseFloat: parsing " + quote(text) + ": invalid syntax");
        }
        double value = Double.parseDouble(text);
        if (Double.isInfinite(value)) {
            throw new NumberFormatException("strconv.ParseFloat: parsing " + quote(text) + ": value out of range");
        }
        return value;
    }

    private static boolean isNumber(String s) {
        int i = 0;
        int digits = 0;
        while (i < s.length() && isDigit(s.charAt(i))) {
            i++;
            digits++;
        }
        if (i < s.length() && s.charAt(i) == '.') {
            i++;
            while (i < s.length() && isDigit(s.charAt(i))) {
                i++;
                digits++;
            }
        }
        if (digits == 0) {
            return false;
        }
        if (i < s.length() && s.charAt(i) == 'e') {
            i++;
            if (i < s.length() && (s.charAt(i) == '+' || s.charAt(i) == '-')) {
                i++;
            }
            int from = i;
            while (i < s.length() && isDigit(s.charAt(i))) {
                i++;
            }
            if (i == from) {
                return false;
            }
        }
        return i == s.length();
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    /**
     * Reads a whole number as {@code strconv.ParseInt} does in base ten.
     *
     * @param function what the message calls the function, such as {@code Atoi}
     * @throws NumberFormatException worded as Go words it
     */
    public static long parseInt(String function, String text) {
        if (!text.matches("[-+]?[0-9]+")) {
            throw new NumberFormatException("strconv." + function + ": parsing " + quote(text) + ": invalid syntax");
        }
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException e) {
            throw new NumberFormatException(
                    "strconv." + function + ": parsing " + quote(text) + ": value out of range");
        }
    }
}
