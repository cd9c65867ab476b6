package dev.plumbline.harness.grafana;

import com.fasterxml.jackson.databind.JsonNode;
import dev.plumbline.harness.text.Counted;

/**
 * What one query of a panel came to, judged by itself: a batch is a 400 as soon as one query of it fails.
 *
 * <p>As text, each says so in words that a report can show.
 */
public sealed interface FrameVerdict {
    /**
     * The panel would show something.
     *
     * @param frames frames with at least one value
     * @param values values in them that are neither time nor null
     */
    record Data(int frames, long values) implements FrameVerdict {
        @Override
        public String toString() {
            return "data, " + Counted.of(values, "value") + " in " + Counted.of(frames, "frame");
        }
    }

    /**
     * The query worked and found nothing.
     *
     * @param why the form that nothing had
     */
    record Empty(String why) implements FrameVerdict {
        @Override
        public String toString() {
            return "empty, " + why;
        }
    }

    /**
     * The query failed.
     *
     * @param status status of this query
     * @param message what the data source says
     */
    record QueryError(int status, String message) implements FrameVerdict {
        @Override
        public String toString() {
            return "query error " + status + ", " + message;
        }
    }

    /**
     * Grafana does not know the data source: it refuses the whole batch with 404.
     *
     * @param message what Grafana says
     */
    record UnknownDataSource(String message) implements FrameVerdict {
        @Override
        public String toString() {
            return "unknown data source, " + message;
        }
    }

    /**
     * Judges one query.
     *
     * @param status HTTP status of the whole answer
     * @param answer body of the answer to {@code POST /api/ds/query}
     * @param refId the query
     */
    static FrameVerdict of(int status, JsonNode answer, String refId) {
        JsonNode result = answer.path("results").path(refId);
        if (result.isMissingNode()) {
            String message = answer.path("error").asText(answer.path("message").asText(""));
            return status == 404
                    ? new UnknownDataSource(message)
                    : new QueryError(status, message.isEmpty() ? "no result for " + refId : message);
        }
        String error = result.path("error").asText("");
        if (!error.isEmpty() || result.path("status").asInt(200) >= 400) {
            return new QueryError(result.path("status").asInt(status), error);
        }
        return FrameContent.judge(result.path("frames"));
    }

    /** Tells whether the panel would show something. */
    default boolean isData() {
        return this instanceof Data;
    }
}
