package dev.plumbline.collector.discovery;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Set;

/** Makes a row, as the list has them, of what an event says of a container that is gone. */
final class GoneContainer {
    /** What an engine puts beside a container's own labels. */
    private static final Set<String> NO_LABELS =
            Set.of("image", "name", "exitCode", "signal", "execDuration", "oldName");

    private GoneContainer() {}

    static JsonNode row(String id, JsonNode event) {
        JsonNode attributes = event.path("Actor").path("Attributes");
        ObjectNode row = JsonNodeFactory.instance.objectNode().put("Id", id);
        row.putArray("Names").add("/" + attributes.path("name").asText());
        ObjectNode labels = row.putObject("Labels");
        attributes.properties().stream()
                .filter(a -> !NO_LABELS.contains(a.getKey()))
                .forEach(a -> labels.set(a.getKey(), a.getValue()));
        // A container without a network makes no target, and which one it had is gone with it.
        row.putObject("NetworkSettings").putObject("Networks").putObject("none").put("NetworkID", "");
        return row;
    }
}
