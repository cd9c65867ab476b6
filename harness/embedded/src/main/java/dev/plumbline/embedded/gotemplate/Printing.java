package dev.plumbline.embedded.gotemplate;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Go's package fmt, as far as templates reach it. */
final class Printing {
    private static final Pattern VERB = Pattern.compile("%([-+# 0]*)(\\d+|\\*)?(?:\\.(\\d+|\\*)?)?([a-zA-Z%])?");

    private Printing() {}

    /** A value as an action writes it ({@code %v}). */
    static String text(Object value) {
        return switch (value) {
            case Double d -> GoStrings.formatFloat(d);
            case List<?> list -> {
                StringBuilder out = new StringBuilder("[");
                list.forEach(v -> out.append(out.length() > 1 ? " " : "").append(inner(v)));
                yield out.append(']').toString();
            }
            case Map<?, ?> map -> {
                StringBuilder out = new StringBuilder("map[");
                new TreeMap<>(map)
                        .forEach((k, v) -> out.append(out.length() > 4 ? " " : "")
                                .append(k)
                                .append(':')
                                .append(inner(v)));
                yield out.append(']').toString();
            }
            default -> value.toString();
        };
    }

    private static String inner(Object value) {
        return value == Nil.NIL ? "<nil>" : text(value);
    }

    /** Go's Sprint: spaces only between operands of which neither is a string. */
    static String print(List<Object> values) {
        StringBuilder out = new StringBuilder();
        for (int i = 0; i < values.size(); i++) {
            if (i > 0 && !(values.get(i) instanceof String) && !(values.get(i - 1) instanceof String)) {
                out.append(' ');
            }
            out.append(inner(values.get(i)));
        }
        return out.toString();
    }

    static String println(List<Object> values) {
        return String.join(" ", values.stream().map(Printing::inner).toList()) + "\n";
    }

    static String printf(String format, List<Object> values) {
        StringBuilder out = new StringBuilder();
        Matcher m = VERB.matcher(format);
        int at = 0;
        int used = 0;
        while (m.find()) {
            out.append(format, at, m.start());
            at = m.end();
            String verb = m.group(4);
            if (verb == null) {
                out.append("%!(NOVERB)");
            } else if (verb.equals("%")) {
                out.append('%');
            } else if (used >= values.size()) {
                out.append("%!").append(verb).append("(MISSING)");
            } else {
                String width = m.group(2) == null ? "" : m.group(2);
                boolean dotted = m.group().contains(".");
                int precision = m.group(3) == null ? (dotted ? 0 : -1) : Integer.parseInt(m.group(3));
                out.append(padded(
                        verb(verb.charAt(0), m.group(1), precision, values.get(used)),
                        m.group(1),
                        width,
                        values.get(used)));
                used++;
            }
        }
        out.append(format, at, format.length());
        if (used < values.size()) {
            out.append("%!(EXTRA ");
            for (int i = used; i < values.size(); i++) {
                Object v = values.get(i);
                out.append(i > used ? ", " : "").append(goType(v)).append('=').append(inner(v));
            }
            out.append(')');
        }
        return out.toString();
    }

    static String goType(Object v) {
        return v instanceof Long ? "int" : Values.type(v);
    }

    private static String padded(String text, String flags, String width, Object value) {
        int missing = width.isEmpty() ? 0 : Integer.parseInt(width) - text.codePointCount(0, text.length());
        if (missing <= 0) {
            return text;
        }
        if (flags.contains("-")) {
            return text + " ".repeat(missing);
        }
        if (flags.contains("0") && value instanceof Number) {
            boolean signed = text.startsWith("-") || text.startsWith("+");
            return signed ? text.charAt(0) + "0".repeat(missing) + text.substring(1) : "0".repeat(missing) + text;
        }
        return (flags.contains("0") ? "0" : " ").repeat(missing) + text;
    }

    private static String verb(char verb, String flags, int precision, Object value) {
        String sign = flags.contains("+") ? "+" : flags.contains(" ") ? " " : "";
        return switch (value) {
            case String s -> string(verb, precision, s);
            case Long n -> integer(verb, sign, n);
            case Double d -> number(verb, sign, precision, d);
            case Boolean b -> verb == 't' || verb == 'v' ? b.toString() : bad(verb, b);
            default -> verb == 'v' || verb == 's' ? inner(value) : bad(verb, value);
        };
    }

    private static String bad(char verb, Object value) {
        return "%!" + verb + "(" + goType(value) + "=" + inner(value) + ")";
    }

    private static String string(char verb, int precision, String s) {
        String cut = precision >= 0 && s.codePointCount(0, s.length()) > precision
                ? s.substring(0, s.offsetByCodePoints(0, precision))
                : s;
        return switch (verb) {
            case 's', 'v' -> cut;
            case 'q' -> GoStrings.quote(cut);
            case 'x' -> hex(cut, "%02x");
            case 'X' -> hex(cut, "%02X");
            default -> bad(verb, s);
        };
    }

    private static String hex(String s, String format) {
        StringBuilder out = new StringBuilder();
        for (byte b : s.getBytes(java.nio.charset.StandardCharsets.UTF_8)) {
            out.append(String.format(Locale.ROOT, format, b));
        }
        return out.toString();
    }

    private static String integer(char verb, String sign, long n) {
        String digits = switch (verb) {
            case 'd', 'v' -> Long.toString(Math.abs(n));
            case 'x' -> Long.toHexString(Math.abs(n));
            case 'X' -> Long.toHexString(Math.abs(n)).toUpperCase(Locale.ROOT);
            case 'o' -> Long.toOctalString(Math.abs(n));
            case 'b' -> Long.toBinaryString(Math.abs(n));
            case 'c' -> Character.toString((int) n);
            case 'q' -> GoStrings.quoteChar((int) n);
            case 'U' -> String.format(Locale.ROOT, "U+%04X", n);
            default -> "";
        };
        return digits.isEmpty() ? bad(verb, n) : (n < 0 ? "-" : sign) + digits;
    }

    private static String number(char verb, String sign, int precision, double d) {
        if (!Double.isFinite(d)) {
            return GoStrings.plain(d);
        }
        String text = switch (verb) {
            case 'f', 'F' -> fixed(Math.abs(d), precision < 0 ? 6 : precision);
            case 'e', 'E' -> exponent(Math.abs(d), precision < 0 ? 6 : precision, verb);
            case 'g', 'G', 'v' -> general(Math.abs(d), precision);
            default -> "";
        };
        return text.isEmpty() ? bad(verb, d) : (d < 0 ? "-" : sign) + text;
    }

    private static String fixed(double d, int precision) {
        return new BigDecimal(d).setScale(precision, RoundingMode.HALF_EVEN).toPlainString();
    }

    private static String exponent(double d, int precision, char verb) {
        String java = String.format(Locale.ROOT, "%." + precision + "e", d);
        return verb == 'E' ? java.toUpperCase(Locale.ROOT) : java;
    }

    private static String general(double d, int precision) {
        if (precision < 0) {
            return GoStrings.formatFloat(d);
        }
        double rounded = new BigDecimal(d)
                .round(new java.math.MathContext(Math.max(1, precision), RoundingMode.HALF_EVEN))
                .doubleValue();
        double size = Math.abs(rounded);
        return size != 0 && (size < 1e-4 || size >= Math.pow(10, Math.max(1, precision)))
                ? GoStrings.exponent(rounded)
                : GoStrings.plain(rounded);
    }
}
