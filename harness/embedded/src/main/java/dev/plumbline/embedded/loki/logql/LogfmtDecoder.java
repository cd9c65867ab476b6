package dev.plumbline.embedded.loki.logql;

import dev.plumbline.embedded.gotemplate.GoStrings;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Reads key=value pairs one by one; a broken pair is passed over and remembered. */
final class LogfmtDecoder {
    private final byte[] line;
    private int at;
    private String key = "";
    private String value = "";
    private Optional<String> error = Optional.empty();

    LogfmtDecoder(String text) {
        line = text.getBytes(StandardCharsets.UTF_8);
    }

    boolean ended() {
        return at >= line.length;
    }

    String key() {
        return key;
    }

    String value() {
        return value;
    }

    Optional<String> error() {
        return error;
    }

    /** Reads the next pair; false if it is broken or there is none. */
    boolean next() {
        key = "";
        value = "";
        while (at < line.length && Byte.toUnsignedInt(line[at]) <= ' ') {
            at++;
        }
        if (at >= line.length) {
            return false;
        }
        int start = at;
        while (at < line.length) {
            int c = Byte.toUnsignedInt(line[at]);
            if (c == '=' || c == '"' || c <= ' ') {
                break;
            }
            at++;
        }
        if (at < line.length && line[at] == '"') {
            return broken("unexpected '\"'", true);
        }
        if (at == start) {
            return broken("unexpected '='", true);
        }
        key = text(start, at);
        boolean valued = at < line.length && line[at] == '=';
        if (key.indexOf(0xFFFD) >= 0) {
            key = "";
            return broken("invalid key", valued);
        }
        return !valued || readValue();
    }

    private boolean plain(int start) {
        while (at < line.length) {
            int c = Byte.toUnsignedInt(line[at]);
            if (c == '=' || c == '"') {
                return broken("unexpected " + GoStrings.quoteChar(c), true);
            }
            if (c <= ' ') {
                break;
            }
            at++;
        }
        value = text(start, at);
        return true;
    }

    private boolean readValue() {
        at++;
        if (at >= line.length || Byte.toUnsignedInt(line[at]) <= ' ') {
            return true;
        }
        return line[at] == '"' ? quoted() : plain(at);
    }

    private boolean quoted() {
        int start = at;
        boolean escaped = false;
        boolean escape = false;
        for (int i = at + 1; i < line.length; i++) {
            if (escape) {
                escape = false;
            } else if (line[i] == '\\') {
                escaped = true;
                escape = true;
            } else if (line[i] == '"') {
                at = i + 1;
                if (!escaped) {
                    value = text(start + 1, i);
                    return true;
                }
                Optional<String> unquoted = JsonText.unquote(text(start + 1, i));
                value = unquoted.orElse("");
                return unquoted.isPresent() || broken("invalid quoted value", false);
            }
        }
        at = line.length;
        return broken("unterminated quoted value", false);
    }

    private boolean broken(String why, boolean skip) {
        error = Optional.of("logfmt syntax error at pos " + (at + 1) + " : " + why);
        while (skip && at < line.length && Byte.toUnsignedInt(line[at]) > ' ') {
            at++;
        }
        return false;
    }

    private String text(int from, int to) {
        return new String(line, from, to - from, StandardCharsets.UTF_8);
    }
}
