package dev.plumbline.embedded.prometheus.ingest;

import dev.plumbline.embedded.prometheus.model.GoText;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The attributes of a resource, and the labels that they become. */
final class OtlpResource {
    private static final Set<String> IDENTIFYING = Set.of("service.name", "service.namespace", "service.instance.id");

    private final Map<String, String> attributes;
    private final Map<String, String> shared = new LinkedHashMap<>();

    OtlpResource(List<KeyValue> list, List<String> promoted) {
        attributes = texts(list);
        String name = attributes.getOrDefault("service.name", "");
        String namespace = attributes.getOrDefault("service.namespace", "");
        if (!name.isEmpty()) {
            shared.put("job", namespace.isEmpty() ? name : namespace + "/" + name);
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
        Map<String, String> texts = new LinkedHashMap<>();
        list.forEach(kv -> texts.put(kv.getKey(), text(kv.getValue())));
        return texts;
    }

    private static String text(AnyValue v) {
        return switch (v.getValueCase()) {
            case STRING_VALUE -> v.getStringValue();
            case INT_VALUE -> Long.toString(v.getIntValue());
            case BOOL_VALUE -> Boolean.toString(v.getBoolValue());
            case DOUBLE_VALUE -> GoText.value(v.getDoubleValue());
            case ARRAY_VALUE ->
                v.getArrayValue().getValuesList().stream()
                        .map(e -> e.hasStringValue() ? GoText.quote(e.getStringValue()) : text(e))
                        .collect(java.util.stream.Collectors.joining(",", "[", "]"));
            default -> "";
        };
    }

    /** Returns the labels of a point: its attributes, and those of the resource that all points share. */
    Map<String, String> labels(List<KeyValue> own) {
        Map<String, String> labels = new LinkedHashMap<>();
        texts(own).forEach((k, v) -> labels.merge(OtlpNames.label(k), v, (a, b) -> a + ";" + b));
        labels.putAll(shared);
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
        if (labels.isEmpty() || shared.isEmpty()) {
            return Map.of();
        }
        labels.putAll(shared);
        return labels;
    }
}
