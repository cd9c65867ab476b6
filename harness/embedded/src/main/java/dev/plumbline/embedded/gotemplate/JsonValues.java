package dev.plumbline.embedded.gotemplate;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Makes template values of JSON: every number is a float, as Go decodes it. */
public final class JsonValues {
    private JsonValues() {}

    /** Returns what templates take for no value. */
    public static Object none() {
        return Nil.NIL;
    }

    /** Returns a value. */
    public static Object of(JsonNode node) {
        return switch (node.getNodeType()) {
            case OBJECT -> {
                Map<String, Object> members = new TreeMap<>();
                node.properties().forEach(m -> members.put(m.getKey(), of(m.getValue())));
                yield new Values.AnyMap(members);
            }
            case ARRAY -> {
                List<Object> list = new ArrayList<>();
                node.forEach(e -> list.add(of(e)));
                yield list;
            }
            case STRING -> node.asText();
            case NUMBER -> node.asDouble();
            case BOOLEAN -> node.asBoolean();
            default -> Nil.NIL;
        };
    }
}
