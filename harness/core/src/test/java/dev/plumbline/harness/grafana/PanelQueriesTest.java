package dev.plumbline.harness.grafana;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.groups.Tuple.tuple;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PanelQueriesTest {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final TimeRange RANGE = new TimeRange(1_768_471_200_000L, 1_768_474_800_000L);
    private static final List<KnownSource> SOURCES = List.of(
            new KnownSource("prom", "Prometheus", "prometheus", true, "2s", 0),
            new KnownSource("logs", "Loki", "loki", false, "", 500),
            new KnownSource("traces", "Tempo", "tempo", false, "", 0));

    private static JsonNode json(String text) {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }

    private static List<PanelQuery> queries(String dashboard, Map<String, VariableValue> variables) {
        return PanelQueries.of(Dashboard.of(json(dashboard)), RANGE, 1000, SOURCES, variables);
    }

    @Test
    void the_panels_data_source_wins_over_the_targets_unless_it_is_mixed() {
        List<PanelQuery> queries = queries("""
                {"title":"t","panels":[
                  {"title":"own","type":"x","datasource":{"uid":"logs","type":"loki"},
                   "targets":[{"refId":"A","expr":"{a=\\"b\\"}","datasource":{"uid":"prom"}}]},
                  {"title":"mixed","type":"x","datasource":{"uid":"-- Mixed --"},
                   "targets":[{"refId":"A","expr":"up","datasource":{"uid":"prom"}}]},
                  {"title":"none","type":"x","targets":[{"expr":"up"}]},
                  {"title":"by name","type":"x","datasource":"Loki","targets":[{"expr":"{a=\\"b\\"}"}]}]}""", Map.of());
        assertThat(queries)
                .extracting(PanelQuery::panel, PanelQuery::refId, PanelQuery::sourceUid)
                .containsExactly(
                        tuple("own", "A", "logs"),
                        tuple("mixed", "A", "prom"),
                        tuple("none", "A", "prom"),
                        tuple("by name", "A", "logs"));
    }

    @Test
    void nested_rows_are_opened_and_hidden_or_empty_targets_are_not_sent() {
        List<PanelQuery> queries = queries("""
                {"title":"t","panels":[{"type":"row","collapsed":true,"panels":[
                  {"title":"p","type":"x","targets":[
                    {"refId":"A","expr":"up","hide":true},{"refId":"B","expr":""},{"refId":"C","expr":"down"}]}]}]}""", Map.of());
        assertThat(queries).extracting(PanelQuery::refId).containsExactly("C");
    }

    @Test
    void variables_are_joined_differently_for_promql_and_logql() {
        String dashboard = """
                {"title":"t","templating":{"list":[
                    {"name":"s","type":"query","multi":true},{"name":"one","type":"custom"}]},
                 "panels":[
                  {"title":"p","type":"x","datasource":{"uid":"prom"},"targets":[
                    {"expr":"up{job=~\\"$s\\",x=\\"${one}\\"}[$__rate_interval]"}]},
                  {"title":"l","type":"x","datasource":{"uid":"logs"},"targets":[
                    {"expr":"{job=~\\"$s\\"} |= \\"[[one:raw]]\\" [$__auto] $unknown"}]}]}""";
        List<PanelQuery> queries = queries(
                dashboard, Map.of("s", VariableValue.list(List.of("a.b", "c")), "one", VariableValue.of("it's")));
        assertThat(queries.get(0).text()).isEqualTo("up{job=~\"(a\\\\.b|c)\",x=\"it\\\\'s\"}[$__rate_interval]");
        assertThat(queries.get(1).text()).isEqualTo("{job=~\"a\\\\.b|c\"} |= \"it's\" [$__auto] $unknown");
    }

    @Test
    void interval_and_points_are_those_of_the_browser() {
        JsonNode query = queries("""
                {"title":"t","panels":[{"title":"p","type":"x","maxDataPoints":100,"timeFrom":"6h",
                  "targets":[{"expr":"up","instant":true}]}]}""", Map.of()).getFirst().body();
        assertThat(query.path("from").asText()).isEqualTo("1768453200000");
        assertThat(query.path("queries").path(0).path("intervalMs").asLong()).isEqualTo(300_000);
        assertThat(query.path("queries").path(0).path("range").asBoolean()).isFalse();
    }

    @Test
    void no_interval_is_shorter_than_the_data_source_scrapes() {
        List<PanelQuery> queries = queries("""
                {"title":"t","panels":[
                  {"title":"p","type":"x","timeFrom":"5m","targets":[{"expr":"rate(up[$__rate_interval])"}]},
                  {"title":"l","type":"x","timeFrom":"5m","datasource":{"uid":"logs"},"targets":[{"expr":"{a=\\"b\\"}"}]}
                ]}""", Map.of());
        assertThat(queries)
                .extracting(
                        q -> q.body().path("queries").path(0).path("intervalMs").asLong())
                .containsExactly(2000L, 200L);
    }

    @Test
    void a_bare_trace_id_is_asked_for_by_id_and_filters_become_traceql() {
        List<PanelQuery> queries = queries("""
                {"title":"t","panels":[{"title":"p","type":"x","datasource":{"uid":"traces"},"targets":[
                  {"refId":"A","queryType":"traceql","query":"0af7651916cd43dd8448eb211c80319c"},
                  {"refId":"B","queryType":"traceqlSearch","filters":[
                     {"tag":"service.name","operator":"=","scope":"resource","value":["a","b"]},
                     {"tag":"status","operator":"=","scope":"intrinsic","value":"error","valueType":"keyword"}]}]}]}""", Map.of());
        assertThat(queries.get(0)
                        .body()
                        .path("queries")
                        .path(0)
                        .path("queryType")
                        .asText())
                .isEqualTo("traceId");
        assertThat(queries.get(1).text()).isEqualTo("{resource.service.name=\"a|b\" && status=error}");
    }

    @Test
    void library_panels_and_the_v2_form_are_refused_by_name() {
        assertThatThrownBy(() ->
                        queries("{\"panels\":[{\"title\":\"p\",\"libraryPanel\":{\"name\":\"shared\"}}]}", Map.of()))
                .hasMessageContaining("library panel 'shared'");
        assertThatThrownBy(() -> queries("{\"title\":\"n\",\"elements\":{},\"layout\":{}}", Map.of()))
                .hasMessageContaining("v2 form");
    }

    @Test
    void options_are_looked_up_filtered_and_all_of_them_chosen() {
        Variable variable = Dashboard.of(json("""
                {"title":"t","templating":{"list":[{"name":"s","type":"query","includeAll":true,"multi":true,
                  "query":{"query":"label_values(up{a=\\"b\\"}, job)"},"regex":"/shop\\\\/(.*)/",
                  "current":{"value":["$__all"]}}]}}""")).variables().getFirst();
        Templating templating = new Templating(Dashboard.of(json("{}")), RANGE, Map.of());
        assertThat(VariableOptions.lookup(variable, templating))
                .isEqualTo(new VariableOptions.Lookup.LabelValues("job", "up{a=\"b\"}"));
        List<String> options = VariableOptions.filtered(variable, List.of("shop/b", "other", "shop/a"));
        assertThat(options).containsExactly("b", "a");
        assertThat(VariableOptions.opened(variable, options)).isEqualTo(VariableValue.list(List.of("a", "b")));
    }

    @Test
    void every_form_of_nothing_is_told_from_data() {
        assertThat(
                        verdict(
                                200,
                                "{\"results\":{\"A\":{\"frames\":[{\"schema\":{\"name\":\"Query statistics\",\"fields\":[]}}]}}}"))
                .isEqualTo(new FrameVerdict.Empty("a frame without fields named 'Query statistics'"));
        assertThat(verdict(200, frame("{}", "[[1],[null]]", "")))
                .isEqualTo(new FrameVerdict.Empty("every value is null"));
        assertThat(verdict(200, frame("{}", "[[1],[null]]", ",\"entities\":[null,{\"Inf\":[0]}]")))
                .isEqualTo(new FrameVerdict.Data(1, 1));
        assertThat(verdict(200, frame("{\"preferredVisualisationType\":\"graph\"}", "[[1],[0]]", "")))
                .isEqualTo(new FrameVerdict.Empty("every value is 0, which is how TraceQL metrics say nothing"));
        assertThat(verdict(200, frame("{}", "[[1],[0]]", ""))).isEqualTo(new FrameVerdict.Data(1, 1));
        assertThat(verdict(200, frame("{}", "[[],[]]", ""))).isEqualTo(new FrameVerdict.Empty("a frame without rows"));
        assertThat(verdict(400, "{\"results\":{\"A\":{\"status\":422,\"error\":\"e\"}}}"))
                .isEqualTo(new FrameVerdict.QueryError(422, "e"));
        assertThat(verdict(400, frame("{}", "[[1],[5]]", ""))).isEqualTo(new FrameVerdict.Data(1, 1));
        assertThat(verdict(404, "{\"message\":\"Data source not found\"}"))
                .isEqualTo(new FrameVerdict.UnknownDataSource("Data source not found"));
    }

    private static FrameVerdict verdict(int status, String body) {
        return FrameVerdict.of(status, json(body), "A");
    }

    private static String frame(String meta, String values, String more) {
        return "{\"results\":{\"A\":{\"status\":200,\"frames\":[{\"schema\":{\"name\":\"n\",\"meta\":" + meta
                + ",\"fields\":[{\"type\":\"time\"},{\"type\":\"number\"}]},\"data\":{\"values\":" + values + more
                + "}}]}}}";
    }
}
