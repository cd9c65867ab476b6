package dev.plumbline.embedded.grafana.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.plumbline.embedded.grafana.provision.DataSource;
import dev.plumbline.embedded.http.HttpService;
import dev.plumbline.embedded.http.Request;
import dev.plumbline.embedded.http.Response;
import dev.plumbline.embedded.http.Routes;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Expectations are what the back end of Grafana's Prometheus data source 13.1.7 answered. */
class PrometheusBackendTest {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"range\": \"x\"} | string into Go struct field internalQueryModel.PrometheusQueryProperties.range of type bool",
                "{\"legendFormat\": true} | bool into Go struct field internalQueryModel.PrometheusQueryProperties.legendFormat of type string",
                "{\"utcOffsetSec\": 1.5} | number 1.5 into Go struct field internalQueryModel.utcOffsetSec of type int64",
                "{\"intervalMs\": \"15000\"} | string into Go struct field internalQueryModel.intervalMs of type float64",
            })
    void a_field_of_the_wrong_kind_fails_its_query(String model, String problem) {
        assertThatThrownBy(() -> parsed(model))
                .isInstanceOf(BadQueryException.class)
                .hasMessage("error unmarshaling query: json: cannot unmarshal " + problem);
    }

    @Test
    void a_format_that_is_none_is_no_error() {
        assertThat(parsed("{\"expr\": \"up\", \"format\": 2, \"range\": null}").expression())
                .isEqualTo("up");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '#',
            value = {
                "{\"adhocFilters\": [{\"key\": \"job\", \"operator\": \"equals\", \"value\": \"node\"}]} # sum(rate(up{job=\"node\"}[5m]))",
                "{\"adhocFilters\": [{\"key\": \"zone\", \"operator\": \"one-of\", \"values\": [\"a\", \"b\"]}]} # sum(rate(up{job=\"x\",zone=~\"a|b\"}[5m]))",
                "{\"groupByKeys\": [\"zone\"]} # sum by (zone) (rate(up{job=\"x\"}[5m]))",
                "{\"scopes\": [{\"filters\": [{\"key\": \"job\", \"operator\": \"equals\", \"value\": \"a\"}, {\"key\": \"job\", \"operator\": \"equals\", \"value\": \"b\"}]}]} # sum(rate(up{job=~\"a|b\"}[5m]))",
            })
    void filters_of_the_dashboard_are_written_into_the_expression(String model, String expression) {
        assertThat(PromFilters.applied("sum(rate(up{job='x'}[5m]))", json(model)))
                .isEqualTo(expression);
    }

    @Test
    void an_unknown_operator_of_a_filter_fails_the_query() {
        JsonNode model = json("{\"adhocFilters\": [{\"key\": \"job\", \"operator\": \"like\", \"value\": \"x\"}]}");

        assertThatThrownBy(() -> PromFilters.applied("up", model)).hasMessage("unknown operator \"like\"");
    }

    @Test
    void parameters_of_the_data_source_go_along_in_the_address_whatever_the_method() {
        List<String> asked = ask("{\"customQueryParameters\": \"a=b&c\", \"queryTimeout\": \"7s\"}", "?z=1");

        assertThat(asked).containsExactly("POST a=[b] c=[] query=[up] time=[60] timeout=[7s] z=[1]");
    }

    @Test
    void a_method_that_is_neither_get_nor_post_fails_the_request_and_the_health() {
        Backend backend = Backend.of(source("http://127.0.0.1:1", "{\"httpMethod\": \"PUT\"}"), new Upstream())
                .orElseThrow();

        assertThatThrownBy(() -> backend.query(List.of(query("{\"expr\": \"up\"}"))))
                .isInstanceOf(RequestException.class)
                .hasMessage("error creating transport options: error reading settings:"
                        + " invalid httpMethod \"PUT\": must be GET or POST");
        assertThat(backend.health().message()).endsWith("must be GET or POST - error getting datasource info");
    }

    @Test
    void an_address_that_is_none_fails_the_query_and_not_the_request() {
        Backend backend =
                Backend.of(source("127.0.0.1:9090", "{}"), new Upstream()).orElseThrow();

        assertThat(backend.query(List.of(query("{\"expr\": \"up\"}"))).get("A"))
                .satisfies(r -> assertThat(r.status()).isEqualTo(502));
        assertThat(backend.health().message())
                .isEqualTo("parse \"127.0.0.1:9090\": invalid URI for request"
                        + " - There was an error returned querying the Prometheus API.");
    }

    @Test
    void exemplars_keep_what_json_cannot_hold() {
        PromAnswer answer = PromAnswer.of("""
                {"status": "success", "data": [{"seriesLabels": {"job": "a"}, "exemplars": [
                  {"labels": {"traceID": "x"}, "value": "+Inf", "timestamp": 1},
                  {"labels": {}, "value": "2", "timestamp": 90}]}]}
                """);

        JsonNode merged = ExemplarFrames.merged(answer.frames(), 15 * GoDuration.SECOND)
                .getFirst()
                .json();

        assertThat(merged.at("/data/values/1")).hasToString("[null,2.0]");
        assertThat(merged.at("/data/entities/1/Inf")).hasToString("[0]");
    }

    @Test
    void statistics_stand_in_the_frame_s_meta_data() {
        PromAnswer answer = PromAnswer.of("""
                {"status": "success", "data": {"resultType": "vector", "result": [],
                  "stats": {"samples": {"totalQueryableSamples": 5}}}}
                """);

        assertThat(answer.frames().getFirst().json().at("/schema/meta/stats"))
                .hasToString("[{\"displayName\":\"Total queryable samples\",\"value\":5}]");
    }

    private static List<String> ask(String settings, String suffix) {
        List<String> asked = Collections.synchronizedList(new ArrayList<>());
        Routes routes = new Routes();
        routes.post("/api/v1/query", request -> {
            asked.add(request.method() + " " + parameters(request));
            return Response.text(422, "no");
        });
        InetSocketAddress any = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
        try (HttpService service = HttpService.start("upstream", any, routes, line -> {})) {
            String url = "http://127.0.0.1:" + service.address().getPort() + suffix;
            Backend.of(source(url, settings), new Upstream())
                    .orElseThrow()
                    .query(List.of(query("{\"expr\": \"up\", \"instant\": true}")));
        }
        return asked;
    }

    private static String parameters(Request request) {
        return new TreeMap<>(request.parameters())
                .entrySet().stream().map(e -> e.getKey() + "=" + e.getValue()).collect(Collectors.joining(" "));
    }

    private static PrometheusQuery parsed(String model) {
        return PrometheusQuery.of(query(model), "");
    }

    private static Query query(String model) {
        return new Query("A", 0, 60_000, json(model));
    }

    private static DataSource source(String url, String settings) {
        return new DataSource(1, "u", 1, "n", "prometheus", "proxy", url, false, json(settings), List.of(), false);
    }

    private static JsonNode json(String text) {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
