package dev.plumbline.embedded.tempo.traceql;

import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Undoes the quoting of Go's string literals. */
final class GoStrings {
    private GoStrings() {}

    /** Returns what a literal, quotes included, stands for; empty if an escape is not allowed in strings. */
    static Optional<String> unquote(String literal) {
        String inner = literal.substring(1, literal.length() - 1);
        if (literal.startsWith("`")) {
            return Optional.of(inner.replace("\r", ""));
        }
        java.io.ByteArrayOutputStream out = new java.io.ByteArrayOutputStream();
        int at = 0;
        while (at < inner.length()) {
            int c = inner.codePointAt(at);
            at += Character.charCount(c);
            if (c != '\\') {
                out.writeBytes(Character.toString(c).getBytes(StandardCharsets.UTF_8));
                continue;
            }
            char escape = inner.charAt(at++);
            int digits = escape == 'x' ? 2 : escape == 'u' ? 4 : escape == 'U' ? 8 : 0;
            if (digits > 0) {
                int value = Integer.parseUnsignedInt(inner.substring(at, at + digits), 16);
                at += digits;
                if (digits == 2) {
                    out.write(value);
                } else if (value > 0x10FFFF || value < 0 || value >= 0xD800 && value < 0xE000) {
                    return Optional.empty();
                } else {
                    out.writeBytes(Character.toString(value).getBytes(StandardCharsets.UTF_8));
                }
            } else if (escape >= '0' && escape <= '7') {
                int value = Integer.parseInt(inner.substring(at - 1, at + 2), 8);
                at += 2;
                if (value > 255) {
                    return Optional.empty();
                }
                out.write(value);
            } else {
                out.write("\u0007\b\f\n\r\t\u000B\\\"".charAt("abfnrtv\\\"".indexOf(escape)));
            }
        }
        return Optional.of(out.toString(StandardCharsets.UTF_8));
    }
}
