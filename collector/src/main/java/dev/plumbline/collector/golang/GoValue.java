package dev.plumbline.collector.golang;

import dev.plumbline.collector.golang.GoFormat.Flags;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Formats one value for one verb of {@link GoFormat}. */
final class GoValue {
    private static final String LIST = "[]interface {}";
    private static final String MAP = "map[string]interface {}";

    private final Flags flags;
    private final StringBuilder out;

    GoValue(Flags flags, StringBuilder out) {
        this.flags = flags;
        this.out = out;
    }

    static String type(@Nullable Object value) {
        return switch (value) {
            case null -> "<nil>";
            case Boolean b -> "bool";
            case Long l -> "int";
            case Double d -> "float64";
            case String s -> "string";
            case List<?> l -> LIST;
            case Map<?, ?> m -> MAP;
            default -> throw new IllegalArgumentException("cannot format " + value.getClass());
        };
    }

    void print(@Nullable Object value, int verb) {
        if (verb == 'T') {
            string(type(value), 's');
            return;
        }
        switch (value) {
            case null -> {
                if (verb == 'v') {
                    pad("<nil>");
                } else {
                    bad(null, verb);
                }
            }
            case Boolean b -> {
                if (verb == 't' || verb == 'v') {
                    pad(b.toString());
                } else {
                    bad(b, verb);
                }
            }
            case Long l -> integer(l, verb);
            case Double d -> decimal(d, verb);
            case String s -> string(s, verb);
            case List<?> l -> list(l, verb);
            case Map<?, ?> m -> map(m, verb);
            default -> throw new IllegalArgumentException("cannot format " + value.getClass());
        }
    }

    void bad(@Nullable Object value, int verb) {
        out.append("%!").appendCodePoint(verb).append('(');
        if (value == null) {
            out.append("<nil>");
        } else {
            out.append(type(value)).append('=');
            print(value, 'v');
        }
        out.append(')');
    }

    private void list(List<?> list, int verb) {
        if (verb == 'p') {
            throw new IllegalArgumentException("%p would print an address");
        }
        if (flags.goSyntax) {
            out.append(LIST);
        }
        out.append(flags.goSyntax ? '{' : '[');
        String separator = "";
        for (Object element : list) {
            out.append(separator);
            element(element, verb);
            separator = flags.goSyntax ? ", " : " ";
        }
        out.append(flags.goSyntax ? '}' : ']');
    }

    private void map(Map<?, ?> map, int verb) {
        if (verb == 'p') {
            throw new IllegalArgumentException("%p would print an address");
        }
        Map<String, Object> sorted = new TreeMap<>(GoStrings::compare);
        map.forEach((k, v) -> sorted.put((String) k, v));
        out.append(flags.goSyntax ? MAP + "{" : "map[");
        String separator = "";
        for (Map.Entry<String, Object> entry : sorted.entrySet()) {
            out.append(separator);
            print(entry.getKey(), verb);
            out.append(':');
            element(entry.getValue(), verb);
            separator = flags.goSyntax ? ", " : " ";
        }
        out.append(flags.goSyntax ? '}' : ']');
    }

    /** A nil inside a list is printed as such, whatever the verb. */
    private void element(@Nullable Object value, int verb) {
        if (value == null) {
            out.append(flags.goSyntax ? "interface {}(nil)" : "<nil>");
        } else {
            print(value, verb);
        }
    }

    private void integer(long value, int verb) {
        switch (verb) {
            case 'v', 'd' -> number(value, 10, "", false);
            case 'b' -> number(value, 2, flags.sharp ? "0b" : "", false);
            case 'o' -> number(value, 8, flags.sharp ? "0" : "", false);
            case 'O' -> number(value, 8, "0o", false);
            case 'x' -> number(value, 16, flags.sharp ? "0x" : "", false);
            case 'X' -> number(value, 16, flags.sharp ? "0X" : "", true);
            case 'c' -> pad(rune(value));
            case 'q' -> {
                StringBuilder quoted = new StringBuilder("'");
                GoStrings.escaped(rune(value).codePointAt(0), '\'', quoted);
                pad(quoted.append('\'').toString());
            }
            case 'U' -> unicode(value);
            default -> bad(value, verb);
        }
    }

    private static String rune(long value) {
        boolean valid = value >= 0 && value <= Character.MAX_CODE_POINT && !(value >= 0xD800 && value < 0xE000);
        return valid ? Character.toString((int) value) : "\uFFFD";
    }

    private void unicode(long value) {
        String digits = String.format("%0" + Math.max(4, flags.precision) + "X", value);
        boolean shown = flags.sharp && value <= Character.MAX_CODE_POINT && GoStrings.isPrintable((int) value);
        boolean zero = flags.zero;
        flags.zero = false;
        pad("U+" + digits + (shown ? " '" + rune(value) + "'" : ""));
        flags.zero = zero;
    }

