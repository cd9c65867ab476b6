package dev.plumbline.harness.grafana;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * A data source that Grafana has, as far as the browser needs to know it.
 *
 * @param uid uid
 * @param name name
 * @param type plugin
 * @param isDefault whether panels without a data source use it
 * @param timeInterval scrape interval, empty if it is not set
 * @param maxLines most log lines a query asks for, 0 if it is not set
 */
public record KnownSource(String uid, String name, String type, boolean isDefault, String timeInterval, int maxLines) {
    /** Reads one entry of {@code GET /api/datasources}. */
    public static KnownSource of(JsonNode node) {
        JsonNode json = node.path("jsonData");
        return new KnownSource(
                node.path("uid").asText(""),
                node.path("name").asText(""),
                node.path("type").asText(""),
                node.path("isDefault").asBoolean(false),
                json.path("timeInterval").asText(""),
                json.path("maxLines").asInt(0));
    }
}
