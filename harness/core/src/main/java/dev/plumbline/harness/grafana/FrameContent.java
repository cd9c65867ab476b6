package dev.plumbline.harness.grafana;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/** Counts what is in frames; nothing has many forms. */
final class FrameContent {
    private FrameContent() {}

    static FrameVerdict judge(JsonNode frames) {
        if (frames.isEmpty()) {
            return new FrameVerdict.Empty("no frames");
        }
        List<String> reasons = new ArrayList<>();
        int full = 0;
        long values = 0;
        for (JsonNode frame : frames) {
            Count count = count(frame);
            if (count.reason().isEmpty()) {
                full++;
                values += count.values();
            } else {
                reasons.add(count.reason());
            }
        }
        return full > 0
                ? new FrameVerdict.Data(full, values)
                : new FrameVerdict.Empty(
                        String.join("; ", reasons.stream().distinct().toList()));
    }

    /** What a frame holds; a reason where it shows nothing. */
    private record Count(long values, String reason) {}

    private static Count count(JsonNode frame) {
        JsonNode schema = frame.path("schema");
        JsonNode fields = schema.path("fields");
        if (fields.isEmpty()) {
            String name = schema.path("name").asText("");
            return new Count(0, "a frame without fields" + (name.isEmpty() ? "" : " named '" + name + "'"));
        }
        if (schema.path("meta").path("dataTopic").asText().equals("annotations")) {
            return new Count(0, "only exemplars");
        }
        JsonNode columns = frame.path("data").path("values");
        if (columns.path(0).isEmpty()) {
            return new Count(0, "a frame without rows");
        }
        long values = 0;
        long nonZero = 0;
        long notNumbers = 0;
        for (int column = 0; column < fields.size(); column++) {
            if (fields.path(column).path("type").asText().equals("time")) {
                continue;
            }
            JsonNode entities = frame.path("data").path("entities").path(column);
            values += entities.path("Inf").size() + entities.path("NegInf").size();
            notNumbers += entities.path("NaN").size();
            for (JsonNode cell : columns.path(column)) {
                values += cell.isNull() ? 0 : 1;
                nonZero += cell.isNumber() && cell.asDouble() == 0 || cell.isNull() ? 0 : 1;
            }
        }
        if (values == 0) {
            return new Count(0, notNumbers > 0 ? "every value is NaN" : "every value is null");
        }
        return nonZero == 0 && isTraceMetric(schema)
                ? new Count(0, "every value is 0, which is how TraceQL metrics say nothing")
                : new Count(values, "");
    }

    /** Prometheus and Loki draw graphs too, but only Tempo's frames are named after their series. */
    private static boolean isTraceMetric(JsonNode schema) {
        return schema.path("meta").path("preferredVisualisationType").asText().equals("graph") && schema.has("name");
    }
}
