package dev.plumbline.harness.grafana;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What each data source's front end sends for a target; each method returns the query text, or empty to send none. */
final class QueryFields {
    private static final int LOG_LINES = 1000;
    private static final int TRACES = 20;

    private final Panel panel;
    private final Target target;
    private final Templating templating;
    private final Optional<KnownSource> source;

    QueryFields(Panel panel, Target target, Templating templating, Optional<KnownSource> source) {
        this.panel = panel;
        this.target = target;
        this.templating = templating;
        this.source = source;
    }

    private Optional<String> text(String text, Templating.Language language) {
        return text.isBlank() ? Optional.empty() : Optional.of(templating.replace(text, language));
    }

    private JsonNode field(String name) {
        return target.model().path(name);
    }

    private void copyReplaced(ObjectNode query, String... names) {
        for (String name : names) {
            String value = field(name).asText("");
            if (!value.isEmpty()) {
                query.put(name, templating.replace(value, Templating.Language.PLAIN));
            }
        }
    }

    Optional<String> prometheus(ObjectNode query) {
        Optional<String> text = text(field("expr").asText(""), Templating.Language.PROMQL);
        boolean instant = field("instant").asBoolean(false);
        query.put("expr", text.orElse(""))
                .put("instant", instant)
                .put("range", field("range").asBoolean(!instant))
                .put("exemplar", field("exemplar").asBoolean(false))
                .put("format", field("format").asText("time_series"))
                .put("utcOffsetSec", 0);
        copyReplaced(query, "interval", "legendFormat");
        if (field("intervalFactor").isNumber()) {
            query.put("intervalFactor", field("intervalFactor").asInt());
        }
        return text;
    }

    Optional<String> loki(ObjectNode query) {
        Optional<String> text = text(field("expr").asText(""), Templating.Language.LOGQL);
        String byFlag = field("instant").asBoolean(false) ? "instant" : "range";
        query.put("expr", text.orElse(""))
                .put("queryType", field("queryType").asText(byFlag))
                .put("direction", field("direction").asText("backward"))
                .put("maxLines", field("maxLines").asInt(lines()));
        copyReplaced(query, "legendFormat", "step");
        if (field("resolution").isNumber()) {
            query.put("resolution", field("resolution").asInt());
        }
        return text;
    }

    private int lines() {
        return source.map(KnownSource::maxLines).filter(n -> n > 0).orElse(LOG_LINES);
    }

    Optional<String> tempo(ObjectNode query) {
        String type = field("queryType").asText("traceql");
        String raw = switch (type) {
            case "traceql", "traceId" -> field("query").asText("");
            case "traceqlSearch" -> filters();
            default ->
                throw new DashboardException("panel '" + panel.title() + "', query " + target.refId()
                        + ": Tempo's queryType '" + type
                        + "' is run by the browser, not by a data source; expected traceql, traceqlSearch or"
                        + " traceId");
        };
        Optional<String> text = text(raw, Templating.Language.TRACEQL);
        boolean id = type.equals("traceql")
                && text.filter(t -> t.strip().matches("[0-9A-Fa-f]+")).isPresent();
        query.put("query", text.orElse("").strip())
                .put("queryType", id ? "traceId" : type)
                .put("limit", field("limit").asInt(TRACES))
                .put("tableType", field("tableType").asText("traces"));
        for (String number : new String[] {"spss", "exemplars"}) {
            if (field(number).isNumber()) {
                query.put(number, field(number).asInt());
            }
        }
        copyReplaced(query, "step", "metricsQueryType");
        return text;
    }

    /** The search form's filters become TraceQL in the browser. */
    private String filters() {
        List<String> conditions = new ArrayList<>();
        for (JsonNode filter : field("filters")) {
            String tag = filter.path("tag").asText("");
            JsonNode value = filter.path("value");
            if (tag.isEmpty() || value.isMissingNode() || value.isArray() && value.isEmpty()) {
                continue;
            }
            String scope = filter.path("scope").asText("");
            boolean bare = scope.equals("intrinsic")
                    || List.of("name", "status", "kind", "duration").contains(tag);
            String subject = bare ? tag : (scope.equals("unscoped") ? "" : scope) + "." + tag;
            boolean quoted = filter.path("valueType").asText("string").equals("string");
            conditions.add(subject + filter.path("operator").asText("=") + value(value, quoted));
        }
        return "{" + String.join(" && ", conditions) + "}";
    }

    private static String value(JsonNode value, boolean quoted) {
        if (value.isArray()) {
            List<String> all = new ArrayList<>();
            value.forEach(v -> all.add(v.asText()));
            return quoted ? "\"" + String.join("|", all) + "\"" : String.join("|", all);
        }
        return quoted ? "\"" + value.asText() + "\"" : value.asText();
    }

    /** Other data sources get their target as it stands, variables replaced in its query text. */
    Optional<String> other(ObjectNode query) {
        target.model().properties().forEach(e -> {
            if (!query.has(e.getKey())) {
                query.set(e.getKey(), e.getValue());
            }
        });
        return text(target.text(), Templating.Language.PLAIN);
    }
}
