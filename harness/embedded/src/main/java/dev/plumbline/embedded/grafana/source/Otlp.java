package dev.plumbline.embedded.grafana.source;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.Base64;
import java.util.HexFormat;
import java.util.TreeMap;

/** Reads attribute values and identifiers out of OTLP's JSON. */
final class Otlp {
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private Otlp() {}

    /** Returns an attribute's value as Grafana shows it; lists and maps become JSON in a string. */
    static JsonNode value(JsonNode value) {
        if (value.has("intValue")) {
            return NODES.numberNode(value.get("intValue").asLong());
        }
        if (value.has("boolValue")) {
            return value.get("boolValue");
        }
        if (value.has("doubleValue")) {
            return number(value.get("doubleValue"));
        }
        if (value.has("arrayValue")) {
            ArrayNode list = NODES.arrayNode();
            value.path("arrayValue").path("values").forEach(v -> list.add(value(v)));
            return written(list);
        }
        if (value.has("kvlistValue")) {
            TreeMap<String, JsonNode> sorted = new TreeMap<>();
            value.path("kvlistValue")
                    .path("values")
                    .forEach(kv -> sorted.put(kv.path("key").asText(), value(kv.path("value"))));
            ObjectNode object = NODES.objectNode();
            sorted.forEach(object::set);
            return written(object);
        }
        return TextNode.valueOf(value.path("stringValue").asText(""));
    }

    private static JsonNode number(JsonNode value) {
        if (value.isNumber()) {
            return value;
        }
        return TextNode.valueOf(
                switch (value.asText()) {
                    case "Infinity" -> "Inf";
                    case "-Infinity" -> "-Inf";
                    default -> value.asText();
                });
    }

    private static JsonNode written(JsonNode node) {
        try {
            return TextNode.valueOf(JSON.writeValueAsString(node));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Returns attributes as the list of key and value that Grafana shows. */
    static ArrayNode tags(JsonNode attributes) {
        ArrayNode tags = NODES.arrayNode();
        attributes.forEach(a -> {
            ObjectNode tag = tags.addObject();
            tag.set("value", value(a.path("value")));
            tag.put("key", a.path("key").asText());
        });
        return tags;
    }

    /** Returns an identifier, base64 in JSON, as hexadecimal. */
    static String id(JsonNode base64) {
        return HexFormat.of().formatHex(Base64.getDecoder().decode(base64.asText("")));
    }

    /** Returns nanoseconds, a string in JSON, as milliseconds with their fraction. */
    static double millis(JsonNode nanos) {
        return (double) nanos.asLong() / 1_000_000;
    }
}
