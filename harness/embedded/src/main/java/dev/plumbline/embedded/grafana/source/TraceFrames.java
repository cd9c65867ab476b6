package dev.plumbline.embedded.grafana.source;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Turns one trace into one frame: a row a span. */
final class TraceFrames {
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final Map<String, String> KINDS = Map.of(
            "SPAN_KIND_INTERNAL", "internal",
            "SPAN_KIND_SERVER", "server",
            "SPAN_KIND_CLIENT", "client",
            "SPAN_KIND_PRODUCER", "producer",
            "SPAN_KIND_CONSUMER", "consumer");
    private static final List<String> TEXTS =
            List.of("traceID", "spanID", "parentSpanID", "operationName", "serviceName", "serviceNamespace", "kind");

    private TraceFrames() {}

    static Frame read(JsonNode resourceSpans) {
        List<Column> columns = Stream.of(
                        TEXTS.stream().map(n -> Column.of(n, Column.Type.STRING)),
                        Stream.of(Column.of("statusCode", Column.Type.INTEGER)),
                        Stream.of(
                                        "statusMessage",
                                        "instrumentationLibraryName",
                                        "instrumentationLibraryVersion",
                                        "traceState")
                                .map(n -> Column.of(n, Column.Type.STRING)),
                        Stream.of(
                                Column.of("serviceTags", Column.Type.JSON),
                                Column.of("startTime", Column.Type.NUMBER),
                                Column.of("duration", Column.Type.NUMBER),
                                Column.of("logs", Column.Type.JSON),
                                Column.of("references", Column.Type.JSON),
                                Column.of("tags", Column.Type.JSON)))
                .flatMap(s -> s)
                .toList();
        for (JsonNode resource : resourceSpans) {
            JsonNode scopes = resource.has("scopeSpans")
                    ? resource.path("scopeSpans")
                    : resource.path("instrumentationLibrarySpans");
            JsonNode attributes = resource.path("resource").path("attributes");
            if (!attributes.isEmpty()) {
                for (JsonNode scope : scopes) {
                    scope.path("spans").forEach(span -> row(columns, attributes, scope.path("scope"), span));
                }
            }
        }
        Frame frame = Frame.of("Trace", columns);
        frame.meta().put("preferredVisualisationType", "trace");
        return frame;
    }

    private static void row(List<Column> columns, JsonNode resource, JsonNode scope, JsonNode span) {
        columns.get(0).add(Otlp.id(span.path("traceId")));
        columns.get(1).add(Otlp.id(span.path("spanId")));
        columns.get(2).add(Otlp.id(span.path("parentSpanId")));
        columns.get(3).add(span.path("name").asText(""));
        columns.get(4).add(attribute(resource, "service.name").orElse("OTLPResourceNoServiceName"));
        columns.get(5)
                .add(attribute(resource, "service.namespace")
                        .filter(n -> !n.isEmpty())
                        .or(() -> attribute(resource, "service.namespace.name"))
                        .orElse(""));
        columns.get(6).add(KINDS.getOrDefault(span.path("kind").asText(), ""));
        columns.get(7).add(NODES.numberNode(status(span.path("status").path("code"))));
        columns.get(8).add(span.path("status").path("message").asText(""));
        columns.get(9).add(scope.path("name").asText(""));
        columns.get(10).add(scope.path("version").asText(""));
        columns.get(11).add(span.path("traceState").asText(""));
        columns.get(12).add(Otlp.tags(resource));
        columns.get(13).add(Otlp.millis(span.path("startTimeUnixNano")));
        columns.get(14)
                .add((span.path("endTimeUnixNano").asLong()
                                - span.path("startTimeUnixNano").asLong())
                        / 1e6);
        columns.get(15).add(logs(span.path("events")));
        columns.get(16).add(references(span.path("links")));
        ArrayNode tags = Otlp.tags(span.path("attributes"));
        tags.addAll(Otlp.tags(scope.path("attributes")));
        columns.get(17).add(tags);
    }

    private static Optional<String> attribute(JsonNode attributes, String key) {
        Optional<String> found = Optional.empty();
        for (JsonNode attribute : attributes) {
            if (attribute.path("key").asText().equals(key)) {
                found = Optional.of(attribute.path("value").path("stringValue").asText(""));
            }
        }
        return found;
    }

    private static int status(JsonNode code) {
        return switch (code.asText("")) {
            case "STATUS_CODE_OK", "1" -> 1;
            case "STATUS_CODE_ERROR", "2" -> 2;
            default -> 0;
        };
    }

    private static JsonNode logs(JsonNode events) {
        if (events.isEmpty()) {
            return NullNode.getInstance();
        }
        ArrayNode logs = NODES.arrayNode();
        for (JsonNode event : events) {
            ObjectNode log = logs.addObject();
            log.put("timestamp", Otlp.millis(event.path("timeUnixNano")));
            log.set("fields", Otlp.tags(event.path("attributes")));
            String name = event.path("name").asText("");
            if (!name.isEmpty()) {
                log.put("name", name);
            }
        }
        return logs;
    }

    private static JsonNode references(JsonNode links) {
        if (links.isEmpty()) {
            return NullNode.getInstance();
        }
        ArrayNode references = NODES.arrayNode();
        for (JsonNode link : links) {
            ObjectNode reference = references.addObject();
            reference.put("spanID", Otlp.id(link.path("spanId"))).put("traceID", Otlp.id(link.path("traceId")));
            reference.set("tags", Otlp.tags(link.path("attributes")));
        }
        return references;
    }
}
