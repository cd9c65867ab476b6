package dev.plumbline.harness.grafana;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/**
 * A dashboard in Grafana's classic (v1) form.
 *
 * @param uid uid
 * @param title title
 * @param panels all panels that query something, nested ones of collapsed rows too, in order
 * @param variables template variables, in order
 * @param model the dashboard's JSON
 */
public record Dashboard(String uid, String title, List<Panel> panels, List<Variable> variables, JsonNode model) {
    public Dashboard {
        panels = List.copyOf(panels);
        variables = List.copyOf(variables);
    }

    /**
     * Reads a dashboard.
     *
     * @param json a model, an answer of the dashboard API, or a v1 resource
     * @throws DashboardException if it is in the v2 form or uses library panels
     */
    public static Dashboard of(JsonNode json) {
        JsonNode model = json.has("dashboard") ? json.get("dashboard") : json;
        String uid = model.path("uid").asText("");
        if (model.has("apiVersion") && model.has("spec")) {
            if (model.path("apiVersion").asText().contains("/v2")) {
                throw new DashboardException("dashboard '"
                        + model.path("metadata").path("name").asText()
                        + "' is in the v2 form (" + model.path("apiVersion").asText()
                        + "); expected v1 JSON: ask /apis/dashboard.grafana.app/v1 for it");
            }
            uid = model.path("metadata").path("name").asText(uid);
            model = model.get("spec");
        }
        if (model.has("elements") && model.has("layout")) {
            throw new DashboardException("dashboard '" + model.path("title").asText()
                    + "' is in the v2 form (elements and layout); expected v1 JSON with panels");
        }
        List<Panel> panels = new ArrayList<>();
        collect(model.path("panels"), panels);
        model.path("rows").forEach(row -> collect(row.path("panels"), panels));
        List<Variable> variables = new ArrayList<>();
        model.path("templating").path("list").forEach(v -> variables.add(Variable.of(v)));
        return new Dashboard(uid, model.path("title").asText(""), panels, variables, model);
    }

    private static void collect(JsonNode list, List<Panel> panels) {
        for (JsonNode panel : list) {
            if (panel.has("libraryPanel")) {
                throw new DashboardException("panel '" + panel.path("title").asText()
                        + "' is the library panel '"
                        + panel.path("libraryPanel").path("name").asText()
                        + "'; its model is not in the dashboard, put the panel itself there");
            }
            if (panel.path("type").asText().equals("row")) {
                collect(panel.path("panels"), panels);
            } else if (!panel.path("targets").isEmpty()) {
                panels.add(Panel.of(panel));
            }
        }
    }
}
