package dev.plumbline.embedded.grafana.source;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.Optional;

/** Checks the kinds of a query's fields as Go's decoder does, and says it in its words. */
final class ModelTypes {
    private static final Map<String, String> LOKI = Map.ofEntries(
            Map.entry("expr", "LokiDataQuery.expr string"),
            Map.entry("legendFormat", "LokiDataQuery.legendFormat string"),
            Map.entry("maxLines", "LokiDataQuery.maxLines int64"),
            Map.entry("resolution", "LokiDataQuery.resolution int64"),
            Map.entry("editorMode", "LokiDataQuery.editorMode dataquery.QueryEditorMode"),
            Map.entry("range", "LokiDataQuery.range bool"),
            Map.entry("instant", "LokiDataQuery.instant bool"),
            Map.entry("step", "LokiDataQuery.step string"),
            Map.entry("refId", "LokiDataQuery.refId string"),
            Map.entry("hide", "LokiDataQuery.hide bool"),
            Map.entry("queryType", "LokiDataQuery.queryType string"),
            Map.entry("direction", "direction string"),
            Map.entry("supportingQueryType", "supportingQueryType string"));

    private ModelTypes() {}

    /** Returns what is wrong with the first field of a wrong kind. */
    static Optional<String> loki(JsonNode model) {
        return model.properties().stream()
                .filter(field -> LOKI.containsKey(field.getKey()))
                .flatMap(field -> problem(LOKI.getOrDefault(field.getKey(), ""), field.getValue()).stream())
                .findFirst();
    }

    private static Optional<String> problem(String field, JsonNode value) {
        String[] parts = field.split(" ", 2);
        boolean fits = switch (parts[1]) {
            case "bool" -> value.isBoolean();
            case "int64" -> value.isIntegralNumber() && value.canConvertToLong();
            default -> value.isTextual();
        };
        if (fits || value.isNull()) {
            return Optional.empty();
        }
        String found = switch (value.getNodeType()) {
            case STRING -> "string";
            case BOOLEAN -> "bool";
            case NUMBER -> parts[1].equals("int64") ? "number " + value.asText() : "number";
            case ARRAY -> "array";
            default -> "object";
        };
        return Optional.of("failed to parse query model: json: cannot unmarshal " + found
                + " into Go struct field QueryJSONModel." + parts[0] + " of type " + parts[1]);
    }
}
