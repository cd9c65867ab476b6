package dev.plumbline.contract;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.TextNode;

/**
 * A status and a body.
 *
 * @param status HTTP status code
 * @param type media type without parameters, empty if there was none
 * @param body the body as JSON where it is JSON, else as one text node
 */
public record Answer(int status, String type, JsonNode body) {
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(com.fasterxml.jackson.databind.DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .enable(com.fasterxml.jackson.databind.DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    /** Reads an answer as a recording holds it. */
    public static Answer of(JsonNode recorded) {
        return new Answer(
                recorded.path("status").asInt(),
                recorded.path("type").asText(""),
                recorded.has("json")
                        ? recorded.get("json")
                        : new TextNode(recorded.path("text").asText("")));
    }

    /** Reads an answer as it came over HTTP. */
    public static Answer of(int status, String contentType, String body) {
        String type = contentType.split(";", 2)[0].trim();
        if (type.endsWith("json")) {
            try {
                JsonNode json = JSON.readTree(body);
                if (json != null && !json.isMissingNode()) {
                    return new Answer(status, type, json);
                }
            } catch (JsonProcessingException e) {
                // said to be JSON and is not: kept as text, so that the comparison shows it
            }
        }
        return new Answer(status, type, new TextNode(body));
    }
}
