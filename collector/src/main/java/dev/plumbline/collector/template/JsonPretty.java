package dev.plumbline.collector.template;

import dev.plumbline.collector.json.Json;
import dev.plumbline.collector.json.JsonWriter;
import java.util.Map;
import java.util.TreeMap;

/** Writes JSON over several lines, indented by two spaces. */
final class JsonPretty {
    private JsonPretty() {}

    static String write(Json value) {
        StringBuilder out = new StringBuilder();
        append(value, "\n", out);
        return out.toString();
    }

    private static void append(Json value, String lineEnd, StringBuilder out) {
        String inner = lineEnd + "  ";
        if (value instanceof Json.Array array && !array.elements().isEmpty()) {
            String separator = "[";
            for (Json element : array.elements()) {
                append(element, inner, out.append(separator).append(inner));
                separator = ",";
            }
            out.append(lineEnd).append(']');
        } else if (value instanceof Json.Obj obj && !obj.fields().isEmpty()) {
            String separator = "{";
            for (Map.Entry<String, Json> field : new TreeMap<>(obj.fields()).entrySet()) {
                out.append(separator)
                        .append(inner)
                        .append(JsonWriter.quoted(field.getKey()))
                        .append(": ");
                append(field.getValue(), inner, out);
                separator = ",";
            }
            out.append(lineEnd).append('}');
        } else {
            out.append(JsonWriter.write(value));
        }
    }
}
