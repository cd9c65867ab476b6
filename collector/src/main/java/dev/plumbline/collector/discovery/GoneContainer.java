package dev.plumbline.collector.discovery;

import dev.plumbline.collector.json.Json;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Makes a row, as the list has them, of what an event says of a container that is gone. */
final class GoneContainer {
    /** What an engine puts beside a container's own labels. */
    private static final Set<String> NO_LABELS =
            Set.of("image", "name", "exitCode", "signal", "execDuration", "oldName");

    private GoneContainer() {}

    static Json row(String id, Json event) {
        Json attributes = event.at("Actor").at("Attributes");
        Map<String, Json> labels = new LinkedHashMap<>(attributes.fields());
        labels.keySet().removeAll(NO_LABELS);
        // A container without a network makes no target, and which one it had is gone with it.
        return Json.of(Map.of(
                "Id",
                id,
                "Names",
                List.of("/" + attributes.at("name").text()),
                "Labels",
                labels,
                "NetworkSettings",
                Map.of("Networks", Map.of("none", Map.of("NetworkID", "")))));
    }
}
