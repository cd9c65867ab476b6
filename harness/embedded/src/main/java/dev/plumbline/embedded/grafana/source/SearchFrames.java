package dev.plumbline.embedded.grafana.source;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Turns the answer to a TraceQL search into a table of traces, spans nested, or of spans. */
final class SearchFrames {
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private final String uid;
    private final String sourceName;

    /**
     * Starts with the data source that links shall lead to.
     *
     * @param uid its uid
     * @param sourceName its name
     */
    SearchFrames(String uid, String sourceName) {
        this.uid = uid;
        this.sourceName = sourceName;
    }

    Frame traces(JsonNode answer) {
        Column id = Column.of("traceID", Column.Type.STRING).config("displayNameFromDS", "Trace ID");
        id.config("links", link("Trace", "${__value.raw}", false));
        Column start = Column.of("startTime", Column.Type.TIME).config("displayNameFromDS", "Start time");
        Column service = Column.of("traceService", Column.Type.STRING).config("displayNameFromDS", "Service");
        Column name = Column.of("traceName", Column.Type.STRING).config("displayNameFromDS", "Name");
        Column duration = Column.nullable("traceDuration", Column.Type.NUMBER)
                .config("displayNameFromDS", "Duration")
                .config("unit", "ms")
                .config("noValue", "<1 ms");
        Column nested = Column.of("nested", Column.Type.JSON);
        for (JsonNode trace : newestFirst(answer)) {
            id.add(trace.path("traceID").asText(""));
            start.addTime(trace.path("startTimeUnixNano").asLong());
            service.add(trace.path("rootServiceName").asText(""));
            name.add(trace.path("rootTraceName").asText(""));
            if (trace.path("durationMs").asLong() >= 1) {
                duration.add(trace.path("durationMs").asDouble());
            } else {
                duration.addNull();
            }
            nested.add(nested(trace));
        }
        Frame frame = Frame.of("Traces", id, start, service, name, duration, nested);
        frame.meta().put("preferredVisualisationType", "table");
        frame.meta().putArray("uniqueRowIdFields").add(0);
        return frame;
    }

    private ArrayNode nested(JsonNode trace) {
        List<JsonNode> sets = new ArrayList<>();
        if (trace.has("spanSet")) {
            sets.add(trace.get("spanSet"));
        } else {
            trace.path("spanSets").forEach(sets::add);
        }
        Schema schema = Schema.of(sets);
        ArrayNode frames = NODES.arrayNode();
        for (JsonNode set : sets) {
            List<Column> columns = new ArrayList<>();
            columns.add(hidden());
            columns.add(spanId());
            columns.add(Column.of("time", Column.Type.TIME)
                    .config("displayNameFromDS", "Start time")
                    .config("custom", width(200)));
            schema.addTo(columns);
            set.path("spans").forEach(span -> {
                columns.get(0).add(trace.path("traceID").asText(""));
                columns.get(1).add(span.path("spanID").asText(""));
                columns.get(2).addTime(span.path("startTimeUnixNano").asLong());
                schema.fill(columns, 3, set, span);
            });
            frames.add(table(columns).json());
        }
        return frames;
    }

    Frame spans(JsonNode answer) {
        List<JsonNode> sets = new ArrayList<>();
        answer.path("traces").forEach(t -> t.path("spanSets").forEach(sets::add));
        Schema schema = Schema.of(sets);
        List<Column> columns = new ArrayList<>();
        columns.add(hidden());
        columns.add(Column.of("traceService", Column.Type.STRING)
                .config("displayNameFromDS", "Trace Service")
                .config("custom", width(200)));
        columns.add(Column.of("traceName", Column.Type.STRING)
                .config("displayNameFromDS", "Trace Name")
                .config("custom", width(200)));
        columns.add(spanId());
        columns.add(Column.of("time", Column.Type.TIME).config("displayNameFromDS", "Start time"));
        schema.addTo(columns);
        for (JsonNode trace : newestFirst(answer)) {
            trace.path("spanSets")
                    .forEach(set -> set.path("spans").forEach(span -> {
                        columns.get(0).add(trace.path("traceID").asText(""));
                        columns.get(1).add(trace.path("rootServiceName").asText(""));
                        columns.get(2).add(trace.path("rootTraceName").asText(""));
                        columns.get(3).add(span.path("spanID").asText(""));
                        columns.get(4).addTime(span.path("startTimeUnixNano").asLong());
                        schema.fill(columns, 5, set, span);
                    }));
        }
        return table(columns);
    }

