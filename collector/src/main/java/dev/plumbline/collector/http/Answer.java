package dev.plumbline.collector.http;

import dev.plumbline.collector.json.Json;
import dev.plumbline.collector.json.JsonWriter;
import java.nio.charset.StandardCharsets;

/**
 * A status and a body.
 *
 * @param status HTTP status code
 * @param type content type
 * @param body bytes of the body
 */
record Answer(int status, String type, byte[] body) {
    static Answer text(int status, String text) {
        return new Answer(status, "text/plain; charset=utf-8", text.getBytes(StandardCharsets.UTF_8));
    }

    static Answer json(String type, Object value) {
        return new Answer(200, type, JsonWriter.write(Json.of(value)).getBytes(StandardCharsets.UTF_8));
    }
}
