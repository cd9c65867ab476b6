package dev.plumbline.collector.pipeline;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.function.BiConsumer;

/** Reads logfmt as the library does that Alloy uses; stops for good at the first thing that is not logfmt. */
final class Logfmt {
    private static final int LONGEST = 64 * 1024;

    private final String line;
    private int at;

    private Logfmt(String line) {
        this.line = line;
    }

    /** Hands out each pair up to the first error; a key without a value has the empty one. */
    static void read(String text, BiConsumer<String, String> pairs) {
        int from = 0;
        while (from < text.length()) {
            int end = text.indexOf('\n', from);
            int stop = end < 0 ? text.length() : end;
            String record = text.substring(from, stop > from && text.charAt(stop - 1) == '\r' ? stop - 1 : stop);
            if (record.length() * 3L >= LONGEST && record.getBytes(StandardCharsets.UTF_8).length >= LONGEST) {
                return;
            }
            if (!new Logfmt(record).record(pairs)) {
                return;
            }
            from = stop + 1;
        }
    }

    private boolean record(BiConsumer<String, String> pairs) {
        while (true) {
            while (at < line.length() && line.charAt(at) <= ' ') {
                at++;
            }
            if (at == line.length()) {
                return true;
            }
            int start = at;
            while (at < line.length() && line.charAt(at) > ' ' && line.charAt(at) != '=' && line.charAt(at) != '"') {
                at++;
            }
            String key = line.substring(start, at);
            boolean quote = at < line.length() && line.charAt(at) == '"';
            if (key.isEmpty() || quote || key.indexOf('\uFFFD') >= 0) {
                return false;
            }
            Optional<String> value = value();
            if (value.isEmpty()) {
                return false;
            }
            pairs.accept(key, value.get());
        }
    }

    /** Returns what follows a key, or empty where that is not logfmt. */
    private Optional<String> value() {
        if (at == line.length() || line.charAt(at) != '=') {
            return Optional.of("");
        }
        at++;
        if (at < line.length() && line.charAt(at) == '"') {
            return quoted();
        }
        int start = at;
        while (at < line.length() && line.charAt(at) > ' ') {
            char c = line.charAt(at);
            if (c == '=' || c == '"') {
                return Optional.empty();
            }
            at++;
        }
        return Optional.of(line.substring(start, at));
    }

    private Optional<String> quoted() {
        int start = at + 1;
        boolean escapes = false;
        for (int i = start; i < line.length(); i++) {
            char c = line.charAt(i);
            if (c == '\\') {
                escapes = true;
                i++;
            } else if (c == '"') {
                at = i + 1;
                String inner = line.substring(start, i);
                return escapes ? Unquoted.of(inner) : Optional.of(inner);
            }
        }
        return Optional.empty();
    }
}
