package dev.plumbline.steps;

import com.fasterxml.jackson.databind.JsonNode;
import dev.plumbline.harness.client.GrafanaClient.DataSource;
import java.util.LinkedHashMap;
import java.util.Map;

/** Finds every place that names a data source: panels, queries, variables, and the links of data sources. */
final class SourceReferences {
    private SourceReferences() {}

    /** Returns uid by the place that names it; internal data sources and variables are left out. */
    static Map<String, String> of(World world) {
        Map<String, String> found = new LinkedHashMap<>();
        for (String uid : world.grafana().dashboardUids()) {
            world.grafana().dashboard(uid).ifPresent(d -> walk("dashboard " + uid, d.path("dashboard"), found));
        }
        for (DataSource listed : world.grafana().dataSources()) {
            DataSource source = world.grafana().dataSource(listed.uid()).orElse(listed);
            walk("data source " + source.uid(), source.jsonData(), found);
        }
        return found;
    }

    /** Returns uid by the place in a dashboard that names it. */
    static Map<String, String> ofDashboard(String uid, JsonNode dashboard) {
        Map<String, String> found = new LinkedHashMap<>();
        walk("dashboard " + uid, dashboard, found);
        return found;
    }

    private static void walk(String place, JsonNode node, Map<String, String> found) {
        if (node.isArray()) {
            for (int i = 0; i < node.size(); i++) {
                walk(place + "[" + i + "]", node.path(i), found);
            }
            return;
        }
        node.properties().forEach(e -> {
            String at = place + "." + e.getKey();
            JsonNode value = e.getValue();
            if (e.getKey().equals("datasourceUid") || e.getKey().equals("alertmanagerUid")) {
                note(at, value.asText(), found);
            } else if (e.getKey().equals("datasource")) {
                note(at, value.isTextual() ? value.asText() : value.path("uid").asText(""), found);
            } else {
                walk(at, value, found);
            }
        });
    }

    private static void note(String place, String uid, Map<String, String> found) {
        if (!uid.isEmpty() && !uid.startsWith("-- ") && !uid.startsWith("$") && !uid.equals("grafana")) {
            found.put(place, uid);
        }
    }
}
