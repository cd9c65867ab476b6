package dev.plumbline.steps;

import com.fasterxml.jackson.databind.JsonNode;
import dev.plumbline.harness.client.GrafanaClient;
import dev.plumbline.harness.client.GrafanaClient.Health;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What provisioning should have brought about, where Grafana's log is not at hand: the data sources that dashboards name are
 * there, and healthy as far as Grafana can tell.
 */
final class SourcesInPlace {
    private final GrafanaClient grafana;
    private final Map<String, String> places = new TreeMap<>();

    SourcesInPlace(GrafanaClient grafana) {
        this.grafana = grafana;
    }

    /** Takes in the data sources that a dashboard names. */
    void takeIn(String uid) {
        Optional<JsonNode> served = grafana.dashboard(uid);
        served.map(d -> SourceReferences.ofDashboard(uid, d.path("dashboard")))
                .orElseGet(Map::of)
                .forEach((place, source) -> places.putIfAbsent(source, place));
    }

    /** Returns how many were taken in. */
    int count() {
        return places.size();
    }

    /** Returns what is wrong with them. */
    List<String> problems() {
        List<String> problems = new ArrayList<>();
        places.forEach((source, place) -> {
            if (grafana.dataSource(source).isEmpty()) {
                problems.add("data source " + source + " is not there; " + place + " names it");
                return;
            }
            Health health = grafana.health(source);
            if (health.checkable() && !health.healthy()) {
                problems.add(
                        "data source " + source + " is not healthy: " + health.message() + "; " + place + " names it");
            }
        });
        return problems;
    }
}
