package dev.plumbline.embedded.grafana.source;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;

/** Writes a search answer as Go writes Tempo's own types: numbers unquoted, empty fields left out. */
final class RawSearch {
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final List<String> NUMBERS = List.of("startTimeUnixNano", "durationNanos", "durationMs");
    private static final Map<String, String> VALUES = Map.of(
            "stringValue", "string_value",
            "intValue", "int_value",
            "doubleValue", "double_value",
            "boolValue", "bool_value",
            "bytesValue", "bytes_value");

    /** Values that Go leaves out, since they are what a field without a value has. */
    private static final List<String> NOTHING = List.of("", "0", "0.0", "-0.0", "false");

    private RawSearch() {}

    static Frame frame(JsonNode answer) {
        ObjectNode out = NODES.objectNode();
        if (!answer.path("traces").isEmpty()) {
            ArrayNode traces = out.putArray("traces");
            answer.path("traces").forEach(t -> traces.add(trace(t)));
        }
        out.set("metrics", plain(answer.path("metrics")));
        Column response = Column.of("response", Column.Type.STRING);
        response.add(written(out));
        return Frame.of("Raw response", response);
    }

    private static ObjectNode trace(JsonNode trace) {
        ObjectNode out = NODES.objectNode();
        copy(trace, out, "traceID", "rootServiceName", "rootTraceName", "startTimeUnixNano", "durationMs");
        if (trace.has("spanSet")) {
            out.set("spanSet", spanSet(trace.get("spanSet")));
        }
        if (!trace.path("spanSets").isEmpty()) {
            ArrayNode sets = out.putArray("spanSets");
            trace.path("spanSets").forEach(s -> sets.add(spanSet(s)));
        }
        if (!trace.path("serviceStats").isEmpty()) {
            out.set("serviceStats", plain(trace.path("serviceStats")));
        }
        return out;
    }

    private static ObjectNode spanSet(JsonNode set) {
        ObjectNode out = NODES.objectNode();
        ArrayNode spans = out.putArray("spans");
        for (JsonNode span : set.path("spans")) {
            ObjectNode one = spans.addObject();
            copy(span, one, "spanID", "name", "startTimeUnixNano", "durationNanos");
            attributes(span, one);
        }
        copy(set, out, "matched");
        attributes(set, out);
        return out;
    }

    private static void attributes(JsonNode from, ObjectNode to) {
        if (from.path("attributes").isEmpty()) {
            return;
        }
        ArrayNode list = to.putArray("attributes");
        for (JsonNode attribute : from.path("attributes")) {
            ObjectNode one = list.addObject();
            copy(attribute, one, "key");
            one.set("value", value(attribute.path("value")));
        }
    }

    private static ObjectNode value(JsonNode typed) {
        ObjectNode out = NODES.objectNode();
        ObjectNode value = out.putObject("Value");
        JsonNode members = typed.path("arrayValue");
        if (!members.isMissingNode()) {
            ArrayNode array = NODES.arrayNode();
            members.path("values").forEach(m -> array.add(value(m)));
            ObjectNode inner = value.putObject("array_value");
            if (!array.isEmpty()) {
                inner.set("values", array);
            }
            return out;
        }
        typed.properties().stream()
                .filter(v -> !NOTHING.contains(v.getValue().asText()))
                .forEach(v -> value.set(VALUES.getOrDefault(v.getKey(), v.getKey()), Otlp.value(typed)));
        return out;
    }

    private static void copy(JsonNode from, ObjectNode to, String... names) {
        for (String name : names) {
            JsonNode value = from.path(name);
            boolean number = NUMBERS.contains(name) || value.isNumber();
            if (number && value.asLong() != 0) {
                to.put(name, value.asLong());
            } else if (!number && !value.asText("").isEmpty()) {
                to.set(name, value);
            }
        }
    }

    /** Copies counters, which Tempo quotes where they are 64 bits wide. */
    private static ObjectNode plain(JsonNode counters) {
        ObjectNode out = NODES.objectNode();
        counters.properties().forEach(e -> {
            if (e.getValue().isObject()) {
                out.set(e.getKey(), plain(e.getValue()));
            } else {
                out.put(e.getKey(), e.getValue().asLong());
            }
        });
        return out;
    }

    private static String written(JsonNode node) {
        DefaultIndenter lines = new DefaultIndenter("  ", "\n");
        DefaultPrettyPrinter printer =
                new DefaultPrettyPrinter().withObjectIndenter(lines).withArrayIndenter(lines);
        try {
            return JSON.writer(printer)
                    .writeValueAsString(node)
                    .replace("\" : ", "\": ")
                    .replace("{ }", "{}")
                    .replace("<", "\\u003c")
                    .replace(">", "\\u003e")
                    .replace("&", "\\u0026");
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
