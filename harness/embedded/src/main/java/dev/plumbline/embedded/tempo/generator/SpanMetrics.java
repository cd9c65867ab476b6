package dev.plumbline.embedded.tempo.generator;

import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.resource.v1.Resource;
import io.opentelemetry.proto.trace.v1.Span;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Counts calls, latency and size by service, span name, kind and status. */
final class SpanMetrics {
    private static final double NANOS = 1e9;
    private static final Set<String> OWN_LABELS =
            Set.of("service", "span_name", "span_kind", "status_code", "status_message");

    private final Registry registry;
    private final GeneratorSettings settings;

    SpanMetrics(Registry registry, GeneratorSettings settings) {
        this.registry = registry;
        this.settings = settings;
    }

    void observe(Resource resource, Span span) {
        Map<String, String> labels = new LinkedHashMap<>();
        intrinsic(
                labels,
                "service",
                Attributes.text(resource.getAttributesList(), "service.name").orElse(""));
        intrinsic(labels, "span_name", span.getName());
        intrinsic(labels, "span_kind", span.getKind().name());
        intrinsic(labels, "status_code", span.getStatus().getCode().name());
        if (settings.intrinsics().contains("status_message")) {
            labels.put("status_message", span.getStatus().getMessage());
        }
        for (String dimension : settings.dimensions()) {
            String label = Attributes.label(dimension);
            labels.put(
                    OWN_LABELS.contains(label) ? "__" + label : label,
                    find(resource.getAttributesList(), span.getAttributesList(), dimension)
                            .orElse(""));
        }
        double latency = Math.max(0, span.getEndTimeUnixNano() - span.getStartTimeUnixNano()) / NANOS;
        registry.add("traces_spanmetrics_calls_total", labels, 1);
        registry.observe(
                "traces_spanmetrics_latency", labels, settings.latencyBuckets(), latency, Attributes.traceId(span));
        registry.add("traces_spanmetrics_size_total", labels, span.getSerializedSize());
    }

    private void intrinsic(Map<String, String> labels, String name, String value) {
        if (settings.intrinsics().contains(name)) {
            labels.put(name, value);
        }
    }

    private static Optional<String> find(List<KeyValue> resource, List<KeyValue> span, String key) {
        return Attributes.text(resource, key).or(() -> Attributes.text(span, key));
    }
}
