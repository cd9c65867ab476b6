package dev.plumbline.harness.grafana;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * A query of a panel.
 *
 * @param refId name within the panel
 * @param hidden whether it is not sent
 * @param source data source that it names itself
 * @param model the target's JSON
 */
public record Target(String refId, boolean hidden, DataSourceRef source, JsonNode model) {
    static Target of(JsonNode model, String refId) {
        return new Target(
                refId, model.path("hide").asBoolean(false), DataSourceRef.of(model.path("datasource")), model);
    }

    /** Returns the query text, whatever its language calls it; empty if there is none. */
    public String text() {
        return model.path("expr").asText(model.path("query").asText(""));
    }
}
