package dev.plumbline.embedded.grafana.source;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

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

    private static final String PROPERTIES = "internalQueryModel.PrometheusQueryProperties.";
    private static final Map<String, String> PROMETHEUS = Map.ofEntries(
            Map.entry("expr", PROPERTIES + "expr string"),
            Map.entry("range", PROPERTIES + "range bool"),
            Map.entry("instant", PROPERTIES + "instant bool"),
            Map.entry("exemplar", PROPERTIES + "exemplar bool"),
            Map.entry("editorMode", PROPERTIES + "editorMode models.QueryEditorMode"),
            Map.entry("intervalFactor", PROPERTIES + "intervalFactor int64"),
            Map.entry("legendFormat", PROPERTIES + "legendFormat string"),
            Map.entry("scopes", PROPERTIES + "scopes []v0alpha1.ScopeSpec"),
            Map.entry("adhocFilters", PROPERTIES + "adhocFilters []v0alpha1.ScopeFilter"),
            Map.entry("groupByKeys", PROPERTIES + "groupByKeys []string"),
            Map.entry("intervalMs", "internalQueryModel.intervalMs float64"),
            Map.entry("utcOffsetSec", "internalQueryModel.utcOffsetSec int64"),
            Map.entry("interval", "internalQueryModel.interval string"));
    private static final Map<String, String> TEMPO = Map.ofEntries(
            Map.entry("refId", "TempoQuery.refId string"),
            Map.entry("hide", "TempoQuery.hide bool"),
            Map.entry("queryType", "TempoQuery.queryType string"),
            Map.entry("query", "TempoQuery.query string"),
            Map.entry("search", "TempoQuery.search string"),
            Map.entry("serviceName", "TempoQuery.serviceName string"),
            Map.entry("spanName", "TempoQuery.spanName string"),
            Map.entry("minDuration", "TempoQuery.minDuration string"),
            Map.entry("maxDuration", "TempoQuery.maxDuration string"),
            Map.entry("serviceMapIncludeNamespace", "TempoQuery.serviceMapIncludeNamespace bool"),
            Map.entry("serviceMapUseNativeHistograms", "TempoQuery.serviceMapUseNativeHistograms bool"),
            Map.entry("limit", "TempoQuery.limit int64"),
            Map.entry("spss", "TempoQuery.spss int64"),
            Map.entry("filters", "TempoQuery.filters []dataquery.TraceqlFilter"),
            Map.entry("groupBy", "TempoQuery.groupBy []dataquery.TraceqlFilter"),
            Map.entry("tableType", "TempoQuery.tableType dataquery.SearchTableType"),
            Map.entry("step", "TempoQuery.step string"),
            Map.entry("exemplars", "TempoQuery.exemplars int64"),
            Map.entry("metricsQueryType", "TempoQuery.metricsQueryType dataquery.MetricsQueryType"));
    private static final Map<String, String> PROMETHEUS_OPTIONS = Map.of(
            "httpMethod", "PromOptions.httpMethod string",
            "timeInterval", "PromOptions.timeInterval string",
            "queryTimeout", "PromOptions.queryTimeout string",
            "customQueryParameters", "PromOptions.customQueryParameters string",
            "maxSamplesProcessedWarningThreshold", "PromOptions.maxSamplesProcessedWarningThreshold float64",
            "maxSamplesProcessedErrorThreshold", "PromOptions.maxSamplesProcessedErrorThreshold float64",
            "queryStatsEnabled", "PromOptions.queryStatsEnabled bool",
            "manageAlerts", "PromOptions.DataSourceJsonData.manageAlerts bool",
            "alertmanagerUid", "PromOptions.DataSourceJsonData.alertmanagerUid string",
            "exemplarTraceIdDestinations",
                    "PromOptions.exemplarTraceIdDestinations []models.ExemplarTraceIDDestination");

    private ModelTypes() {}

    /** Returns what is wrong with the first field of a wrong kind. */
    static Optional<String> loki(JsonNode model) {
        return first(LOKI, model)
                .map(problem -> "failed to parse query model: " + problem.replace("field ", "field QueryJSONModel."));
    }

    /** Returns what is wrong with the first field of a wrong kind. */
    static Optional<String> prometheus(JsonNode model) {
        return first(PROMETHEUS, model);
    }

    /** Returns what is wrong with the first field of a wrong kind. */
    static Optional<String> tempo(JsonNode model) {
        return first(TEMPO, model);
    }

    /** Returns what is wrong with the settings of a data source of Prometheus. */
    static Optional<String> prometheusOptions(JsonNode json) {
        return first(PROMETHEUS_OPTIONS, json);
    }

    private static Optional<String> first(Map<String, String> fields, JsonNode model) {
        return model.properties().stream()
                .filter(field -> fields.containsKey(field.getKey()))
                .flatMap(field -> problem(fields.getOrDefault(field.getKey(), ""), field.getValue()).stream())
                .findFirst();
    }

    private static Optional<String> problem(String field, JsonNode value) {
        String[] parts = field.split(" ", 2);
        boolean fits = switch (parts[1]) {
            case "bool" -> value.isBoolean();
            case "int64" -> value.isIntegralNumber() && value.canConvertToLong();
            case "float64" -> value.isNumber();
            case "[]string" -> value.isArray() && all(value, JsonNode::isTextual);
            default ->
                parts[1].startsWith("[]") ? value.isArray() && all(value, JsonNode::isObject) : value.isTextual();
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
        return Optional.of(
                "json: cannot unmarshal " + found + " into Go struct field " + parts[0] + " of type " + parts[1]);
    }

    private static boolean all(JsonNode array, Predicate<JsonNode> fits) {
        return array.valueStream().allMatch(one -> one.isNull() || fits.test(one));
    }
}
