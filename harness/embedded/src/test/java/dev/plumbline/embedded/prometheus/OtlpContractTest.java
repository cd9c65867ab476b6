package dev.plumbline.embedded.prometheus;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import dev.plumbline.contract.Contract;
import dev.plumbline.embedded.http.Request;
import dev.plumbline.embedded.http.Response;
import dev.plumbline.embedded.prometheus.ingest.OtlpWrite;
import dev.plumbline.embedded.prometheus.model.Labels;
import dev.plumbline.embedded.prometheus.storage.Exemplars;
import dev.plumbline.embedded.prometheus.storage.Tsdb;
import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Holds the OTLP receiver to what the real one made of the same metrics. */
final class OtlpContractTest {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final Tsdb tsdb = new Tsdb(Long.MAX_VALUE / 2, new Exemplars(100));
    private final OtlpWrite otlp = new OtlpWrite(tsdb, () -> List.of("service.version"));

    @Test
    void series_and_exemplars_are_those_of_the_real_prometheus() throws Exception {
        Contract contract = Contract.selected();
        Optional<JsonNode> recording = contract.recording("otlp-to-prometheus.json");
        Optional<JsonNode> data = contract.recording("data/metrics-otlp.json");
        if (recording.isEmpty() || data.isEmpty()) {
            return;
        }
        Optional<JsonNode> results = recording
                .get()
                .path("results")
                .valueStream()
                .filter(r -> r.has("Prometheus' own OTLP receiver"))
                .findFirst();
        if (results.isEmpty()) {
            return;
        }
        JsonNode wanted = results.get();
        Response refused = push(data.get());
        JsonNode answer = wanted.get("answer to the push");
        assertThat(refused.status()).isEqualTo(answer.get("status").asInt());
        assertThat(body(refused)).isEqualTo(answer.path("text").asText());
        assertThat(push(withoutDelta(data.get())).status()).isEqualTo(200);
        assertThat(tsdb.labelSets().stream().map(Labels::toMap))
                .containsExactlyInAnyOrderElementsOf(sets(wanted.get("series")));
        tsdb.exemplars().select(List.of(List.of()), 0, Long.MAX_VALUE).forEach((series, exemplars) -> {
            assertThat(series.toMap()).isEqualTo(map(wanted.at("/exemplars/0/labels")));
            assertThat(exemplars.getFirst().labels().toMap()).isEqualTo(map(wanted.at("/exemplars/0/exemplar")));
        });
        assertThat(tsdb.exemplars().size()).isEqualTo(wanted.get("exemplars").size());
    }

    private static JsonNode withoutDelta(JsonNode data) {
        JsonNode copy = data.deepCopy();
        copy.findValues("metrics").forEach(metrics -> {
            ArrayNode array = (ArrayNode) metrics;
            for (int i = array.size() - 1; i >= 0; i--) {
                if (array.get(i).path("sum").path("aggregationTemporality").asInt(2) == 1) {
                    array.remove(i);
                }
            }
        });
        return copy;
    }

    private Response push(JsonNode body) throws Exception {
        return otlp.handle(new Request(
                "POST",
                URI.create("/api/v1/otlp/v1/metrics"),
                Map.of("content-type", "application/json"),
                Map.of(),
                Map.of(),
                JSON.writeValueAsBytes(body)));
    }

    private static String body(Response response) throws Exception {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        response.body().writeTo(out);
        return out.toString(StandardCharsets.UTF_8);
    }

    private static List<Map<String, String>> sets(JsonNode series) {
        List<Map<String, String>> sets = new ArrayList<>();
        series.forEach(s -> sets.add(map(s)));
        return sets;
    }

    private static Map<String, String> map(JsonNode object) {
        Map<String, String> map = new TreeMap<>();
        object.properties().forEach(p -> map.put(p.getKey(), p.getValue().asText()));
        return map;
    }
}
