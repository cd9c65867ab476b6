package dev.plumbline.collector.contract;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Writes JSON objects inside of label values in one order: Alloy writes them as they lie in a map, in any. */
final class Texts {
    private static final Pattern OBJECT = Pattern.compile("\"((?:\\\\.|[^\"\\\\])*\\{(?:\\\\.|[^\"\\\\])*)\"");
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(com.fasterxml.jackson.databind.DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private Texts() {}

    /** Returns labels as they are printed, with the fields of objects in their values sorted. */
    static String sorted(String labels) {
        return OBJECT.matcher(labels).replaceAll(match -> Matcher.quoteReplacement(value(match.group())));
    }

    private static String value(String quoted) {
        try {
            JsonNode text = JSON.readTree(quoted);
            return JSON.writeValueAsString(sorted(JSON.readTree(text.asText())).toString());
        } catch (com.fasterxml.jackson.core.JacksonException e) {
            return quoted;
        }
    }

    private static JsonNode sorted(JsonNode node) {
        if (node.isArray()) {
            com.fasterxml.jackson.databind.node.ArrayNode array = JSON.createArrayNode();
            node.forEach(element -> array.add(sorted(element)));
            return array;
        }
        if (!node.isObject()) {
            return node;
        }
        TreeMap<String, JsonNode> fields = new TreeMap<>();
        node.properties().forEach(field -> fields.put(field.getKey(), sorted(field.getValue())));
        ObjectNode object = JSON.createObjectNode();
        fields.forEach(object::set);
        return object;
    }
}
