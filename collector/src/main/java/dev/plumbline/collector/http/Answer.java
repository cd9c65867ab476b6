package dev.plumbline.collector.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.nio.charset.StandardCharsets;

/**
 * A status and a body.
 *
 * @param status HTTP status code
 * @param type content type
 * @param body bytes of the body
 */
record Answer(int status, String type, byte[] body) {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    static Answer text(int status, String text) {
        return new Answer(status, "text/plain; charset=utf-8", text.getBytes(StandardCharsets.UTF_8));
    }

    static Answer json(String type, Object value) {
        try {
            return new Answer(200, type, JSON.writeValueAsBytes(value));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("cannot be written as JSON: " + value.getClass(), e);
        }
    }
}
