package dev.plumbline.collector.discovery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
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
        Map<String, JsonNode> rows = new LinkedHashMap<>();
        recording.get().path("containers").forEach(c -> {
            JsonNode row = row(c.path("inspect"));
            rows.put(row.path("Id").asText(), row);
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

    /** Makes the list's row of what inspect told: the recording holds only the latter. */
    private static JsonNode row(JsonNode inspect) {
        ObjectNode row = FakeEngine.JSON.createObjectNode();
        row.set("Id", inspect.path("Id"));
        row.putArray("Names").add(inspect.path("Name"));
        row.set("Labels", inspect.path("Config").path("Labels"));
        row.set("HostConfig", inspect.path("HostConfig"));
        row.set("NetworkSettings", inspect.path("NetworkSettings"));
        ArrayNode ports = row.putArray("Ports");
        inspect.path("NetworkSettings").path("Ports").properties().forEach(p -> {
            String[] port = p.getKey().split("/");
            ObjectNode exposed = ports.addObject()
                    .put("PrivatePort", Integer.parseInt(port[0]))
                    .put("Type", port[1]);
            if (!p.getValue().isEmpty()) {
                exposed.put("IP", p.getValue().path(0).path("HostIp").asText());
                exposed.put("PublicPort", p.getValue().path(0).path("HostPort").asInt());
            }
        });
        return row;
    }
}
