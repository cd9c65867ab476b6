package dev.plumbline.embedded.loki.logql;

import java.util.Optional;

/** Undoes escapes in JSON strings and in quoted logfmt values. */
final class JsonText {
    private JsonText() {}

    /** Unescapes a JSON string's inside; empty if an escape is wrong. */
    static Optional<String> unescape(String text) {
        return unescape(text, "\"\\/");
    }

    /** Unescapes a quoted logfmt value's inside; empty if an escape is wrong. */
    static Optional<String> unquote(String text) {
        return unescape(text, "\"\\/'");
    }

    private static Optional<String> unescape(String text, String themselves) {
        if (text.indexOf('\\') < 0) {
            return Optional.of(text);
        }
        StringBuilder out = new StringBuilder(text.length());
        int i = 0;
        while (i < text.length()) {
            char c = text.charAt(i++);
            if (c != '\\') {
                out.append(c);
                continue;
            }
            if (i >= text.length()) {
                return Optional.empty();
            }
            char e = text.charAt(i++);
            int plain = themselves.indexOf(e) >= 0 ? e : control(e);
            if (plain >= 0) {
                out.append((char) plain);
            } else if (e == 'u' && hex(text, i)) {
                out.append((char) Integer.parseInt(text.substring(i, i + 4), 16));
                i += 4;
            } else {
                return Optional.empty();
            }
        }
        return Optional.of(out.toString());
    }

    private static int control(char e) {
        return switch (e) {
            case 'b' -> '\b';
            case 'f' -> '\f';
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            default -> -1;
        };
    }

    private static boolean hex(String text, int from) {
        if (from + 4 > text.length()) {
            return false;
        }
        for (int i = from; i < from + 4; i++) {
            if (Character.digit(text.charAt(i), 16) < 0) {
                return false;
            }
        }
        return true;
    }

    /** A label's value: an unpaired surrogate and what was no UTF-8 become spaces, a broken escape nothing. */
    static String value(String inside) {
        String text = unescape(inside).orElse("");
        StringBuilder out = new StringBuilder(text.length());
        text.codePoints().forEach(c -> out.appendCodePoint(c == 0xFFFD || c >= 0xD800 && c <= 0xDFFF ? ' ' : c));
        return out.toString();
    }
}
