package dev.plumbline.collector.source;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.plumbline.collector.entry.Labels;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Writes the labels of a container's streams as bytes, to be kept beside its cursor.
 *
 * <p>A container that has stopped is no target, so after a restart nobody else knows the labels of what is left of it.
 */
final class KnownLabels {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String PREFIX = "labels/";

    private KnownLabels() {}

    static String key(String id) {
        return PREFIX + id;
    }

    /** Returns the container that a key of the journal stands for, if it stands for one's labels. */
    static Optional<String> id(String key) {
        return key.startsWith(PREFIX) ? Optional.of(key.substring(PREFIX.length())) : Optional.empty();
    }

    static byte[] encode(StreamLabels labels) {
        ObjectNode node = JSON.createObjectNode().put("name", labels.name());
        labels.stdout().ifPresent(l -> put(node.putObject("stdout"), l));
        labels.stderr().ifPresent(l -> put(node.putObject("stderr"), l));
        try {
            return JSON.writeValueAsBytes(node);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a tree of strings is always JSON", e);
        }
    }

    private static void put(ObjectNode node, Labels labels) {
        labels.byName().forEach(node::put);
    }

    static Optional<StreamLabels> decode(byte[] bytes) {
        try {
            JsonNode node = JSON.readTree(bytes);
            return Optional.of(new StreamLabels(
                    node.path("name").asText(""), labels(node.path("stdout")), labels(node.path("stderr"))));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private static Optional<Labels> labels(JsonNode node) {
        if (!node.isObject()) {
            return Optional.empty();
        }
        Map<String, String> labels = new TreeMap<>();
        node.properties().forEach(p -> labels.put(p.getKey(), p.getValue().asText()));
        return Optional.of(Labels.of(labels));
    }
}
