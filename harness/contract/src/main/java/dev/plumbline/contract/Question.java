package dev.plumbline.contract;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One question of a recording and what the real system answered.
 *
 * @param name what a failure calls it
 * @param method HTTP method, upper case
 * @param path path without query string
 * @param query query string, already encoded, without {@code ?}; empty if there are no parameters
 * @param headers request headers by name
 * @param body request body, empty if there is none
 * @param recorded the whole question as recorded, for what this record does not name
 * @param answer what the real system answered
 */
public record Question(
        String name,
        String method,
        String path,
        String query,
        Map<String, String> headers,
        Optional<String> body,
        JsonNode recorded,
        Answer answer) {

    /** Lists the questions of a recording, in the order in which they were asked. */
    public static List<Question> of(JsonNode recording) {
        List<Question> questions = new ArrayList<>();
        recording.path("questions").forEach(q -> questions.add(of1(q)));
        return questions;
    }

    private static Question of1(JsonNode q) {
        Map<String, String> headers = new LinkedHashMap<>();
        Optional<String> body = Optional.empty();
        if (q.has("json")) {
            headers.put("Content-Type", "application/json");
            body = Optional.of(q.get("json").toString());
        } else if (q.has("form")) {
            headers.put("Content-Type", "application/x-www-form-urlencoded");
            body = Optional.of(encoded(q.get("form")));
        } else if (q.has("text")) {
            body = Optional.of(q.get("text").asText());
        }
        q.path("headers")
                .properties()
                .forEach(h -> headers.put(h.getKey(), h.getValue().asText()));
        String method = q.path("method").asText(body.isPresent() ? "POST" : "GET");
        return new Question(
                q.path("name").asText(),
                method,
                q.path("path").asText(),
                encoded(q.path("params")),
                headers,
                body,
                q,
                Answer.of(q.path("answer")));
    }

    private static String encoded(JsonNode parameters) {
        List<String> pairs = new ArrayList<>();
        parameters.properties().forEach(p -> {
            if (p.getValue().isArray()) {
                p.getValue().forEach(v -> pairs.add(pair(p.getKey(), v)));
            } else {
                pairs.add(pair(p.getKey(), p.getValue()));
            }
        });
        return String.join("&", pairs);
    }

    private static String pair(String name, JsonNode value) {
        return URLEncoder.encode(name, StandardCharsets.UTF_8)
                + "="
                + URLEncoder.encode(value.asText(), StandardCharsets.UTF_8);
    }
}
