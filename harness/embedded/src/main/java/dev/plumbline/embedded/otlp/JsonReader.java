package dev.plumbline.embedded.otlp;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** Reads JSON value by value, as lenient and as strict as the Collector's reader. */
final class JsonReader extends JsonCursor {
    JsonReader(byte[] bytes) {
        super(bytes);
    }

    /** Steps to the next field of an object and returns its name; empty at the object's end, or where it is null. */
    String field() {
        int c = token();
        switch (c) {
            case 'n' -> rest("ull");
            case '{' -> {
                int first = token();
                if (first == '"') {
                    back();
                    return name();
                }
                if (first != '}') {
                    throw error("ReadObject", "expect \" after {, but found " + shown(first));
                }
            }
            case ',' -> {
                return name();
            }
            case '}' -> {}
            default -> throw error("ReadObject", "expect { or , or } or n, but found " + shown(c));
        }
        return "";
    }

    private String name() {
        String name = string();
        int colon = token();
        if (colon != ':') {
            throw error("ReadObject", "expect : after object field, but found " + shown(colon));
        }
        return name;
    }

    /** Steps to the next element of an array; false at its end, or where it is null. */
    boolean element() {
        int c = token();
        switch (c) {
            case 'n' -> rest("ull");
            case '[' -> {
                if (token() != ']') {
                    back();
                    return true;
                }
            }
            case ',' -> {
                return true;
            }
            case ']' -> {}
            default -> throw error("ReadArray", "expect [ or , or ] or n, but found " + shown(c));
        }
        return false;
    }

    boolean bool() {
        int c = token();
        switch (c) {
            case 't' -> rest("rue");
            case 'f' -> rest("alse");
            default -> throw error("ReadBool", "expect t or f, but found " + shown(c));
        }
        return c == 't';
    }

    /** Returns a text; empty where it is null. */
    String string() {
        int c = token();
        if (c == 'n') {
            rest("ull");
            return "";
        }
        if (c != '"') {
            throw error("ReadString", "expects \" or n, but found " + shown(c));
        }
        for (int i = head(); i < length() && at(i) != '\\'; i++) {
            if (at(i) == '"') {
                String text = text(head(), i);
                moveTo(i + 1);
                return text;
            }
            if (at(i) < ' ') {
                throw error("ReadString", "invalid control character found: " + at(i));
            }
        }
        return escaped();
    }

    private String escaped() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        while (!ended()) {
            int c = take();
            if (c == '"') {
                return out.toString(StandardCharsets.UTF_8);
            }
            if (c == '\\') {
                out.writeBytes(escape(take()).getBytes(StandardCharsets.UTF_8));
            } else {
                out.write(c);
            }
        }
        throw error("readStringSlowPath", "unexpected end of input");
    }

    private String escape(int c) {
        int known = "\"\\/bfnrt".indexOf(c);
        if (known >= 0) {
            return String.valueOf("\"\\/\b\f\n\r\t".charAt(known));
        }
        if (c != 'u') {
            throw error("readEscapedChar", "invalid escape char after \\");
        }
        char unit = unit();
        if (!Character.isSurrogate(unit) || ended()) {
            return String.valueOf(unit);
        }
        int after = take();
        if (after != '\\') {
            back();
            return "\uFFFD";
        }
        int kind = take();
        if (kind != 'u') {
            return "\uFFFD" + escape(kind);
        }
        char second = unit();
        return Character.isSurrogatePair(unit, second) ? "" + unit + second : "\uFFFD" + second;
    }

    private char unit() {
        int value = 0;
        for (int i = 0; i < 4 && !ended(); i++) {
            int c = take();
            int digit = ended() ? 0 : Character.digit(c, 16);
            if (digit < 0) {
                throw error("readU4", "expects 0~9 or a~f, but found " + shown(c));
            }
            value = value * 16 + digit;
        }
        return (char) value;
    }

    /** Returns a text as it stands, with its escapes; it may not be null. */
    String raw() {
        int c = token();
        if (c != '"') {
            throw error("ReadStringAsSlice", "expects \" or n, but found " + shown(c));
        }
        int start = head();
        int end = start;
        while (end < length() && at(end) != '"') {
            end++;
        }
        if (end == length()) {
            end();
        } else {
            moveTo(end + 1);
        }
        return text(start, end);
    }

    /** Passes over a value. */
    void skip() {
        int c = token();
        switch (c) {
            case '"' -> skipString();
            case 'n' -> rest("ull");
            case 't' -> rest("rue");
            case 'f' -> rest("alse");
            case '0', '-', '1', '2', '3', '4', '5', '6', '7', '8', '9' -> {
                back();
                JsonNumbers.skip(this);
            }
            case '[' -> skipArray();
            case '{' -> skipObject();
            default -> throw error("Skip", "do not know how to skip: " + c);
        }
    }

    private void skipString() {
        for (int i = head(); i < length() && at(i) != '\\' && at(i) != '"'; i++) {
            if (at(i) < ' ') {
                throw error("trySkipString", "invalid control character found: " + at(i));
            }
        }
        back();
        string();
    }

    private void skipArray() {
        if (token() == ']') {
            return;
        }
        back();
        int c;
        do {
            skip();
            c = token();
        } while (c == ',');
        if (c != ']') {
            throw error("ReadArrayCB", "expect ] in the end, but found " + shown(c));
        }
    }

    private void skipObject() {
        int c = token();
        if (c == '}') {
            return;
        }
        if (c != '"') {
            throw error("ReadObjectCB", "expect \" after {, but found " + shown(c));
        }
        back();
        do {
            name();
            skip();
            c = token();
        } while (c == ',');
        if (c != '}') {
            throw error("ReadObjectCB", "object not ended with }");
        }
    }
}
