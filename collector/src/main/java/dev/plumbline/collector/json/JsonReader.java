package dev.plumbline.collector.json;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads one JSON text; where the standard leaves room, as Alloy's library does. */
public final class JsonReader {
    private static final int DEEPEST = 10_000;

    private final String text;
    private int at;
    private int depth;

    private JsonReader(String text) {
        this.text = text;
    }

    /**
     * Reads a text that is one value and nothing else.
     *
     * @throws JsonException if it is not
     */
    public static Json read(String text) throws JsonException {
        JsonReader reader = new JsonReader(text);
        Json value = reader.value();
        if (reader.next() != -1) {
            throw new JsonException("expected the end, found more after the value");
        }
        return value;
    }

    /**
     * Reads a text that is one object; {@code null} counts as one without fields.
     *
     * @throws JsonException if it is anything else
     */
    public static Json.Obj readObject(String text) throws JsonException {
        return switch (read(text)) {
            case Json.Obj obj -> obj;
            case Json.Null none -> Json.Obj.empty();
            case Json.Bool other -> throw notAnObject();
            case Json.Num other -> throw notAnObject();
            case Json.Text other -> throw notAnObject();
            case Json.Array other -> throw notAnObject();
        };
    }

    private static JsonException notAnObject() {
        return new JsonException("expected an object, found another value");
    }

    private Json value() throws JsonException {
        int c = next();
        return switch (c) {
            case '"' -> new Json.Text(string());
            case '{' -> object();
            case '[' -> array();
            case 't' -> literal("rue", new Json.Bool(true));
            case 'f' -> literal("alse", new Json.Bool(false));
            case 'n' -> literal("ull", Json.none());
            case '-', '0', '1', '2', '3', '4', '5', '6', '7', '8', '9' -> {
                at--;
                yield new Json.Num(new JsonNumber(text, at, end -> at = end).read());
            }
            default -> throw unexpected(c);
        };
    }

    private Json literal(String rest, Json value) throws JsonException {
        if (!text.startsWith(rest, at)) {
            throw new JsonException("expected true, false or null");
        }
        at += rest.length();
        return value;
    }

    private Json object() throws JsonException {
        deeper();
        Map<String, Json> fields = new LinkedHashMap<>();
        int c = next();
        if (c != '}') {
            while (true) {
                if (c != '"') {
                    throw unexpected(c);
                }
                String name = string();
                require(':');
                fields.put(name, value());
                c = next();
                if (c == '}') {
                    break;
                }
                if (c != ',') {
                    throw unexpected(c);
                }
                c = next();
            }
        }
        depth--;
        return new Json.Obj(fields);
    }

    private Json array() throws JsonException {
        deeper();
        List<Json> elements = new ArrayList<>();
        if (next() != ']') {
            at--;
            while (true) {
                elements.add(value());
                int c = next();
                if (c == ']') {
                    break;
                }
                if (c != ',') {
                    throw unexpected(c);
                }
            }
        }
        depth--;
        return new Json.Array(elements);
    }

    private void deeper() throws JsonException {
        if (++depth > DEEPEST) {
            throw new JsonException("nested deeper than " + DEEPEST);
        }
    }

    private void require(char wanted) throws JsonException {
        int c = next();
        if (c != wanted) {
            throw unexpected(c);
        }
    }

    /** The quote is behind us. Control characters are only refused up to the first escape. */
    private String string() throws JsonException {
        int start = at;
        for (int i = at; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"') {
                at = i + 1;
                return text.substring(start, i);
            }
            if (c == '\\') {
                return escaped(start, i);
            }
            if (c < ' ') {
                throw new JsonException("control character in a string");
            }
        }
        throw new JsonException("expected a closing quote, found the end");
    }

    private String escaped(int start, int firstEscape) throws JsonException {
        StringBuilder out = new StringBuilder(text.substring(start, firstEscape));
        int i = firstEscape;
        while (i < text.length()) {
            char c = text.charAt(i++);
            if (c == '"') {
                at = i;
                return out.toString();
            }
            if (c != '\\') {
                out.append(c);
            } else if (i < text.length()) {
                i = JsonEscape.append(text, i, out);
            }
        }
        throw new JsonException("expected a closing quote, found the end");
    }

    private int next() {
        while (at < text.length()) {
            char c = text.charAt(at++);
            if (c != ' ' && c != '\n' && c != '\t' && c != '\r') {
                return c;
            }
        }
        return -1;
    }

    private static JsonException unexpected(int c) {
        return new JsonException(c < 0 ? "unexpected end" : "unexpected '" + (char) c + "'");
    }
}
