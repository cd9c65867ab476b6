package dev.plumbline.harness.client;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;

/**
 * What came back over HTTP.
 *
 * @param question what was asked, for messages
 * @param status status code
 * @param body body as text
 */
public record Reply(String question, int status, String body) {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final int SHOWN = 400;

    /** Tells whether the status is 2xx. */
    public boolean isOk() {
        return status / 100 == 2;
    }

    /**
     * Returns the body as JSON.
     *
     * @throws UnexpectedAnswer if the status is not 2xx or the body is not JSON
     */
    public JsonNode json() {
        if (!isOk()) {
            throw new UnexpectedAnswer(question + " answered " + status + ": " + shortBody());
        }
        return anyJson();
    }

    /**
     * Returns the body as JSON, whatever the status.
     *
     * @throws UnexpectedAnswer if it is not JSON
     */
    public JsonNode anyJson() {
        try {
            return JSON.readTree(body);
        } catch (JsonProcessingException e) {
            throw new UnexpectedAnswer(question + " answered " + status + " with what is not JSON: " + shortBody());
        }
    }

    /** Returns the beginning of the body on one line. */
    public String shortBody() {
        String line = body.strip().replaceAll("\\s+", " ");
        return line.length() <= SHOWN ? line : line.substring(0, SHOWN) + "…";
    }
}
