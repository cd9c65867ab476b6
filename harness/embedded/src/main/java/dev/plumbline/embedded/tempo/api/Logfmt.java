package dev.plumbline.embedded.tempo.api;

import java.util.LinkedHashMap;
import java.util.Map;

/** Reads {@code key=value key2="another value"}. */
final class Logfmt {
    private Logfmt() {}

    static Map<String, String> decode(String text) {
        Map<String, String> pairs = new LinkedHashMap<>();
        int at = 0;
        while (at < text.length()) {
            if (text.charAt(at) <= ' ') {
                at++;
                continue;
            }
            int key = at;
            while (at < text.length() && text.charAt(at) > ' ' && text.charAt(at) != '=' && text.charAt(at) != '"') {
                at++;
            }
            if (at == key || at < text.length() && text.charAt(at) == '"') {
                throw new ApiException(400, "invalid tags: unexpected '" + text.charAt(at) + "' at pos " + (at + 1));
            }
            String name = text.substring(key, at);
            StringBuilder value = new StringBuilder();
            if (at < text.length() && text.charAt(at) == '=') {
                at = value(text, at + 1, value);
            }
            if (pairs.containsKey(name)) {
                throw new ApiException(400, "invalid tags: tag " + name + " has been set twice");
            }
            pairs.put(name, value.toString());
        }
        return pairs;
    }

    private static int value(String text, int from, StringBuilder value) {
        int at = from;
        if (at < text.length() && text.charAt(at) == '"') {
            at++;
            while (at < text.length() && text.charAt(at) != '"') {
                if (text.charAt(at) == '\\' && at + 1 < text.length()) {
                    at++;
                }
                value.append(text.charAt(at++));
            }
            if (at >= text.length()) {
                throw new ApiException(400, "invalid tags: unterminated quoted value at pos " + (text.length() + 1));
            }
            return at + 1;
        }
        while (at < text.length() && text.charAt(at) > ' ') {
            if (text.charAt(at) == '=' || text.charAt(at) == '"') {
                throw new ApiException(400, "invalid tags: unexpected '" + text.charAt(at) + "' at pos " + (at + 1));
            }
            value.append(text.charAt(at++));
        }
        return at;
    }
}
