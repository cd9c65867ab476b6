package dev.plumbline.harness.grafana;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A template variable of a dashboard.
 *
 * @param name name
 * @param type {@code query}, {@code custom}, {@code constant}, {@code interval}, {@code datasource}, {@code textbox}
 * @param source data source of a query
 * @param query what is asked, or the list of values
 * @param regex filter over what comes back, empty for none
 * @param multi whether several may be chosen
 * @param includeAll whether "all" may be chosen
 * @param allValue what "all" stands for, if it is not the list of all options
 * @param current the values chosen when the dashboard was saved
 */
public record Variable(
        String name,
        String type,
        DataSourceRef source,
        JsonNode query,
        String regex,
        boolean multi,
        boolean includeAll,
        Optional<String> allValue,
        List<String> current) {
    /** What Grafana writes for "all". */
    static final String ALL = "$__all";

    public Variable {
        current = List.copyOf(current);
    }

    static Variable of(JsonNode model) {
        List<String> current = new ArrayList<>();
        JsonNode value = model.path("current").path("value");
        if (value.isArray()) {
            value.forEach(v -> current.add(v.asText()));
        } else if (value.isValueNode() && !value.isNull()) {
            current.add(value.asText());
        }
        String all = model.path("allValue").asText("");
        return new Variable(
                model.path("name").asText(""),
                model.path("type").asText(""),
                DataSourceRef.of(model.path("datasource")),
                model.path("query"),
                model.path("regex").asText(""),
                model.path("multi").asBoolean(false),
                model.path("includeAll").asBoolean(false),
                all.isEmpty() || all.equals("null") ? Optional.empty() : Optional.of(all),
                current);
    }

    /** Returns the query as text: some data sources keep it in an object. */
    public String queryText() {
        return query.isObject() ? query.path("query").asText("") : query.asText("");
    }
}
