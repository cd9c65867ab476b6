package dev.plumbline.embedded.grafana.source;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;

/**
 * What one query came to.
 *
 * @param status status of this query, as HTTP status codes go
 * @param error what went wrong
 * @param errorSource {@code downstream}, {@code plugin} or empty
 * @param frames data frames; absent, not empty, where the data source hands none out at all
 */
public record Result(int status, Optional<String> error, String errorSource, Optional<List<JsonNode>> frames) {
    static Result ok(List<Frame> frames) {
        return new Result(200, Optional.empty(), "", Optional.of(json(frames)));
    }

    static Result failed(int status, String error, String source) {
        return new Result(status, Optional.of(error), source, Optional.empty());
    }

    Result with(List<Frame> more) {
        return new Result(status, error, errorSource, Optional.of(json(more)));
    }

    /** Tells whether the query failed. */
    public boolean isFailed() {
        return error.isPresent();
    }

    /** Writes the result as {@code /api/ds/query} does. */
    public JsonNode json() {
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        error.ifPresent(text -> node.put("error", text).put("errorSource", errorSource));
        node.put("status", status);
        frames.ifPresent(list -> {
            ArrayNode array = node.putArray("frames");
            list.forEach(array::add);
        });
        return node;
    }

    private static List<JsonNode> json(List<Frame> frames) {
        return frames.stream().map(Frame::json).toList();
    }
}
