package dev.plumbline.embedded.loki.logql;

import java.io.Serial;

/**
 * Reads JSON as leniently as the library that Loki uses, and fails where and as it fails: values are only looked into as
 * far as somebody asks.
 */
final class JsonReader {
    static final String BAD_OBJECT = "Value looks like object, but can't find closing '}' symbol";
    private static final String BAD_JSON = "Malformed JSON error";
    private static final String BAD_STRING = "Value is string, but can't find closing '\"' symbol";
    private static final String BAD_ARRAY = "Value is array, but can't find closing ']' symbol";
    private static final String BAD_ESCAPE = "Encountered an invalid escape sequence in a string";
    private static final String UNKNOWN = "Unknown value type";

    /** The text is not JSON; the message says how. */
    static final class BrokenJson extends Exception {
        @Serial
        private static final long serialVersionUID = 1;

        BrokenJson(String message) {
            super(message);
        }
    }

    /** Kinds of values. */
    enum Kind {
        STRING,
        NUMBER,
        OBJECT,
        ARRAY,
        BOOLEAN,
        NULL
    }

    /** A value: the inside of a string, else its text; and where it ended. */
    record Value(Kind kind, String text, int end) {}

    /** Takes one member; false stops the reading. */
    @FunctionalInterface
    interface Members {
        boolean member(String key, Value value) throws BrokenJson;
    }

    /** Takes one element; false stops the reading. */
    @FunctionalInterface
    interface Elements {
        boolean element(int index, Value value) throws BrokenJson;
    }

    private JsonReader() {}

    /** Hands over the members of an object one by one; false if they stopped it. */
    static boolean members(String s, Members members) throws BrokenJson {
        int at = skip(s, 0, BAD_OBJECT);
        if (s.charAt(at) != '{') {
            throw new BrokenJson(BAD_OBJECT);
        }
        at = skip(s, at + 1, BAD_JSON);
        while (at < s.length()) {
            char c = s.charAt(at);
            if (c == '}') {
                return true;
            }
            if (c != '"') {
                throw new BrokenJson(BAD_OBJECT);
            }
            int end = stringEnd(s, at + 1);
            if (end < 0) {
                throw new BrokenJson(BAD_JSON);
            }
            String key = JsonText.unescape(s.substring(at + 1, end)).orElseThrow(() -> new BrokenJson(BAD_ESCAPE));
            at = skip(s, end + 1, BAD_JSON);
            if (s.charAt(at) != ':') {
                throw new BrokenJson(BAD_JSON);
            }
            Value value = value(s, at + 1);
            if (!members.member(key, value)) {
                return false;
            }
            at = skip(s, value.end(), BAD_ARRAY);
            if (s.charAt(at) == '}') {
                return true;
            }
            if (s.charAt(at) != ',') {
                throw new BrokenJson(BAD_OBJECT);
            }
            at = skip(s, at + 1, BAD_ARRAY);
        }
        throw new BrokenJson(BAD_OBJECT);
    }

    /** Hands over the elements of an array one by one. */
    static void elements(String s, Elements elements) throws BrokenJson {
        int at = skip(s, skip(s, 0, BAD_ARRAY) + 1, BAD_JSON);
        for (int i = 0; s.charAt(at) != ']'; i++) {
            Value value = value(s, at);
            if (!elements.element(i, value)) {
                return;
            }
            at = skip(s, value.end(), BAD_ARRAY);
            if (s.charAt(at) == ']') {
                return;
            }
            if (s.charAt(at) != ',') {
                throw new BrokenJson(BAD_ARRAY);
            }
            at = skip(s, at + 1, BAD_JSON);
        }
    }

    private static int skip(String s, int from, String otherwise) throws BrokenJson {
        int at = from;
        while (at < s.length() && " \n\r\t".indexOf(s.charAt(at)) >= 0) {
            at++;
        }
        if (at >= s.length()) {
            throw new BrokenJson(otherwise);
        }
        return at;
    }

    static Value value(String s, int from) throws BrokenJson {
        int at = skip(s, from, BAD_JSON);
        return switch (s.charAt(at)) {
            case '"' -> {
                int end = stringEnd(s, at + 1);
                if (end < 0) {
                    throw new BrokenJson(BAD_STRING);
                }
                yield new Value(Kind.STRING, s.substring(at + 1, end), end + 1);
            }
            case '[' -> block(s, at, Kind.ARRAY, '[', ']', BAD_ARRAY);
            case '{' -> block(s, at, Kind.OBJECT, '{', '}', BAD_OBJECT);
            default -> bare(s, at);
        };
    }

    private static Value bare(String s, int at) throws BrokenJson {
        int end = at;
        while (end < s.length() && " \n\r\t,}]".indexOf(s.charAt(end)) < 0) {
            end++;
        }
        String text = s.substring(at, end);
        Kind kind = switch (text) {
            case "true", "false" -> Kind.BOOLEAN;
            case "null" -> Kind.NULL;
            default -> {
                if (text.isEmpty() || text.charAt(0) != '-' && !Character.isDigit(text.charAt(0))) {
                    throw new BrokenJson(UNKNOWN);
                }
                yield Kind.NUMBER;
            }
        };
        return new Value(kind, text, end);
    }

    private static Value block(String s, int at, Kind kind, char open, char close, String otherwise) throws BrokenJson {
        int level = 0;
        for (int i = at; i < s.length(); i++) {
            char c = s.charAt(i);
            if (c == '"') {
                i = stringEnd(s, i + 1);
                if (i < 0) {
                    break;
                }
            } else if (c == open) {
                level++;
            } else if (c == close && --level == 0) {
                return new Value(kind, s.substring(at, i + 1), i + 1);
            }
        }
        throw new BrokenJson(otherwise);
    }

    /** The place of the quote that ends a string whose inside starts at {@code from}; -1 if there is none. */
    private static int stringEnd(String s, int from) {
        for (int i = from; i < s.length(); i++) {
            char c = s.charAt(i);
            if (c == '\\') {
                i++;
            } else if (c == '"') {
                return i;
            }
        }
        return -1;
    }
}
