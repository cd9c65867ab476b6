package dev.plumbline.collector.source;

import dev.plumbline.collector.entry.Labels;
import dev.plumbline.collector.json.Json;
import dev.plumbline.collector.json.JsonException;
import dev.plumbline.collector.json.JsonReader;
import dev.plumbline.collector.json.JsonWriter;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Writes the labels of a container's streams as bytes, to be kept beside its cursor.
 *
 * <p>A container that has stopped is no target, so after a restart nobody else knows the labels of what is left of it.
 */
final class KnownLabels {
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
        Map<String, Object> fields = new TreeMap<>();
        fields.put("name", labels.name());
        labels.stdout().ifPresent(l -> fields.put("stdout", l.byName()));
        labels.stderr().ifPresent(l -> fields.put("stderr", l.byName()));
        return JsonWriter.write(Json.of(fields)).getBytes(StandardCharsets.UTF_8);
    }

    static Optional<StreamLabels> decode(byte[] bytes) {
        try {
            Json node = JsonReader.read(new String(bytes, StandardCharsets.UTF_8));
            return Optional.of(
                    new StreamLabels(node.at("name").text(), labels(node.at("stdout")), labels(node.at("stderr"))));
        } catch (JsonException e) {
            return Optional.empty();
        }
    }

    private static Optional<Labels> labels(Json node) {
        if (!(node instanceof Json.Obj)) {
            return Optional.empty();
        }
        Map<String, String> labels = new TreeMap<>();
        node.fields().forEach((name, value) -> labels.put(name, value.text()));
        return Optional.of(Labels.of(labels));
    }
}
