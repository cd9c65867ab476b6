package dev.plumbline.embedded.grafana;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.plumbline.contract.Answer;
import dev.plumbline.contract.Comparison;
import dev.plumbline.contract.Difference;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Holds an answer of {@code /api/ds/query} against a recorded one: frames by their labels, rows as rows. */
final class RecordedAnswers {
    private static final Pattern POSITION = Pattern.compile("\\b\\d+:\\d+\\b|line \\d+, col \\d+");
    private static final Comparison FRAMES = Comparison.strict()
            .unordered(
                    "frames",
                    "frames[*].rows",
                    "frames[*].rows[*].serviceTags",
                    "frames[*].rows[*].tags",
                    "frames[*].rows[*].logs[*].fields",
                    "frames[*].rows[*].references[*].tags")
            .ignoring("**.stats");
    private static final Comparison ORDERED =
            Comparison.strict().unordered("frames").ignoring("**.stats");

    private RecordedAnswers() {}

    /**
     * Compares an answer.
     *
     * @param limit most traces that were asked for, 0 for no limit: where it cuts a set without order, only the count
     *     counts
     */
    static Optional<Difference> compare(JsonNode recorded, Answer got, int limit) {
        if (recorded.has("error")) {
            return first(
                    scalar("status", 500, got.status()),
                    Comparison.strict()
                            .compare(recorded.get("error"), got.body().path("error")));
        }
        JsonNode expected = recorded.path("answer").path("results");
        boolean failed = false;
        for (JsonNode result : expected) {
            failed |= result.has("error");
        }
        Optional<Difference> difference = scalar("status", failed ? 400 : 200, got.status());
        JsonNode results = got.body().path("results");
        Set<String> refIds = new HashSet<>();
        expected.fieldNames().forEachRemaining(refIds::add);
        results.fieldNames().forEachRemaining(refIds::add);
        for (String refId : refIds) {
            difference = first(difference, result(expected.path(refId), results.path(refId), limit));
        }
        return difference;
    }

    private static Optional<Difference> result(JsonNode expected, JsonNode got, int limit) {
        JsonNode wanted = RawTraces.opened(expected);
        JsonNode found = RawTraces.opened(got);
        if (limit > 0 && RawTraces.count(wanted) == limit) {
            return scalar("traces", limit, RawTraces.count(found));
        }
        return first(
                error(expected.path("error"), got.path("error")),
                Comparison.strict().ignoring("error", "frames").compare(expected, got),
                head(expected, got),
                (isLong(expected) ? FRAMES : ORDERED).compare(frames(wanted), frames(found)));
    }

    /** Where rows stand for spans, or lines of several streams, their order is free. */
    private static boolean isLong(JsonNode result) {
        JsonNode first = result.path("frames").path(0).path("schema");
        Set<JsonNode> streams = new HashSet<>();
        result.path("frames").path(0).path("data").path("values").path(0).forEach(streams::add);
        return first.path("name").asText().equals("Trace")
                || first.path("fields").path(0).path("name").asText().equals("labels") && streams.size() > 1;
    }

    private static Optional<Difference> error(JsonNode expected, JsonNode got) {
        if (expected.isMissingNode() || got.isMissingNode()) {
            return Comparison.strict().compare(expected, got);
        }
        return scalar("error", position(expected.asText()), position(got.asText()));
    }

    private static String position(String error) {
        Matcher position = POSITION.matcher(error);
        return position.find() ? position.group() : "";
    }

    /** What one frame carries for all is compared apart: series come in any order, and so do answers that make up one. */
    private static Optional<Difference> head(JsonNode expected, JsonNode got) {
        return Comparison.strict().compare(carried(expected), carried(got));
    }

    private static ObjectNode carried(JsonNode result) {
        ObjectNode carried = JsonNodeFactory.instance.objectNode();
        for (JsonNode frame : result.path("frames")) {
            JsonNode meta = frame.path("schema").path("meta");
            put(carried, "executedQueryString", meta.path("executedQueryString"));
            put(carried, "calculatedMinStep", meta.path("custom").path("calculatedMinStep"));
        }
        return carried;
    }

    private static void put(ObjectNode carried, String key, JsonNode value) {
        if (!value.isMissingNode()) {
            carried.set(key, value);
        }
    }

    private static ObjectNode frames(JsonNode result) {
        ObjectNode out = JsonNodeFactory.instance.objectNode();
        if (!result.has("frames")) {
            return out;
        }
        ArrayNode frames = out.putArray("frames");
        for (JsonNode frame : result.path("frames")) {
            if (isSampledByChance(frame)) {
                continue;
            }
            ObjectNode one = frames.addObject();
            ObjectNode schema = frame.path("schema").deepCopy();
            if (schema.path("meta") instanceof ObjectNode meta) {
                meta.remove("executedQueryString");
                if (meta.path("custom") instanceof ObjectNode custom) {
                    custom.remove("calculatedMinStep");
                    if (custom.isEmpty()) {
                        meta.remove("custom");
                    }
                }
            }
            one.set("schema", schema);
            one.set(
                    "entities",
                    frame.path("data").has("entities")
                            ? frame.path("data").get("entities")
                            : JsonNodeFactory.instance.nullNode());
            one.set("rows", rows(frame));
        }
        return out;
    }

    /** Which spans Tempo takes as exemplars of a metric is chance, and differs from run to run. */
    private static boolean isSampledByChance(JsonNode frame) {
        return frame.path("schema").path("meta").path("dataTopic").asText().equals("annotations");
    }

    private static ArrayNode rows(JsonNode frame) {
        ArrayNode rows = JsonNodeFactory.instance.arrayNode();
        JsonNode values = frame.path("data").path("values");
        JsonNode fields = frame.path("schema").path("fields");
        for (int row = 0; row < values.path(0).size(); row++) {
            ObjectNode cells = rows.addObject();
            for (int column = 0; column < values.size(); column++) {
                String name = fields.path(column).path("name").asText();
                cells.set(name, values.get(column).get(row));
                JsonNode nanos = frame.path("data").path("nanos").path(column).path(row);
                if (!nanos.isMissingNode()) {
                    cells.set(name + " ns", nanos);
                }
            }
        }
        return rows;
    }

    static Optional<Difference> health(JsonNode recorded, Answer got) {
        boolean ok = recorded.path("status").asText().equals("OK");
        String details = recorded.path("details").asText("");
        String gotDetails =
                got.body().has("details") ? got.body().get("details").toString() : "";
        return first(
                scalar("status", ok ? 200 : 400, got.status()),
                Comparison.strict().ignoring("details").compare(recorded, got.body()),
                scalar("details", details, gotDetails));
    }

    private static Optional<Difference> scalar(String name, Object expected, Object got) {
        return expected.equals(got) ? Optional.empty() : Optional.of(new Difference(name, text(expected), text(got)));
    }

    private static JsonNode text(Object value) {
        return value.toString().isEmpty()
                ? MissingNode.getInstance()
                : JsonNodeFactory.instance.textNode(value.toString());
    }

    @SafeVarargs
    private static Optional<Difference> first(Optional<Difference>... differences) {
        for (Optional<Difference> difference : differences) {
            if (difference.isPresent()) {
                return difference;
            }
        }
        return Optional.empty();
    }
}
