package dev.plumbline.embedded.alertmanager;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.NullNode;
import dev.plumbline.embedded.http.Request;
import dev.plumbline.embedded.http.Response;
import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.util.LinkedHashMap;
import java.util.Map;

/** Reads the JSON of a request; what cannot be read becomes the answer that the real API gives. */
final class Body {
    static final String STRING = "string";
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private Body() {}

    /** A request has a body that cannot be taken. */
    static final class Bad extends Exception {
        @java.io.Serial
        private static final long serialVersionUID = 1;

        private final transient Response response;

        Bad(Response response) {
            this.response = response;
        }

        Response response() {
            return response;
        }
    }

    static Response invalid(int code, String message) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("code", code);
        body.put("message", message);
        return Response.json(code >= 600 ? 422 : code, body);
    }

    static Bad bad(String what, String because) {
        return new Bad(invalid(400, "parsing " + what + " body from \"\" failed, because " + because));
    }

    /**
     * Reads a body.
     *
     * @param request request
     * @param what what it holds, as messages say
     * @param list whether it is a list, else an object
     * @param type the type that messages name
     * @return its value, a null node where it is {@code null}
     */
    static JsonNode read(Request request, String what, boolean list, String type) throws Bad {
        String media = request.header("content-type")
                .orElse("application/json")
                .split(";", 2)[0]
                .strip();
        if (!media.equalsIgnoreCase("application/json")) {
            throw new Bad(
                    invalid(415, "unsupported media type \"" + media + "\", only [application/json] are allowed"));
        }
        if (request.text().isBlank()) {
            throw new Bad(invalid(602, what + " in body is required"));
        }
        String problem = GoJson.problem(request.text());
        if (!problem.isEmpty()) {
            throw bad(what, problem);
        }
        JsonNode node = parse(request, what);
        if (!node.isNull() && (list ? !node.isArray() : !node.isObject())) {
            throw bad(what, "json: cannot unmarshal " + kind(node) + " into Go value of type " + type);
        }
        return node;
    }

    private static JsonNode parse(Request request, String what) throws Bad {
        try {
            JsonNode node = JSON.readTree(request.text());
            return node == null ? NullNode.getInstance() : node;
        } catch (JsonProcessingException e) {
            throw bad(what, "unexpected EOF");
        }
    }

    static String kind(JsonNode node) {
        if (node.isObject()) {
            return "object";
        }
        if (node.isArray()) {
            return "array";
        }
        return node.isTextual() ? STRING : node.isBoolean() ? "bool" : "number";
    }

    /** Checks that a field, if it is there, is of a kind. */
    static void check(JsonNode field, String what, String kind, String name, String type) throws Bad {
        if (!field.isMissingNode() && !field.isNull() && !kind(field).equals(kind)) {
            throw bad(
                    what,
                    "json: cannot unmarshal " + kind(field) + " into Go struct field " + name + " of type " + type);
        }
    }

    /** Checks a field that holds names and texts. */
    static void checkTexts(JsonNode object, String what, String name) throws Bad {
        check(object, what, "object", name, "models.LabelSet");
        for (JsonNode value : object) {
            check(value, what, STRING, name, STRING);
        }
    }

    /** Checks a field that holds a time, which may be empty. */
    static void checkTime(JsonNode field, String what, String name) throws Bad {
        check(field, what, STRING, name, STRING);
        String text = field.asText("");
        try {
            if (field.isTextual() && !text.isEmpty()) {
                OffsetDateTime.parse(text);
            }
        } catch (DateTimeException e) {
            throw bad(
                    what, "parsing time \"" + text + "\" as \"2006-01-02\": cannot parse \"" + text + "\" as \"2006\"");
        }
    }
}