    private static List<JsonNode> newestFirst(JsonNode answer) {
        List<JsonNode> traces = new ArrayList<>();
        answer.path("traces").forEach(traces::add);
        traces.sort(Comparator.comparingLong(
                        (JsonNode t) -> t.path("startTimeUnixNano").asLong())
                .reversed());
        return traces;
    }

    private static Frame table(List<Column> columns) {
        Frame frame = Frame.of("Spans", columns);
        frame.meta().put("preferredVisualisationType", "table");
        return frame;
    }

    private static Column hidden() {
        return Column.of("traceIdHidden", Column.Type.STRING).config("custom", hideFromViz(true));
    }

    private Column spanId() {
        return Column.of("spanID", Column.Type.STRING)
                .config("displayNameFromDS", "Span ID")
                .config("unit", "string")
                .config("custom", width(200))
                .config("links", link("Span", "${__data.fields.traceIdHidden}", true));
    }

    private ArrayNode link(String title, String query, boolean span) {
        ArrayNode links = NODES.arrayNode();
        ObjectNode internal =
                links.addObject().put("title", title + ": ${__value.raw}").putObject("internal");
        internal.putObject("query").put("query", query).put("queryType", "traceql");
        internal.put("datasourceUid", uid).put("datasourceName", sourceName);
        if (span) {
            internal.putObject("panelsState").putObject("trace").put("spanId", "${__value.raw}");
        }
        return links;
    }

    private static ObjectNode width(int pixels) {
        return NODES.objectNode().put("width", pixels);
    }

    private static ObjectNode hideFromViz(boolean hide) {
        ObjectNode custom = NODES.objectNode();
        custom.putObject("hideFrom").put("viz", hide);
        return custom;
    }

    /** Columns that depend on what was found: the union of all attributes, sorted. */
    private record Schema(boolean named, Map<String, Column.Type> attributes) {
        static Schema of(List<JsonNode> sets) {
            boolean named = false;
            Map<String, Column.Type> types = new TreeMap<>();
            for (JsonNode set : sets) {
                collect(set.path("attributes"), types);
                for (JsonNode span : set.path("spans")) {
                    named |= !span.path("name").asText("").isEmpty();
                    collect(span.path("attributes"), types);
                }
            }
            return new Schema(named, types);
        }

        private static void collect(JsonNode attributes, Map<String, Column.Type> types) {
            attributes.forEach(a -> types.put(a.path("key").asText(), type(a.path("value"))));
        }

        private static Column.Type type(JsonNode value) {
            return value.has("intValue") || value.has("doubleValue")
                    ? Column.Type.NUMBER
                    : value.has("boolValue") ? Column.Type.BOOL : Column.Type.STRING;
        }

        void addTo(List<Column> columns) {
            columns.add(Column.of("name", Column.Type.STRING)
                    .config("displayNameFromDS", "Name")
                    .config("custom", hideFromViz(!named)));
            attributes.forEach(
                    (name, type) -> columns.add(Column.nullable(name, type).config("displayNameFromDS", name)));
            columns.add(Column.of("duration", Column.Type.NUMBER)
                    .config("displayNameFromDS", "Duration")
                    .config("unit", "ns")
                    .config("custom", width(120)));
        }

        void fill(List<Column> columns, int from, JsonNode set, JsonNode span) {
            Map<String, JsonNode> values = new TreeMap<>();
            set.path("attributes").forEach(a -> values.put(a.path("key").asText(), a.path("value")));
            span.path("attributes").forEach(a -> values.put(a.path("key").asText(), a.path("value")));
            columns.get(from).add(span.path("name").asText(""));
            int at = from + 1;
            for (String name : attributes.keySet()) {
                JsonNode value = values.get(name);
                columns.get(at++).add(value == null ? NullNode.getInstance() : Otlp.value(value));
            }
            columns.get(at).add(span.path("durationNanos").asDouble());
        }
    }
}
