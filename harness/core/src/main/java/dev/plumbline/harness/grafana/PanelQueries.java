package dev.plumbline.harness.grafana;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Makes of a dashboard what the browser would send: one request a query. */
public final class PanelQueries {
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private final Dashboard dashboard;
    private final TimeRange range;
    private final int width;
    private final List<KnownSource> sources;
    private final Templating templating;

    private PanelQueries(
            Dashboard dashboard,
            TimeRange range,
            int width,
            List<KnownSource> sources,
            Map<String, VariableValue> variables) {
        this.dashboard = dashboard;
        this.range = range;
        this.width = width;
        this.sources = sources;
        this.templating = new Templating(dashboard, range, variables);
    }

    /**
     * Lists the queries of all panels; hidden targets and empty expressions are not sent, as in the browser.
     *
     * @param dashboard the dashboard
     * @param range the range that is looked at
     * @param width points that fit into a panel, where the panel does not say it
     * @param sources the data sources that Grafana has
     * @param variables values of the dashboard's variables
     * @throws DashboardException if a panel uses what the harness does not run, naming it
     */
    public static List<PanelQuery> of(
            Dashboard dashboard,
            TimeRange range,
            int width,
            List<KnownSource> sources,
            Map<String, VariableValue> variables) {
        return new PanelQueries(dashboard, range, width, sources, variables).all();
    }

    private List<PanelQuery> all() {
        List<PanelQuery> queries = new ArrayList<>();
        for (Panel panel : dashboard.panels()) {
            if (!panel.source().isInternal()) {
                panel.targets().stream()
                        .filter(t -> !t.hidden())
                        .forEach(t -> query(panel, t).ifPresent(queries::add));
            }
        }
        return queries;
    }

    private Optional<PanelQuery> query(Panel panel, Target target) {
        DataSourceRef reference = panel.effective(target);
        if (reference.isExpression()) {
            throw new DashboardException("panel '" + panel.title() + "', query " + target.refId()
                    + ": server side expressions (__expr__) are not run");
        }
        Optional<KnownSource> source = resolve(reference);
        String uid = source.map(KnownSource::uid).orElseGet(() -> replaced(reference.uid()));
        String type = source.map(KnownSource::type).orElse(reference.type());
        ObjectNode query = NODES.objectNode();
        query.put("refId", target.refId());
        query.putObject("datasource").put("uid", uid).put("type", type);
        QueryFields fields = new QueryFields(panel, target, templating, source);
        Optional<String> text = switch (type) {
            case "prometheus" -> fields.prometheus(query);
            case "loki" -> fields.loki(query);
            case "tempo" -> fields.tempo(query);
            default -> fields.other(query);
        };
        if (text.isEmpty()) {
            return Optional.empty();
        }
        TimeRange shown = shown(panel);
        int points = panel.model().path("maxDataPoints").asInt(width);
        query.put("maxDataPoints", points);
        query.put("intervalMs", interval(panel, source, shown, points).ms());
        ObjectNode body = NODES.objectNode();
        body.put("from", Long.toString(shown.fromMs())).put("to", Long.toString(shown.toMs()));
        body.putArray("queries").add(query);
        return Optional.of(new PanelQuery(
                templating.replace(panel.title(), Templating.Language.PLAIN),
                target.refId(),
                uid,
                type,
                text.get(),
                body));
    }

    private String replaced(String text) {
        return templating.replace(text, Templating.Language.PLAIN);
    }

    /** A data source goes by uid, by name, through a variable, or is the default one. */
    private Optional<KnownSource> resolve(DataSourceRef reference) {
        String wanted = replaced(reference.uid());
        if (wanted.isEmpty() || wanted.equals("default")) {
            return sources.stream().filter(KnownSource::isDefault).findFirst();
        }
        return sources.stream()
                .filter(s -> s.uid().equals(wanted))
                .findFirst()
                .or(() -> sources.stream().filter(s -> s.name().equals(wanted)).findFirst());
    }

    private BrowserInterval interval(Panel panel, Optional<KnownSource> source, TimeRange shown, int points) {
        String own = replaced(panel.model().path("interval").asText(""));
        String minimum = own.isEmpty() ? source.map(KnownSource::timeInterval).orElse("") : own;
        return BrowserInterval.of(shown.lengthMs(), points, minimum.replaceFirst("^>", ""));
    }

    /** A panel may look at another length of time, or at an earlier one. */
    private TimeRange shown(Panel panel) {
        String timeFrom = replaced(panel.model().path("timeFrom").asText("")).replaceFirst("^now-", "");
        String timeShift = replaced(panel.model().path("timeShift").asText("")).replaceFirst("^-", "");
        long from = timeFrom.isEmpty() || timeFrom.equals("null")
                ? range.fromMs()
                : range.toMs() - BrowserInterval.parse(timeFrom);
        long back = timeShift.isEmpty() || timeShift.equals("null") ? 0 : BrowserInterval.parse(timeShift);
        return new TimeRange(from - back, range.toMs() - back);
    }
}
