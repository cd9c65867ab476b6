package dev.plumbline.embedded.otelcollector;

import com.fasterxml.jackson.databind.node.TextNode;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.InstrumentationScope;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.metrics.v1.AggregationTemporality;
import io.opentelemetry.proto.metrics.v1.DataPointFlags;
import io.opentelemetry.proto.metrics.v1.HistogramDataPoint;
import io.opentelemetry.proto.metrics.v1.Metric;
import io.opentelemetry.proto.metrics.v1.NumberDataPoint;
import io.opentelemetry.proto.metrics.v1.ResourceMetrics;
import io.opentelemetry.proto.metrics.v1.ScopeMetrics;
import io.opentelemetry.proto.resource.v1.Resource;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Keeps the last point of every series that came, under Prometheus' names, until it expires. */
final class MetricStore {
    private static final Set<String> IDENTITY = Set.of("service.name", "service.namespace", "service.instance.id");

    private final MetricNames names;
    private final Map<String, String> constant;
    private final boolean resourceLabels;
    private final String namespace;
    private final Duration expiration;
    private final Clock clock;
    private final SortedMap<String, Family> families = new TreeMap<>();

    MetricStore(
            MetricNames names,
            String namespace,
            Map<String, String> constant,
            boolean resourceLabels,
            Duration expiration,
            Clock clock) {
        this.names = names;
        this.namespace = namespace;
        this.constant = constant;
        this.resourceLabels = resourceLabels;
        this.expiration = expiration;
        this.clock = clock;
    }

    synchronized void add(ExportMetricsServiceRequest request) {
        for (ResourceMetrics batch : request.getResourceMetricsList()) {
            targetInfo(batch.getResource());
            for (ScopeMetrics scope : batch.getScopeMetricsList()) {
                for (Metric metric : scope.getMetricsList()) {
                    add(batch.getResource(), scope, metric);
                }
            }
        }
    }

    /** Returns the families that have points, without those that expired. */
    synchronized SortedMap<String, Family> current() {
        Instant oldest = clock.instant().minus(expiration);
        families.values()
                .forEach(f -> f.points().values().removeIf(p -> p.updated().isBefore(oldest)));
        families.values().removeIf(f -> f.points().isEmpty());
        return new TreeMap<>(families);
    }

    private void targetInfo(Resource resource) {
        SortedMap<String, String> labels = new TreeMap<>();
        resource.getAttributesList().stream()
                .filter(a -> !IDENTITY.contains(a.getKey()))
                .forEach(a -> label(labels, a.getKey(), text(a.getValue())));
        SortedMap<String, String> identity = identity(resource);
        if (labels.isEmpty() || identity.isEmpty()) {
            return;
        }
        labels.putAll(identity);
        String name = namespace.isEmpty() ? "target_info" : namespace + "_target_info";
        put(name, "gauge", "Target metadata", labels, new Point.Value.Single(1), List.of(), 0, 0, false);
    }

    private static SortedMap<String, String> identity(Resource resource) {
        Map<String, String> attributes = new HashMap<>();
        resource.getAttributesList().forEach(a -> attributes.put(a.getKey(), text(a.getValue())));
        SortedMap<String, String> labels = new TreeMap<>();
        Optional.ofNullable(attributes.get("service.name")).ifPresent(service -> {
            String space = attributes.get("service.namespace");
            labels.put("job", space == null ? service : space + "/" + service);
        });
        Optional.ofNullable(attributes.get("service.instance.id")).ifPresent(id -> labels.put("instance", id));
        return labels;
    }

    private void add(Resource resource, ScopeMetrics scope, Metric metric) {
        boolean counter = metric.hasSum() && metric.getSum().getIsMonotonic();
        boolean gauge = metric.hasGauge();
        Optional<String> name = names.metric(metric.getName(), metric.getUnit(), counter, gauge);
        if (name.isEmpty()) {
            return;
        }
        String type = counter
                ? "counter"
                : metric.hasHistogram() || metric.hasExponentialHistogram()
                        ? "histogram"
                        : metric.hasSummary() ? "summary" : "gauge";
        Target target = new Target(resource, scope, name.get(), type, metric.getDescription());
        switch (metric.getDataCase()) {
            case GAUGE -> metric.getGauge().getDataPointsList().forEach(p -> number(target, p, false));
            case SUM -> {
                boolean delta = isDelta(metric.getSum().getAggregationTemporality());
                if (isKnown(metric.getSum().getAggregationTemporality()) && (counter || !delta)) {
                    metric.getSum().getDataPointsList().forEach(p -> number(target, p, delta));
                }
            }
            case HISTOGRAM -> {
                boolean delta = isDelta(metric.getHistogram().getAggregationTemporality());
                if (isKnown(metric.getHistogram().getAggregationTemporality())) {
                    metric.getHistogram().getDataPointsList().forEach(p -> histogram(target, p, delta));
                }
            }
            case EXPONENTIAL_HISTOGRAM ->
                // text formats have no buckets for it: count and sum remain
                metric.getExponentialHistogram()
                        .getDataPointsList()
                        .forEach(p -> put(
                                target,
                                p.getAttributesList(),
                                p.getFlags(),
                                new Point.Value.Histogram(List.of(), List.of(), p.getCount(), p.getSum()),
                                p.getExemplarsList(),
                                p.getStartTimeUnixNano(),
                                p.getTimeUnixNano(),
                                isDelta(metric.getExponentialHistogram().getAggregationTemporality())));
            case SUMMARY ->
                metric.getSummary()
                        .getDataPointsList()
                        .forEach(p -> put(
                                target,
                                p.getAttributesList(),
                                p.getFlags(),
                                new Point.Value.Summary(
                                        p.getQuantileValuesList().stream()
                                                .map(q -> new double[] {q.getQuantile(), q.getValue()})
                                                .toList(),
                                        p.getCount(),
                                        p.getSum()),
                                List.of(),
                                p.getStartTimeUnixNano(),
                                p.getTimeUnixNano(),
                                false));
            case DATA_NOT_SET -> {}
        }
    }

