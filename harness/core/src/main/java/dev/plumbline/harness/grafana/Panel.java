package dev.plumbline.harness.grafana;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/**
 * A panel of a dashboard.
 *
 * @param id number within the dashboard
 * @param title title as it stands in the model
 * @param type plugin, such as {@code timeseries}
 * @param source data source of the panel
 * @param targets its queries
 * @param model the panel's JSON
 */
public record Panel(int id, String title, String type, DataSourceRef source, List<Target> targets, JsonNode model) {
    public Panel {
        targets = List.copyOf(targets);
    }

    static Panel of(JsonNode model) {
        DataSourceRef own = DataSourceRef.of(model.path("datasource"));
        List<Target> targets = new ArrayList<>();
        int next = 0;
        for (JsonNode target : model.path("targets")) {
            String refId = target.path("refId").asText("");
            targets.add(Target.of(target, refId.isEmpty() ? Character.toString('A' + next) : refId));
            next++;
        }
        DataSourceRef effective = own.equals(DataSourceRef.DEFAULT) && !targets.isEmpty()
                ? targets.getFirst().source()
                : own;
        return new Panel(
                model.path("id").asInt(),
                model.path("title").asText(""),
                model.path("type").asText(""),
                effective,
                targets,
                model);
    }

    /** Returns the data source that a target is really sent to: its own only where the panel is mixed. */
    public DataSourceRef effective(Target target) {
        if (target.source().isExpression()) {
            return target.source();
        }
        return source.isMixed() ? target.source() : source;
    }

    /** Returns the description, empty if there is none. */
    public String description() {
        return model.path("description").asText("");
    }

    /** Returns the unit of its values, empty if there is none. */
    public String unit() {
        return model.path("fieldConfig").path("defaults").path("unit").asText("");
    }
}
