package dev.plumbline.harness.grafana;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * How a panel or a target names its data source.
 *
 * @param uid uid, a name, a variable, or empty for the default one
 * @param type plugin, empty if it is not said
 */
public record DataSourceRef(String uid, String type) {
    /** The default data source. */
    static final DataSourceRef DEFAULT = new DataSourceRef("", "");

    static DataSourceRef of(JsonNode node) {
        if (node.isObject()) {
            return new DataSourceRef(
                    node.path("uid").asText(""), node.path("type").asText(""));
        }
        return node.isTextual() ? new DataSourceRef(node.asText(), "") : DEFAULT;
    }

    boolean isMixed() {
        return uid.equals("-- Mixed --");
    }

    /** Tells whether a panel shows what other panels asked for, or Grafana's own data: nothing is queried. */
    boolean isInternal() {
        return uid.equals("-- Dashboard --") || uid.equals("-- Grafana --") || uid.equals("grafana");
    }

    boolean isExpression() {
        return uid.equals("__expr__") || type.equals("__expr__");
    }
}
