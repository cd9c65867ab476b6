package dev.plumbline.collector.discovery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.plumbline.collector.json.Json;
import dev.plumbline.collector.json.JsonException;
import dev.plumbline.collector.json.JsonReader;
import dev.plumbline.contract.Contract;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** The targets of recorded containers are those that Alloy exported of them. */
class TargetLabelsContractTest {
    private static final String FILE = "alloy-docker.json";

    @Test
    void targets_are_those_of_alloy() {
        Optional<JsonNode> recording = Contract.selected().recording(FILE);
        assumeTrue(recording.isPresent(), FILE + " is not in the selected folder");
        Map<String, Json> rows = new LinkedHashMap<>();
        recording.get().path("containers").forEach(c -> {
            Json row = TargetLabels.needed(row(read(c.path("inspect"))));
            rows.put(row.at("Id").text(), row);
        });
        TargetLabels labels = new TargetLabels(80, "localhost", true);

        List<Map<String, String>> targets = new ArrayList<>();
        rows.values().forEach(row -> targets.addAll(labels.of(row, rows, Map.of())));

        List<Map<String, String>> expected = new ArrayList<>();
        recording.get().path("targets").forEach(t -> {
            Map<String, String> target = new TreeMap<>();
            t.properties().forEach(f -> target.put(f.getKey(), f.getValue().asText()));
            expected.add(target);
        });
        assertThat(targets).containsExactlyInAnyOrderElementsOf(expected);
    }

    private static Json read(JsonNode recorded) {
        try {
            return JsonReader.read(recorded.toString());
        } catch (JsonException e) {
            throw new AssertionError(e);
        }
    }

    /** Makes the list's row of what inspect told: the recording holds only the latter. */
    private static Json row(Json inspect) {
        List<Map<String, Object>> ports = new ArrayList<>();
        inspect.at("NetworkSettings").at("Ports").fields().forEach((name, bindings) -> {
            String[] port = name.split("/");
            Map<String, Object> exposed = new LinkedHashMap<>();
            exposed.put("PrivatePort", Integer.parseInt(port[0]));
            exposed.put("Type", port[1]);
            bindings.elements().stream().findFirst().ifPresent(first -> {
                exposed.put("IP", first.at("HostIp"));
                exposed.put("PublicPort", Integer.parseInt(first.at("HostPort").text()));
            });
            ports.add(exposed);
        });
        return Json.of(Map.of(
                "Id", inspect.at("Id"),
                "Names", List.of(inspect.at("Name")),
                "Labels", inspect.at("Config").at("Labels"),
                "HostConfig", inspect.at("HostConfig"),
                "NetworkSettings", inspect.at("NetworkSettings"),
                "Ports", ports));
    }
}
