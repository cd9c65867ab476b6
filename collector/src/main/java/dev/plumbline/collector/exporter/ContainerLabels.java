package dev.plumbline.collector.exporter;

import dev.plumbline.collector.config.Block;
import dev.plumbline.collector.config.Value;
import dev.plumbline.collector.json.Json;
import io.prometheus.metrics.model.snapshots.Labels;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The labels of a container's metrics, as cAdvisor gives them. */
final class ContainerLabels {
    private final boolean all;
    private final List<String> allowed;
    private final List<String> environment;

    ContainerLabels(Block arguments) {
        all = arguments
                .attribute("store_container_labels")
                .map(a -> !(a.value() instanceof Value.Bool bool) || bool.value())
                .orElse(true);
        allowed = list(arguments, "allowlisted_container_labels");
        environment = list(arguments, "env_metadata_allowlist");
    }

    private static List<String> list(Block arguments, String name) {
        return arguments.attribute(name).stream()
                .flatMap(CadvisorExporter::texts)
                .filter(t -> !t.isEmpty())
                .toList();
    }

    Labels of(Json row, Json inspection) {
        Map<String, String> labels = new TreeMap<>();
        row.at("Labels").fields().forEach((name, value) -> {
            if (all || allowed.contains(name)) {
                labels.put("container_label_" + sanitised(name), value.text());
            }
        });
        inspection.at("Config").at("Env").elements().forEach(e -> {
            String[] pair = e.text().split("=", 2);
            if (pair.length == 2 && environment.contains(pair[0])) {
                labels.put("container_env_" + sanitised(pair[0]), pair[1]);
            }
        });
        labels.put("id", "/docker/" + row.at("Id").text());
        labels.put("image", row.at("Image").text());
        labels.put(
                "name",
                row.at("Names").elements().stream()
                        .findFirst()
                        .orElse(Json.none())
                        .text()
                        .replaceFirst("^/", ""));
        return Labels.of(labels.keySet().toArray(String[]::new), labels.values().toArray(String[]::new));
    }

    private static String sanitised(String name) {
        return name.replaceAll("[^a-zA-Z0-9_]", "_");
    }
}
