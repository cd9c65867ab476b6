package dev.plumbline.harness.client;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Asks Alertmanager. */
public final class AlertmanagerClient {
    private final Http http;

    public AlertmanagerClient(Http http) {
        this.http = http;
    }

    /**
     * An alert that Alertmanager holds.
     *
     * @param labels its labels
     * @param state {@code active}, {@code suppressed} or {@code unprocessed}
     * @param receivers names of the receivers it is routed to
     */
    public record Alert(Map<String, String> labels, String state, List<String> receivers) {}

    /** Returns the alerts that Alertmanager holds now. */
    public List<Alert> alerts() {
        List<Alert> alerts = new ArrayList<>();
        http.get("/api/v2/alerts").json().forEach(a -> {
            Map<String, String> labels = new LinkedHashMap<>();
            a.path("labels")
                    .properties()
                    .forEach(l -> labels.put(l.getKey(), l.getValue().asText()));
            List<String> receivers = new ArrayList<>();
            a.path("receivers").forEach(r -> receivers.add(r.path("name").asText()));
            alerts.add(new Alert(labels, a.path("status").path("state").asText(), receivers));
        });
        return alerts;
    }
}
