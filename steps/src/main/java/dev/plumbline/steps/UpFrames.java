package dev.plumbline.steps;

import com.fasterxml.jackson.databind.JsonNode;

/** Reads the last value of each series in the frames of an answer. */
final class UpFrames {
    private UpFrames() {}

    /** Counts the series whose last value is {@code wanted}. */
    static long countOf(JsonNode answer, double wanted) {
        long count = 0;
        for (JsonNode result : answer.path("results")) {
            for (JsonNode frame : result.path("frames")) {
                JsonNode fields = frame.path("schema").path("fields");
                for (int i = 0; i < fields.size(); i++) {
                    if (fields.path(i).path("type").asText().equals("number")) {
                        JsonNode values = frame.path("data").path("values").path(i);
                        if (!values.isEmpty() && values.path(values.size() - 1).asDouble(-1) == wanted) {
                            count++;
                        }
                    }
                }
            }
        }
        return count;
    }
}
