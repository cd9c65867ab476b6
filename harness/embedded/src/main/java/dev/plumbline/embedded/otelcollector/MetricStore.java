package dev.plumbline.embedded.otelcollector;

import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.metrics.v1.Metric;
import io.opentelemetry.proto.metrics.v1.ResourceMetrics;
import io.opentelemetry.proto.metrics.v1.ScopeMetrics;
import java.time.Clock;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** Turns what was accumulated into families under Prometheus' names. */
final class MetricStore {
    private final MetricNames names;
    private final PointLabels labels;
    private final boolean resourceLabels;
    private final String namespace;
    private final Accumulator accumulator;

    MetricStore(
            MetricNames names,
            String namespace,
            PointLabels labels,
            boolean resourceLabels,
            Duration expiration,
            Clock clock) {
        this.names = names;
        this.namespace = namespace;
        this.labels = labels;
        this.resourceLabels = resourceLabels;
        this.accumulator = new Accumulator(expiration, clock);
    }

    synchronized void add(ExportMetricsServiceRequest request) {
        for (ResourceMetrics batch : request.getResourceMetricsList()) {
            List<KeyValue> more = resourceLabels ? batch.getResource().getAttributesList() : List.of();
            for (ScopeMetrics scope : batch.getScopeMetricsList()) {
                scope.getMetricsList().forEach(m -> accumulator.add(batch.getResource(), scope, m, more));
            }
        }
    }

    /** Returns the families that have points, without those that expired. */
    synchronized SortedMap<String, Family> current() {
        SortedMap<String, Family> families = new TreeMap<>();
        List<Accumulator.Accumulated> all = accumulator.current();
        targets(all, families);
        for (Accumulator.Accumulated one : all) {
            if (!(one.point().value() instanceof Point.Value.Exponential e) || e.isConvertible()) {
                Optional<SortedMap<String, String>> set = labels.of(one);
                names.metric(one.metric()).ifPresent(name -> put(families, name, one.metric(), set, one.point()));
            }
        }
        families.values().removeIf(Family::isEmpty);
        return families;
    }

    /** One name has one type, the first that came; one label set has one point. */
    private static void put(
            SortedMap<String, Family> families,
            String name,
            Metric metric,
            Optional<SortedMap<String, String>> labels,
            Point point) {
        Family family = families.computeIfAbsent(name, n -> new Family(type(metric), metric.getDescription()));
        if (family.type().equals(type(metric))) {
            labels.ifPresent(set -> family.add(set, point));
        }
    }

    private static String type(Metric metric) {
        return switch (metric.getDataCase()) {
            case SUM -> metric.getSum().getIsMonotonic() ? "counter" : "gauge";
            case HISTOGRAM, EXPONENTIAL_HISTOGRAM -> "histogram";
            case SUMMARY -> "summary";
            default -> "gauge";
        };
    }

    private void targets(List<Accumulator.Accumulated> all, SortedMap<String, Family> families) {
        Set<Map<String, String>> seen = new HashSet<>();
        Family family = new Family("gauge", "Target metadata");
        for (Accumulator.Accumulated one : all) {
            if (seen.add(PointLabels.identity(one.resource()))) {
                labels.target(one.resource()).ifPresent(set -> family.add(set, Family.TARGET));
            }
        }
        if (!family.isEmpty()) {
            families.put(namespace.isEmpty() ? "target_info" : namespace + "_target_info", family);
        }
    }
}
