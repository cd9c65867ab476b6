package dev.plumbline.embedded.prometheus.model;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.Locale;

/** Writes numbers and strings as Go's standard library does, since Prometheus' answers hold such text. */
public final class GoText {
    /** Where it chooses the precision itself, Go's {@code %g} turns to an exponent from the seventh digit on. */
    private static final int SHORTEST = 6;

    private GoText() {}

    /** Tells whether a name needs no quotes as a label name: {@code [a-zA-Z_][a-zA-Z0-9_]*}. */
    public static boolean isLabelName(String name) {
        return name.matches("[a-zA-Z_][a-zA-Z0-9_]*");
    }

    /** Quotes a string with double quotes, as {@code %q} does. */
    public static String quote(String s) {
        StringBuilder b = new StringBuilder("\"");
        s.codePoints().forEach(c -> escape(b, c, '"'));
        return b.append('"').toString();
    }

    /** Quotes one character with single quotes, as {@code %q} does for a rune. */
    public static String quoteRune(int c) {
        StringBuilder b = new StringBuilder("'");
        escape(b, c, '\'');
        return b.append('\'').toString();
    }

    private static void escape(StringBuilder b, int c, char quote) {
        switch (c) {
            case 7 -> b.append("\\a");
            case '\b' -> b.append("\\b");
            case '\f' -> b.append("\\f");
            case '\n' -> b.append("\\n");
            case '\r' -> b.append("\\r");
            case '\t' -> b.append("\\t");
            case 11 -> b.append("\\v");
            case '\\' -> b.append("\\\\");
            default -> {
                if (c == quote) {
                    b.append('\\').append(quote);
                } else if (c < 0x20 || c == 0x7f) {
                    b.append(String.format(Locale.ROOT, "\\x%02x", c));
                } else if (!printable(c)) {
                    b.append(String.format(Locale.ROOT, c > 0xffff ? "\\U%08x" : "\\u%04x", c));
                } else {
                    b.appendCodePoint(c);
                }
            }
        }
    }

    private static boolean printable(int c) {
        if (c < 0x7f) {
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

    /** Writes the shortest decimal without exponent that reads back as the number, as format {@code 'f', -1} does. */
    public static String plain(double v) {
        if (!Double.isFinite(v)) {
            return special(v);
        }
        if (v == 0) {
            return 1 / v < 0 ? "-0" : "0";
        }
        return decimal(v).toPlainString();
    }

    /** Writes a sample's value as the HTTP API does: with an exponent below 1e-6 and from 1e21 on. */
    public static String value(double v) {
        double abs = Math.abs(v);
        return Double.isFinite(v) && abs != 0 && (abs < 1e-6 || abs >= 1e21) ? exponent(v) : plain(v);
    }

    /** Writes the shortest mantissa with an exponent of at least two digits, as format {@code 'e', -1} does. */
    public static String exponent(double v) {
        if (!Double.isFinite(v)) {
            return special(v);
        }
        if (v == 0) {
            return 1 / v < 0 ? "-0e+00" : "0e+00";
        }
        return exponent(decimal(v));
    }

    /** Writes a number as {@code %g} or {@code %v} does. */
    public static String general(double v) {
        if (!Double.isFinite(v) || v == 0) {
            return plain(v);
        }
        BigDecimal d = decimal(v);
        int exp = d.precision() - d.scale() - 1;
        return exp < -4 || exp >= SHORTEST ? exponent(d) : d.toPlainString();
    }

    /** Writes a number with so many significant digits, as {@code %.Ng} does. */
    public static String general(double v, int digits) {
        if (!Double.isFinite(v) || v == 0) {
            return plain(v);
        }
        BigDecimal d = strip(new BigDecimal(v).round(new MathContext(digits, RoundingMode.HALF_EVEN)));
        int exp = d.precision() - d.scale() - 1;
        int limit = digits > d.precision() && d.precision() >= exp + 1 ? d.precision() : digits;
        return exp < -4 || exp >= limit ? exponent(d) : d.toPlainString();
    }

    /** Writes a number as OpenMetrics wants it in {@code le} and {@code quantile}: always as a float. */
    public static String openMetrics(double v) {
        String text = general(v);
        boolean plain = Double.isFinite(v) && text.indexOf('.') < 0 && text.indexOf('e') < 0;
        return plain ? text + ".0" : text;
    }

    private static String exponent(BigDecimal d) {
        String digits = d.unscaledValue().abs().toString();
        int exp = digits.length() - d.scale() - 1;
        return (d.signum() < 0 ? "-" : "")
                + digits.charAt(0)
                + (digits.length() > 1 ? "." + digits.substring(1) : "")
                + (exp < 0 ? "e-" : "e+")
                + (Math.abs(exp) < 10 ? "0" : "")
                + Math.abs(exp);
    }

    private static BigDecimal decimal(double v) {
        return strip(new BigDecimal(Double.toString(v)));
    }

    private static BigDecimal strip(BigDecimal d) {
        return d.stripTrailingZeros();
    }

    private static String special(double v) {
        return Double.isNaN(v) ? "NaN" : v > 0 ? "+Inf" : "-Inf";
    }
}
