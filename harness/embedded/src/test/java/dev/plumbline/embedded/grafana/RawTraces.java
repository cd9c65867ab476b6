package dev.plumbline.embedded.grafana;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashSet;
import java.util.Set;

/** Looks into tables of traces, and into the one cell of a raw answer. */
final class RawTraces {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private RawTraces() {}

    /** Returns the result with a raw answer's text replaced by what it says; Tempo's metrics are volatile. */
    static JsonNode opened(JsonNode result) {
        JsonNode first = result.path("frames").path(0);
        if (!first.path("schema").path("name").asText().equals("Raw response")) {
            return result;
        }
        JsonNode copy = result.deepCopy();
        if (copy.path("frames").path(0).path("data").path("values").path(0) instanceof ArrayNode cells) {
            try {
                JsonNode answer = JSON.readTree(cells.path(0).asText());
                if (answer instanceof ObjectNode object) {
                    object.remove("metrics");
                }
                cells.set(0, answer);
            } catch (JsonProcessingException e) {
                return result;
            }
        }
        return copy;
    }

    /** Returns how many traces a search found, whatever its table; -1 where this is no search. */
    static int count(JsonNode result) {
        JsonNode frame = result.path("frames").path(0);
        JsonNode cells = frame.path("data").path("values").path(0);
        return switch (frame.path("schema").path("name").asText()) {
            case "Traces" -> cells.size();
            case "Spans" -> {
                Set<JsonNode> traces = new HashSet<>();
                cells.forEach(traces::add);
                yield traces.size();
            }
            case "Raw response" -> cells.path(0).path("traces").size();
            default -> -1;
        };
    }
}
