package dev.plumbline.harness.dashboards;

import com.fasterxml.jackson.databind.JsonNode;
import dev.plumbline.harness.client.GrafanaClient;
import dev.plumbline.harness.grafana.Dashboard;
import dev.plumbline.harness.grafana.DataSourceRef;
import dev.plumbline.harness.grafana.KnownSource;
import dev.plumbline.harness.grafana.Templating;
import dev.plumbline.harness.grafana.TimeRange;
import dev.plumbline.harness.grafana.Variable;
import dev.plumbline.harness.grafana.VariableOptions;
import dev.plumbline.harness.grafana.VariableOptions.Lookup;
import dev.plumbline.harness.grafana.VariableValue;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** Finds what the variables of a dashboard stand for when it is opened, in their order, asking through Grafana. */
final class Variables {
    private final GrafanaClient grafana;
    private final Dashboard dashboard;
    private final TimeRange range;
    private final List<KnownSource> sources;

    Variables(GrafanaClient grafana, Dashboard dashboard, TimeRange range, List<KnownSource> sources) {
        this.grafana = grafana;
        this.dashboard = dashboard;
        this.range = range;
        this.sources = sources;
    }

    Map<String, VariableValue> resolve() {
        Map<String, VariableValue> values = new LinkedHashMap<>();
        for (Variable variable : dashboard.variables()) {
            Templating templating = new Templating(dashboard, range, values);
            Lookup lookup = VariableOptions.lookup(variable, templating);
            List<String> options = VariableOptions.filtered(variable, options(variable, lookup, templating));
            values.put(variable.name(), VariableOptions.opened(variable, options));
        }
        return values;
    }

    private List<String> options(Variable variable, Lookup lookup, Templating templating) {
        return switch (lookup) {
            case Lookup.Fixed fixed -> fixed.values();
            case Lookup.LabelValues wanted -> labelValues(source(variable, templating), wanted);
            case Lookup.LabelNames wanted ->
                texts(ask(source(variable, templating), "/api/v1/labels", parameters(wanted.selector())));
            case Lookup.Metrics wanted -> {
                Pattern regex = Pattern.compile(wanted.regex());
                yield texts(ask(source(variable, templating), "/api/v1/label/__name__/values", parameters(""))).stream()
                        .filter(name -> regex.matcher(name).find())
                        .toList();
            }
            case Lookup.QueryResult wanted -> {
                JsonNode result = ask(
                                source(variable, templating),
                                "/api/v1/query",
                                Map.of("query", wanted.expression(), "time", String.valueOf(range.toMs() / 1000)))
                        .path("result");
                List<String> rows = new ArrayList<>();
                result.forEach(r -> rows.add(row(r)));
                yield rows;
            }
        };
    }

    private List<String> labelValues(KnownSource source, Lookup.LabelValues wanted) {
        if (source.type().equals("loki")) {
            Map<String, String> parameters = new LinkedHashMap<>();
            parameters.put("start", range.fromMs() + "000000");
            parameters.put("end", range.toMs() + "000000");
            if (!wanted.selector().isEmpty()) {
                parameters.put("query", wanted.selector());
            }
            return texts(ask(source, "/loki/api/v1/label/" + wanted.label() + "/values", parameters));
        }
        return texts(ask(source, "/api/v1/label/" + wanted.label() + "/values", parameters(wanted.selector())));
    }

    private Map<String, String> parameters(String selector) {
        Map<String, String> parameters = new LinkedHashMap<>();
        parameters.put("start", String.valueOf(range.fromMs() / 1000));
        parameters.put("end", String.valueOf(range.toMs() / 1000 + 1));
        if (!selector.isEmpty()) {
            parameters.put("match[]", selector);
        }
        return parameters;
    }

    private JsonNode ask(KnownSource source, String path, Map<String, String> parameters) {
        return grafana.proxy(source.uid(), path, parameters).json().path("data");
    }

    private KnownSource source(Variable variable, Templating templating) {
        DataSourceRef reference = variable.source();
        String wanted = templating.replace(reference.uid(), Templating.Language.PLAIN);
        return sources.stream()
                .filter(s -> s.uid().equals(wanted) || s.name().equals(wanted) || wanted.isEmpty() && s.isDefault())
                .findFirst()
                .orElseThrow(() -> new dev.plumbline.harness.grafana.DashboardException("variable '" + variable.name()
                        + "' asks data source '" + wanted + "', which Grafana does not have"));
    }

    /** Writes a series as the browser does for query_result: name, labels, value and time. */
    private static String row(JsonNode series) {
        StringBuilder labels = new StringBuilder();
        series.path("metric").properties().forEach(l -> {
            if (!l.getKey().equals("__name__")) {
                labels.append(labels.isEmpty() ? "" : ",")
                        .append(l.getKey())
                        .append("=\"")
                        .append(l.getValue().asText())
                        .append('"');
            }
        });
        JsonNode value = series.path("value");
        return series.path("metric").path("__name__").asText("") + "{" + labels + "} "
                + value.path(1).asText() + " " + Math.round(value.path(0).asDouble() * 1000);
    }

    private static List<String> texts(JsonNode array) {
        List<String> texts = new ArrayList<>();
        array.forEach(t -> texts.add(t.asText()));
        return texts;
    }
}
