package dev.plumbline.embedded.prometheus.ingest;

import com.fasterxml.jackson.databind.node.TextNode;
import dev.plumbline.embedded.prometheus.model.GoText;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import java.util.Base64;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The attributes of a resource, and the labels that they become. */
final class OtlpResource {
    private static final Set<String> IDENTIFYING = Set.of("service.name", "service.namespace", "service.instance.id");

    private final Map<String, String> attributes;
    private final Map<String, String> shared = new LinkedHashMap<>();

    OtlpResource(List<KeyValue> list, List<String> promoted) {
        attributes = texts(list);
        String name = attributes.get("service.name");
        if (name != null) {
            String namespace = attributes.get("service.namespace");
            shared.put("job", namespace == null ? name : namespace + "/" + name);
        }
        String instance = attributes.getOrDefault("service.instance.id", "");
        if (!instance.isEmpty()) {
            shared.put("instance", instance);
        }
        promoted.stream()
                .filter(attributes::containsKey)
                .forEach(p -> shared.putIfAbsent(OtlpNames.label(p), attributes.getOrDefault(p, "")));
    }

    static Map<String, String> texts(List<KeyValue> list) {
        Map<String, String> texts = new TreeMap<>();
        list.forEach(kv -> texts.put(kv.getKey(), text(kv.getValue())));
        return texts;
    }

    private static String text(AnyValue v) {
        return switch (v.getValueCase()) {
            case STRING_VALUE -> v.getStringValue();
            case INT_VALUE -> Long.toString(v.getIntValue());
            case BOOL_VALUE -> Boolean.toString(v.getBoolValue());
            case DOUBLE_VALUE -> GoText.value(v.getDoubleValue());
            case ARRAY_VALUE, KVLIST_VALUE -> json(v);
            case BYTES_VALUE ->
                Base64.getEncoder().encodeToString(v.getBytesValue().toByteArray());
            default -> "";
        };
    }

    private static String json(AnyValue v) {
        return switch (v.getValueCase()) {
            case STRING_VALUE, BYTES_VALUE -> TextNode.valueOf(text(v)).toString();
            case ARRAY_VALUE ->
                v.getArrayValue().getValuesList().stream()
                        .map(OtlpResource::json)
                        .collect(Collectors.joining(",", "[", "]"));
            case KVLIST_VALUE ->
                v.getKvlistValue().getValuesList().stream()
                        .sorted(Comparator.comparing(KeyValue::getKey))
                        .map(kv -> TextNode.valueOf(kv.getKey()) + ":" + json(kv.getValue()))
                        .collect(Collectors.joining(",", "{", "}"));
            case VALUE_NOT_SET -> "null";
            default -> text(v);
        };
    }

    /** Returns the labels of a point: its attributes, and those of the resource that all points share. */
    Map<String, String> labels(List<KeyValue> own) {
        Map<String, String> labels = new LinkedHashMap<>();
        texts(own).forEach((k, v) -> {
            String label = OtlpNames.label(k);
            if (labels.containsKey(label)) {
                labels.merge(label, v, (a, b) -> a + ";" + b);
            } else if (!v.isEmpty()) {
                labels.put(label, v);
            }
        });
        shared.forEach((k, v) -> {
            if (!v.isEmpty()) {
                labels.put(k, v);
            }
        });
        return labels;
    }

    /** Returns the labels of {@code target_info}, empty if there is nothing to say or nobody to say it of. */
    Map<String, String> info() {
        Map<String, String> labels = new LinkedHashMap<>();
        attributes.forEach((k, v) -> {
            if (!IDENTIFYING.contains(k)) {
                labels.put(OtlpNames.label(k), v);
            }
        });
        boolean identified = false;
        for (String name : List.of("job", "instance")) {
            String value = shared.getOrDefault(name, "");
            identified |= !value.isEmpty();
            labels.put(name, value);
        }
        return identified && !IDENTIFYING.containsAll(attributes.keySet()) ? labels : Map.of();
    }
}