    private static boolean isDelta(AggregationTemporality temporality) {
        return temporality == AggregationTemporality.AGGREGATION_TEMPORALITY_DELTA;
    }

    private static boolean isKnown(AggregationTemporality temporality) {
        return isDelta(temporality) || temporality == AggregationTemporality.AGGREGATION_TEMPORALITY_CUMULATIVE;
    }

    private record Target(Resource resource, ScopeMetrics scope, String name, String type, String help) {}

    private void number(Target target, NumberDataPoint point, boolean delta) {
        double value = point.hasAsInt() ? point.getAsInt() : point.getAsDouble();
        put(
                target,
                point.getAttributesList(),
                point.getFlags(),
                new Point.Value.Single(value),
                point.getExemplarsList(),
                point.getStartTimeUnixNano(),
                point.getTimeUnixNano(),
                delta);
    }

    private void histogram(Target target, HistogramDataPoint point, boolean delta) {
        put(
                target,
                point.getAttributesList(),
                point.getFlags(),
                new Point.Value.Histogram(
                        point.getExplicitBoundsList(), point.getBucketCountsList(), point.getCount(), point.getSum()),
                point.getExemplarsList(),
                point.getStartTimeUnixNano(),
                point.getTimeUnixNano(),
                delta);
    }

    private void put(
            Target target,
            List<KeyValue> attributes,
            int flags,
            Point.Value value,
            List<io.opentelemetry.proto.metrics.v1.Exemplar> exemplars,
            long start,
            long time,
            boolean delta) {
        Optional<SortedMap<String, String>> labels = labels(target, attributes);
        if (labels.isEmpty()) {
            return;
        }
        if ((flags & DataPointFlags.DATA_POINT_FLAGS_NO_RECORDED_VALUE_MASK_VALUE) != 0) {
            Optional.ofNullable(families.get(target.name()))
                    .ifPresent(f -> f.points().remove(labels.get()));
            return;
        }
        put(target.name(), target.type(), target.help(), labels.get(), value, exemplars, start, time, delta);
    }

    private void put(
            String name,
            String type,
            String help,
            SortedMap<String, String> labels,
            Point.Value value,
            List<io.opentelemetry.proto.metrics.v1.Exemplar> exemplars,
            long start,
            long time,
            boolean delta) {
        Family family = families.computeIfAbsent(name, n -> new Family(type, help));
        if (!family.type().equals(type)) {
            return; // one name cannot have two types
        }
        Point point = new Point(labels, value, exemplars, start, time, clock.instant());
        Point previous = family.points().get(labels);
        if (previous != null && time < previous.timeNanos()) {
            return;
        }
        family.points().put(labels, delta && previous != null ? point.after(previous) : point);
    }

    /** Returns a point's labels; empty if an attribute has no name that Prometheus could take. */
    private Optional<SortedMap<String, String>> labels(Target target, List<KeyValue> attributes) {
        SortedMap<String, String> labels = new TreeMap<>(constant);
        InstrumentationScope scope = target.scope().getScope();
        labels.put("otel_scope_name", scope.getName());
        labels.put("otel_scope_version", scope.getVersion());
        labels.put("otel_scope_schema_url", target.scope().getSchemaUrl());
        boolean named = true;
        for (KeyValue attribute : scope.getAttributesList()) {
            named &= label(labels, "otel_scope_" + attribute.getKey(), text(attribute.getValue()));
        }
        if (resourceLabels) {
            for (KeyValue attribute : target.resource().getAttributesList()) {
                named &= label(labels, attribute.getKey(), text(attribute.getValue()));
            }
        }
        SortedMap<String, String> own = new TreeMap<>();
        for (KeyValue attribute : attributes) {
            named &= label(own, attribute.getKey(), text(attribute.getValue()));
        }
        labels.putAll(own);
        labels.putAll(identity(target.resource()));
        return named ? Optional.of(labels) : Optional.empty();
    }

    /** Adds a label; values of names that become the same are joined by a semicolon. */
    private static boolean label(SortedMap<String, String> labels, String key, String value) {
        Optional<String> name = MetricNames.label(key);
        name.ifPresent(n -> labels.merge(n, value, (a, b) -> a + ";" + b));
        return name.isPresent();
    }

    private static String text(AnyValue value) {
        return switch (value.getValueCase()) {
            case STRING_VALUE -> value.getStringValue();
            case INT_VALUE -> Long.toString(value.getIntValue());
            case BOOL_VALUE -> Boolean.toString(value.getBoolValue());
            case DOUBLE_VALUE -> PromText.number(value.getDoubleValue());
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
                        .map(MetricStore::json)
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
