package dev.plumbline.harness.grafana;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * One query of one panel, ready to be sent.
 *
 * @param panel title of the panel
 * @param refId name of the query within the panel
 * @param sourceUid uid of the data source it goes to
 * @param sourceType plugin of that data source, empty if it is not known
 * @param text the query with its variables replaced
 * @param body body of {@code POST /api/ds/query} with this query alone
 */
public record PanelQuery(String panel, String refId, String sourceUid, String sourceType, String text, JsonNode body) {}
