package dev.plumbline.embedded.otelcollector;

import com.fasterxml.jackson.databind.node.TextNode;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Makes Prometheus' labels of attributes. */
final class PointLabels {
    private static final Set<String> IDENTITY = Set.of("service.name", "service.namespace", "service.instance.id");
    private static final Set<String> RESERVED = Set.of("name", "version", "schema_url");

    private final Map<String, String> constant;
    private final boolean scopes;

    PointLabels(Map<String, String> constant, boolean scopes) {
        this.constant = constant;
        this.scopes = scopes;
    }

    /** Returns a series' labels; empty if Prometheus could not take them: no name, a reserved one, or one twice. */
    Optional<SortedMap<String, String>> of(Accumulator.Accumulated series) {
        SortedMap<String, String> labels = new TreeMap<>(constant);
        boolean taken = true;
        for (KeyValue attribute : series.point().attributes()) {
            taken &= put(labels, attribute.getKey(), text(attribute.getValue()));
        }
        if (scopes) {
            for (KeyValue attribute : series.scope().getAttributesList()) {
                taken &= RESERVED.contains(attribute.getKey())
                        || put(labels, "otel_scope_" + attribute.getKey(), text(attribute.getValue()));
            }
            taken &= put(labels, "otel_scope_name", series.scope().getName());
            taken &= put(labels, "otel_scope_version", series.scope().getVersion());
            taken &= put(labels, "otel_scope_schema_url", series.schemaUrl());
        }
        for (Map.Entry<String, String> own : identity(series.resource()).entrySet()) {
            taken &= put(labels, own.getKey(), own.getValue());
        }
        boolean twice = series.metric().hasSummary() && labels.containsKey("quantile");
        return taken && !twice ? Optional.of(labels) : Optional.empty();
    }

    /** Returns the labels that describe a resource; empty if it has no job or no instance. */
    Optional<SortedMap<String, String>> target(List<KeyValue> resource) {
        SortedMap<String, String> identity = identity(resource);
        if (identity.getOrDefault("job", "").isEmpty()
                || identity.getOrDefault("instance", "").isEmpty()) {
            return Optional.empty();
        }
        SortedMap<String, String> labels = new TreeMap<>();
        for (KeyValue attribute : resource) {
            if (!IDENTITY.contains(attribute.getKey())) {
                Optional<String> name = MetricNames.label(attribute.getKey());
                if (name.isEmpty()) {
                    return Optional.empty();
                }
                labels.merge(name.get(), text(attribute.getValue()), (a, b) -> a + ";" + b);
            }
        }
        labels.putAll(identity);
        boolean taken = labels.keySet().stream().noneMatch(n -> n.startsWith("__"));
        return taken ? Optional.of(labels) : Optional.empty();
    }

    static SortedMap<String, String> identity(List<KeyValue> resource) {
        SortedMap<String, String> labels = new TreeMap<>();
        first(resource, "service.name")
                .ifPresent(service -> labels.put(
                        "job",
                        first(resource, "service.namespace")
                                .map(space -> space + "/" + service)
                                .orElse(service)));
        first(resource, "service.instance.id").ifPresent(id -> labels.put("instance", id));
        return labels;
    }

    private static Optional<String> first(List<KeyValue> attributes, String key) {
        return attributes.stream()
                .filter(a -> a.getKey().equals(key))
                .findFirst()
                .map(a -> text(a.getValue()));
    }

    static List<String> sorted(List<KeyValue> attributes) {
        return attributes.stream()
                .map(a -> a.getKey() + "*" + text(a.getValue()))
                .sorted()
                .toList();
    }

    private static boolean put(SortedMap<String, String> labels, String key, String value) {
        Optional<String> name = MetricNames.label(key);
        return name.isPresent() && !name.get().startsWith("__") && labels.put(name.get(), value) == null;
    }

    private static String text(AnyValue value) {
        return switch (value.getValueCase()) {
            case STRING_VALUE -> value.getStringValue();
            case INT_VALUE -> Long.toString(value.getIntValue());
            case BOOL_VALUE -> Boolean.toString(value.getBoolValue());
            case DOUBLE_VALUE -> PromText.attribute(value.getDoubleValue());
            case ARRAY_VALUE, KVLIST_VALUE -> json(value);
            case BYTES_VALUE ->
                Base64.getEncoder().encodeToString(value.getBytesValue().toByteArray());
            default -> "";
        };
    }

    private static String json(AnyValue value) {
        return switch (value.getValueCase()) {
            case STRING_VALUE, BYTES_VALUE -> TextNode.valueOf(text(value)).toString();
            case ARRAY_VALUE ->
                value.getArrayValue().getValuesList().stream()
                        .map(PointLabels::json)
                        .collect(Collectors.joining(",", "[", "]"));
            case KVLIST_VALUE ->
                value.getKvlistValue().getValuesList().stream()
                        .sorted(Comparator.comparing(KeyValue::getKey))
                        .map(kv -> TextNode.valueOf(kv.getKey()) + ":" + json(kv.getValue()))
                        .collect(Collectors.joining(",", "{", "}"));
            case VALUE_NOT_SET -> "null";
            default -> text(value);
        };
    }
}
