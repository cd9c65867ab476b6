package dev.plumbline.embedded.tempo.api;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.plumbline.embedded.http.Response;
import dev.plumbline.embedded.tempo.traceql.GoFormat;
import dev.plumbline.embedded.tempo.traceql.Static;

/** Writes values as protobuf's JSON does: 64 bit integers as text, defaults left out. */
final class Json {
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private Json() {}

    static ObjectNode object() {
        return NODES.objectNode();
    }

    static Response response(ObjectNode body) {
        return Response.json(200, body);
    }

    static ObjectNode keyValue(String key, Static value) {
        ObjectNode node = object();
        node.put("key", key);
        node.set("value", anyValue(value));
        return node;
    }

    static ObjectNode anyValue(Static value) {
        ObjectNode node = object();
        switch (value.type()) {
            case INT -> node.put("intValue", value.plain());
            case FLOAT -> number(node, "doubleValue", value.asDouble());
            case BOOLEAN -> node.put("boolValue", value.equals(Static.TRUE));
            case INT_ARRAY, FLOAT_ARRAY, STRING_ARRAY, BOOLEAN_ARRAY -> {
                ArrayNode values = node.putObject("arrayValue").putArray("values");
                value.elements().forEach(e -> values.add(anyValue(e)));
            }
            default -> node.put("stringValue", value.plain());
        }
        return node;
    }

    /** Puts a number, as text where JSON has none for it. */
    static void number(ObjectNode node, String field, double value) {
        if (Double.isFinite(value)) {
            node.put(field, value);
        } else {
            node.put(field, GoFormat.general(value).replace("+Inf", "Infinity").replace("-Inf", "-Infinity"));
        }
    }
}
