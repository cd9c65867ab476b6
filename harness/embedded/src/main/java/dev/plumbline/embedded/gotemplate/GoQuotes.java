package dev.plumbline.embedded.gotemplate;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** Undoes quotes as Prometheus' library does: double, single and back quotes. */
public final class GoQuotes {
    private GoQuotes() {}

    /**
     * Unquotes a string.
     *
     * @throws IllegalArgumentException if it is not quoted rightly
     */
    public static String unquote(String quoted) {
        if (quoted.length() < 2 || quoted.charAt(0) != quoted.charAt(quoted.length() - 1)) {
            throw new IllegalArgumentException("invalid syntax");
        }
        char quote = quoted.charAt(0);
        String inside = quoted.substring(1, quoted.length() - 1);
        if (quote == '`') {
            return inside.replace("\r", "");
        }
        if (inside.indexOf('\n') >= 0) {
            throw new IllegalArgumentException("invalid syntax");
        }
        return inside.indexOf('\\') < 0 ? inside : unescape(inside, quote);
    }

    private static String unescape(String s, char quote) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        int i = 0;
        while (i < s.length()) {
            int c = s.codePointAt(i);
            i += Character.charCount(c);
            if (c != '\\') {
                out.writeBytes(Character.toString(c).getBytes(StandardCharsets.UTF_8));
                continue;
            }
            if (i >= s.length()) {
                throw new IllegalArgumentException("invalid syntax");
            }
            char e = s.charAt(i++);
            int digits = switch (e) {
                case 'x' -> 2;
                case 'u' -> 4;
                case 'U' -> 8;
                case '0', '1', '2', '3', '4', '5', '6', '7' -> 3;
                default -> 0;
            };
            if (digits == 0) {
                out.write(simple(e, quote));
                continue;
            }
            int from = digits == 3 ? i - 1 : i;
            if (from + digits > s.length()) {
                throw new IllegalArgumentException("invalid syntax");
            }
            int value = (int) Long.parseLong(s.substring(from, from + digits), digits == 3 ? 8 : 16);
            i = from + digits;
            if (digits <= 3) {
                out.write(value);
            } else {
                out.writeBytes(Character.toString(value).getBytes(StandardCharsets.UTF_8));
            }
        }
        return out.toString(StandardCharsets.UTF_8);
    }

    private static int simple(char e, char quote) {
        return switch (e) {
            case 'a' -> 7;
            case 'b' -> '\b';
            case 'f' -> '\f';
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            case 'v' -> 11;
            case '\\' -> '\\';
            default -> {
                if (e != quote) {
                    throw new IllegalArgumentException("invalid syntax");
                }
                yield quote;
            }
        };
    }
}