    private void number(long value, int base, String prefix, boolean upper) {
        boolean negative = value < 0;
        String digits = negative ? Long.toUnsignedString(-value, base) : Long.toString(value, base);
        digits = upper ? digits.toUpperCase(java.util.Locale.ROOT) : digits;
        int least = 0;
        if (flags.precision >= 0) {
            least = flags.precision;
            if (least == 0 && value == 0) {
                blanks(flags.width);
                return;
            }
        } else if (flags.zero && !flags.minus && flags.width >= 0) {
            least = flags.width - (negative || flags.plus || flags.space ? 1 : 0);
        }
        digits = "0".repeat(Math.max(0, least - digits.length())) + digits;
        String shownPrefix = prefix.equals("0") && digits.startsWith("0") ? "" : prefix;
        boolean zero = flags.zero;
        flags.zero = false;
        pad((negative ? "-" : flags.plus ? "+" : flags.space ? " " : "") + shownPrefix + digits);
        flags.zero = zero;
    }

    private void blanks(int width) {
        out.append(" ".repeat(Math.max(0, width)));
    }

    private void decimal(double value, int verb) {
        int p = flags.precision;
        String text;
        switch (verb) {
            case 'v' -> text = GoFloats.general(value, p, 6, false);
            case 'g', 'G' -> text = GoFloats.general(value, p, 6, verb == 'G');
            case 'e', 'E' -> text = GoFloats.scientific(value, p < 0 ? 6 : p, verb == 'E');
            case 'f', 'F' -> text = GoFloats.fixed(value, p < 0 ? 6 : p);
            case 'b', 'x', 'X' ->
                throw new IllegalArgumentException("%" + (char) verb + " of a float is not supported");
            default -> {
                bad(value, verb);
                return;
            }
        }
        if (flags.sharp) {
            throw new IllegalArgumentException("the flag # for a float is not supported");
        }
        signed(text, Double.isFinite(value));
    }

    private void signed(String text, boolean finite) {
        char sign = text.charAt(0) == '-' || text.charAt(0) == '+' ? text.charAt(0) : '+';
        String digits = text.charAt(0) == sign ? text.substring(1) : text;
        boolean plus = flags.plus || !finite && sign == '+' && text.charAt(0) == '+' && flags.plus;
        String shownSign = sign == '-' ? "-" : plus ? "+" : flags.space ? " " : text.equals("+Inf") ? "+" : "";
        boolean zero = flags.zero;
        if (!finite) {
            flags.zero = false;
        }
        if (flags.zero && !flags.minus && flags.width > shownSign.length() + digits.length()) {
            out.append(shownSign)
                    .append("0".repeat(flags.width - shownSign.length() - digits.length()))
                    .append(digits);
        } else {
            pad(shownSign + digits);
        }
        flags.zero = zero;
    }

    private void string(String value, int verb) {
        switch (verb) {
            case 'v' -> {
                if (flags.goSyntax) {
                    quoted(value);
                } else {
                    pad(truncated(value));
                }
            }
            case 's' -> pad(truncated(value));
            case 'q' -> quoted(truncated(value));
            case 'x' -> pad(hex(value, false));
            case 'X' -> pad(hex(value, true));
            default -> bad(value, verb);
        }
    }

    private void quoted(String value) {
        boolean raw = flags.sharp
                && value.codePoints().noneMatch(c -> c == '`' || c < 0x20 && c != '\t' || c == 0x7f || c == 0xFEFF);
        String quoted = GoStrings.quote(value);
        pad(raw ? "`" + value + "`" : flags.plus ? ascii(quoted) : quoted);
    }

    private static String ascii(String quoted) {
        StringBuilder ascii = new StringBuilder();
        quoted.codePoints()
                .forEach(c -> ascii.append(
                        c < 0x7f ? Character.toString(c) : String.format(c > 0xFFFF ? "\\U%08x" : "\\u%04x", c)));
        return ascii.toString();
    }

    private String truncated(String value) {
        if (flags.precision < 0 || value.codePointCount(0, value.length()) <= flags.precision) {
            return value;
        }
        return value.substring(0, value.offsetByCodePoints(0, flags.precision));
    }

    private String hex(String value, boolean upper) {
        byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
        int length = flags.precision >= 0 ? Math.min(flags.precision, bytes.length) : bytes.length;
        StringBuilder hex = new StringBuilder();
        String prefix = flags.sharp ? upper ? "0X" : "0x" : "";
        for (int i = 0; i < length; i++) {
            if (flags.space && i > 0) {
                hex.append(' ');
            }
            hex.append(flags.space || i == 0 ? prefix : "").append(String.format(upper ? "%02X" : "%02x", bytes[i]));
        }
        return hex.toString();
    }

    private void pad(String text) {
        int missing = flags.width - text.codePointCount(0, text.length());
        if (missing <= 0) {
            out.append(text);
        } else if (flags.minus) {
            out.append(text).append(" ".repeat(missing));
        } else {
            out.append((flags.zero ? "0" : " ").repeat(missing)).append(text);
        }
    }
}
