package dev.plumbline.embedded.loki.logql;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A place in JSON, such as {@code user.tier}, {@code tags[0]} or {@code ["odd name"]}. */
final class JsonPath {
    /** One step: a member's name, or an element's index. */
    record Part(String name, int index) {}

    private final String text;
    private int at;

    private JsonPath(String text) {
        this.text = text;
    }

    /**
     * Reads a path.
     *
     * @throws IllegalArgumentException with what is wrong with it
     */
    static List<Part> parse(String text) {
        return new JsonPath(text).parts();
    }

    private List<Part> parts() {
        List<Part> parts = new ArrayList<>();
        skipSpace();
        if (at >= text.length()) {
            throw bad("syntax error: unexpected $end, expecting LSB or FIELD");
        }
        if (identifier(peek(), false)) {
            parts.add(field());
        } else if (peek() == '[') {
            parts.add(access());
        } else {
            throw unexpected("LSB or FIELD");
        }
        for (skipSpace(); at < text.length(); skipSpace()) {
            if (peek() == '.') {
                at++;
                skipSpace();
                if (at >= text.length()) {
                    throw bad("syntax error: unexpected $end, expecting FIELD");
                }
                if (!identifier(peek(), false)) {
                    throw unexpected("FIELD");
                }
                parts.add(field());
            } else if (peek() == '[') {
                parts.add(access());
            } else {
                throw unexpected();
            }
        }
        return List.copyOf(parts);
    }

    private Part field() {
        int start = at;
        while (at < text.length() && identifier(peek(), true)) {
            at++;
        }
        return new Part(text.substring(start, at), -1);
    }

    private Part access() {
        at++;
        skipSpace();
        if (at >= text.length()) {
            throw bad("syntax error: unexpected $end, expecting STRING or INDEX");
        }
        Part part = peek() == '"' ? quoted() : index();
        skipSpace();
        if (at >= text.length()) {
            throw bad("syntax error: unexpected $end, expecting RSB");
        }
        if (peek() != ']') {
            throw unexpected("RSB");
        }
        at++;
        return part;
    }

    private Part quoted() {
        int end = text.indexOf('"', at + 1);
        int bracket = text.indexOf(']', at + 1);
        // the real scanner ends a name at a bracket, too, and then misses the one that should follow
        if (bracket >= 0 && (end < 0 || bracket < end)) {
            at = bracket + 1;
            return new Part(text.substring(text.lastIndexOf('"', bracket) + 1, bracket), -1);
        }
        if (end < 0) {
            throw bad("syntax error: unexpected $end, expecting RSB");
        }
        Part part = new Part(text.substring(at + 1, end), -1);
        at = end + 1;
        return part;
    }

    private Part index() {
        int start = at;
        while (at < text.length() && peek() >= '0' && peek() <= '9') {
            at++;
        }
        if (start == at) {
            throw unexpected("STRING or INDEX");
        }
        if (at < text.length() && peek() == '.') {
            throw bad("cannot use float as array index");
        }
        if (at < text.length() && peek() != ']' && !Character.isWhitespace(peek())) {
            throw bad("non-integer value: " + peek());
        }
        return new Part("", Integer.parseInt(text.substring(start, at)));
    }

    private char peek() {
        return text.charAt(at);
    }

    private void skipSpace() {
        while (at < text.length() && " \t\n".indexOf(peek()) >= 0) {
            at++;
        }
    }

    private static boolean identifier(char c, boolean inside) {
        return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c == '_' || inside && c >= '0' && c <= '9';
    }

    /** Where something has to follow, the real parser takes a character that it does not know for the end. */
    private IllegalArgumentException unexpected(String expected) {
        String found = String.valueOf(unexpected().getMessage());
        return bad((found.startsWith("syntax error") ? found : "syntax error: unexpected $end") + ", expecting "
                + expected);
    }

    private IllegalArgumentException unexpected() {
        String name = switch (peek()) {
            case '[' -> "LSB";
            case ']' -> "RSB";
            case '.' -> "DOT";
            case '"' -> "STRING";
            case '0', '1', '2', '3', '4', '5', '6', '7', '8', '9' -> "INDEX";
            default -> identifier(peek(), false) ? "FIELD" : "";
        };
        return bad(name.isEmpty() ? "unexpected char " + peek() : "syntax error: unexpected " + name);
    }

    private static IllegalArgumentException bad(String why) {
        return new IllegalArgumentException(why);
    }

    /** Finds the value at a path; empty if there is none or the text breaks off before. */
    static Optional<JsonReader.Value> find(String json, List<Part> path) throws JsonReader.BrokenJson {
        // what is looked for may stand in an object or array that breaks off behind it
        JsonReader.Value value = new JsonReader.Value(
                json.startsWith("{") ? JsonReader.Kind.OBJECT : JsonReader.Kind.ARRAY, json, json.length());
        for (Part part : path) {
            Optional<JsonReader.Value> next = step(value, part);
            if (next.isEmpty()) {
                return next;
            }
            value = next.get();
        }
        return Optional.of(value);
    }

    private static Optional<JsonReader.Value> step(JsonReader.Value in, Part part) throws JsonReader.BrokenJson {
        List<JsonReader.Value> found = new ArrayList<>(1);
        if (part.index() >= 0 && in.kind() == JsonReader.Kind.ARRAY) {
            JsonReader.elements(in.text(), (i, v) -> {
                if (i == part.index()) {
                    found.add(v);
                }
                return found.isEmpty();
            });
        } else if (part.index() < 0 && in.kind() == JsonReader.Kind.OBJECT) {
            JsonReader.members(in.text(), (k, v) -> {
                if (k.equals(part.name())) {
                    found.add(v);
                }
                return found.isEmpty();
            });
        }
        return found.stream().findFirst();
    }
}
