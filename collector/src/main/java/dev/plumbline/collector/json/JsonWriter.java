package dev.plumbline.collector.json;

import dev.plumbline.collector.golang.GoNumber;
import java.util.Map;
import java.util.TreeMap;

/** Writes JSON without spaces and with the escapes that Go writes; fields are sorted by name, so that one value has one text. */
public final class JsonWriter {
    private static final String HEX = "0123456789abcdef";

    private JsonWriter() {}

    /** Writes a value. */
    public static String write(Json value) {
        StringBuilder out = new StringBuilder();
        append(value, out);
        return out.toString();
    }

    /** Writes a string with its quotes. */
    public static String quoted(String text) {
        StringBuilder out = new StringBuilder(text.length() + 8);
        append(text, out);
        return out.toString();
    }

    private static void append(Json value, StringBuilder out) {
        switch (value) {
            case Json.Null none -> out.append("null");
            case Json.Bool bool -> out.append(bool.value());
            case Json.Num num -> out.append(GoNumber.json(num.value()));
            case Json.Text text -> append(text.value(), out);
            case Json.Array array -> {
                String separator = "[";
                for (Json element : array.elements()) {
                    append(element, out.append(separator));
                    separator = ",";
                }
                out.append(array.elements().isEmpty() ? "[]" : "]");
            }
            case Json.Obj obj -> {
                String separator = "{";
                for (Map.Entry<String, Json> field : new TreeMap<>(obj.fields()).entrySet()) {
                    append(field.getKey(), out.append(separator));
                    append(field.getValue(), out.append(':'));
                    separator = ",";
                }
                out.append(obj.fields().isEmpty() ? "{}" : "}");
            }
        }
    }

    private static void append(String text, StringBuilder out) {
        out.append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '"', '\\' -> out.append('\\').append(c);
                case '\n' -> out.append("\\n");
                case '\r' -> out.append("\\r");
                case '\t' -> out.append("\\t");
                default -> {
                    if (c < ' ' || c == '<' || c == '>' || c == '&' || c == '\u2028' || c == '\u2029') {
                        escape(c, out);
                    } else {
                        out.append(c);
                    }
                }
            }
        }
        out.append('"');
    }

    private static void escape(char c, StringBuilder out) {
        out.append("\\u");
        for (int shift = 12; shift >= 0; shift -= 4) {
            out.append(HEX.charAt(c >> shift & 15));
        }
    }
}
