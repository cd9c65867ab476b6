package dev.plumbline.embedded.otelcollector;

import io.opentelemetry.proto.common.v1.InstrumentationScope;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.metrics.v1.AggregationTemporality;
import io.opentelemetry.proto.metrics.v1.DataPointFlags;
import io.opentelemetry.proto.metrics.v1.Exemplar;
import io.opentelemetry.proto.metrics.v1.ExponentialHistogramDataPoint;
import io.opentelemetry.proto.metrics.v1.HistogramDataPoint;
import io.opentelemetry.proto.metrics.v1.Metric;
import io.opentelemetry.proto.metrics.v1.NumberDataPoint;
import io.opentelemetry.proto.metrics.v1.ScopeMetrics;
import io.opentelemetry.proto.metrics.v1.SummaryDataPoint;
import io.opentelemetry.proto.resource.v1.Resource;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Keeps the last point of every series as OpenTelemetry knows it, deltas added up, until it expires. */
final class Accumulator {
    private final Duration expiration;
    private final Clock clock;
    private final Map<List<Object>, Accumulated> series = new LinkedHashMap<>();

    Accumulator(Duration expiration, Clock clock) {
        this.expiration = expiration;
        this.clock = clock;
    }

    /**
     * The last point of a series.
     *
     * @param resource attributes of its resource
     * @param metric name, unit, description and kind of its metric
     * @param updated when it came
     */
    record Accumulated(
            List<KeyValue> resource,
            InstrumentationScope scope,
            String schemaUrl,
            Metric metric,
            Point point,
            Instant updated) {}

    void add(Resource resource, ScopeMetrics scope, Metric metric, List<KeyValue> more) {
        Optional<AggregationTemporality> temporality = temporality(metric);
        boolean delta = temporality.equals(Optional.of(AggregationTemporality.AGGREGATION_TEMPORALITY_DELTA));
        boolean known =
                delta || temporality.equals(Optional.of(AggregationTemporality.AGGREGATION_TEMPORALITY_CUMULATIVE));
        if (metric.hasSum() && (!known || delta && !metric.getSum().getIsMonotonic())) {
            return;
        }
        for (Point point : points(metric)) {
            Point own = point.with(joined(point.attributes(), more));
            List<Object> key = key(resource, scope, metric, own);
            if (own.isNothing()) {
                series.remove(key);
                return;
            }
            Optional<Point> previous = Optional.ofNullable(series.get(key)).map(Accumulated::point);
            boolean accepted = previous.isEmpty() || temporality.isEmpty() || known;
            Optional<Point> next = accepted ? own.after(previous, delta) : Optional.empty();
            next.ifPresent(p -> series.put(
                    key,
                    new Accumulated(
                            resource.getAttributesList(),
                            scope.getScope(),
                            scope.getSchemaUrl(),
                            metric,
                            p,
                            clock.instant())));
        }
    }

    /** Returns what has not expired. */
    List<Accumulated> current() {
        Instant oldest = clock.instant().minus(expiration);
        series.values().removeIf(a -> a.updated().isBefore(oldest));
        return List.copyOf(series.values());
    }

    private static Optional<AggregationTemporality> temporality(Metric metric) {
        return switch (metric.getDataCase()) {
            case SUM -> Optional.of(metric.getSum().getAggregationTemporality());
            case HISTOGRAM -> Optional.of(metric.getHistogram().getAggregationTemporality());
            case EXPONENTIAL_HISTOGRAM ->
                Optional.of(metric.getExponentialHistogram().getAggregationTemporality());
            default -> Optional.empty();
        };
    }

    private static List<Object> key(Resource resource, ScopeMetrics scope, Metric metric, Point point) {
        InstrumentationScope by = scope.getScope();
        return List.of(
                metric.getName(),
                metric.getDataCase(),
                by.getName(),
                by.getVersion(),
                scope.getSchemaUrl(),
                PointLabels.sorted(by.getAttributesList()),
                PointLabels.sorted(point.attributes()),
                PointLabels.identity(resource.getAttributesList()));
    }

    /** Puts attributes in the place of those with the same key, or behind the others. */
    private static List<KeyValue> joined(List<KeyValue> own, List<KeyValue> more) {
        if (more.isEmpty()) {
            return own;
        }
        List<KeyValue> all = new ArrayList<>(own);
        for (KeyValue attribute : more) {
            int at = 0;
            while (at < all.size() && !all.get(at).getKey().equals(attribute.getKey())) {
                at++;
            }
            if (at < all.size()) {
                all.set(at, attribute);
            } else {
                all.add(attribute);
            }
        }
        return all;
    }

    private static List<Point> points(Metric metric) {
        return switch (metric.getDataCase()) {
            case GAUGE ->
                metric.getGauge().getDataPointsList().stream()
                        .map(p -> number(p))
                        .toList();
            case SUM ->
                metric.getSum().getDataPointsList().stream().map(p -> number(p)).toList();
            case HISTOGRAM ->
                metric.getHistogram().getDataPointsList().stream()
                        .map(p -> histogram(p))
                        .toList();
            case EXPONENTIAL_HISTOGRAM ->
                metric.getExponentialHistogram().getDataPointsList().stream()
                        .map(p -> exponential(p))
                        .toList();
            case SUMMARY ->
                metric.getSummary().getDataPointsList().stream()
                        .map(p -> summary(p))
                        .toList();
            case DATA_NOT_SET -> List.of();
        };
    }

    private static Point number(NumberDataPoint p) {
        double value = p.hasAsInt() ? p.getAsInt() : p.getAsDouble();
        return point(
                p.getAttributesList(),
                new Point.Value.Single(value),
                p.getExemplarsList(),
                p.getStartTimeUnixNano(),
                p.getTimeUnixNano(),
                p.getFlags());
    }

    private static Point histogram(HistogramDataPoint p) {
        return point(
                p.getAttributesList(),
                new Point.Value.Histogram(p.getExplicitBoundsList(), p.getBucketCountsList(), p.getCount(), p.getSum()),
                p.getExemplarsList(),
                p.getStartTimeUnixNano(),
                p.getTimeUnixNano(),
                p.getFlags());
    }

    private static Point exponential(ExponentialHistogramDataPoint p) {
        long population = p.getZeroCount();
        for (long count : p.getPositive().getBucketCountsList()) {
            population += count;
        }
        for (long count : p.getNegative().getBucketCountsList()) {
            population += count;
        }
        return point(
                p.getAttributesList(),
                new Point.Value.Exponential(p.getScale(), population, p.getCount(), p.getSum()),
                List.of(),
                p.getStartTimeUnixNano(),
                p.getTimeUnixNano(),
                p.getFlags());
    }

    private static Point summary(SummaryDataPoint p) {
        List<double[]> quantiles = p.getQuantileValuesList().stream()
                .map(q -> new double[] {q.getQuantile(), q.getValue()})
                .toList();
        return point(
                p.getAttributesList(),
                new Point.Value.Summary(quantiles, p.getCount(), p.getSum()),
                List.of(),
                p.getStartTimeUnixNano(),
                p.getTimeUnixNano(),
                p.getFlags());
    }

    private static Point point(
            List<KeyValue> attributes, Point.Value value, List<Exemplar> exemplars, long start, long time, int flags) {
        boolean nothing = (flags & DataPointFlags.DATA_POINT_FLAGS_NO_RECORDED_VALUE_MASK_VALUE) != 0;
        return new Point(attributes, value, exemplars, start, time, nothing);
    }
}
