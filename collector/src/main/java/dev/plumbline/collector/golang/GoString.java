package dev.plumbline.collector.golang;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** String literals of Go in double quotes. */
public final class GoString {
    private GoString() {}

    /** Takes the escapes out of what stands between the quotes; empty where one of them is none. */
    public static Optional<String> unquote(String inner) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        int at = 0;
        while (at < inner.length()) {
            int c = inner.codePointAt(at);
            if (c != '\\') {
                write(c, out);
                at += Character.charCount(c);
                continue;
            }
            if (at + 1 == inner.length()) {
                return Optional.empty();
            }
            int taken = escape(inner, at + 1, out);
            if (taken < 0) {
                return Optional.empty();
            }
            at += 1 + taken;
        }
        return Optional.of(out.toString(StandardCharsets.UTF_8));
    }

    private static void write(int codePoint, ByteArrayOutputStream out) {
        out.writeBytes(Character.toString(codePoint).getBytes(StandardCharsets.UTF_8));
    }

    /** Writes what the escape means and returns how long it is after the backslash, or -1. */
    private static int escape(String text, int at, ByteArrayOutputStream out) {
        int simple = "abfnrtv\\\"".indexOf(text.charAt(at));
        if (simple >= 0) {
            out.write("\u0007\b\f\n\r\t\u000b\\\"".charAt(simple));
            return 1;
        }
        return switch (text.charAt(at)) {
            case 'x' -> number(text, at + 1, 2, 16, 255, true, out) ? 3 : -1;
            case 'u' -> number(text, at + 1, 4, 16, Character.MAX_CODE_POINT, false, out) ? 5 : -1;
            case 'U' -> number(text, at + 1, 8, 16, Character.MAX_CODE_POINT, false, out) ? 9 : -1;
            case '0', '1', '2', '3', '4', '5', '6', '7' -> number(text, at, 3, 8, 255, true, out) ? 3 : -1;
            default -> -1;
        };
    }

    private static boolean number(
            String text, int from, int digits, int radix, int most, boolean single, ByteArrayOutputStream out) {
        if (from + digits > text.length()) {
            return false;
        }
        long value = 0;
        for (int i = from; i < from + digits; i++) {
            int digit = Character.digit(text.charAt(i), radix);
            if (digit < 0) {
                return false;
            }
            value = value * radix + digit;
        }
        if (value > most || !single && value >= 0xD800 && value <= 0xDFFF) {
            return false;
        }
        if (single) {
            out.write((int) value);
        } else {
            write((int) value, out);
        }
        return true;
    }
}
