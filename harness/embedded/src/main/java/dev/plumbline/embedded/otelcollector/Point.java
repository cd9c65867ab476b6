package dev.plumbline.embedded.otelcollector;

import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.metrics.v1.Exemplar;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A point of a series.
 *
 * @param attributes its attributes
 * @param value what it holds
 * @param exemplars its exemplars
 * @param startNanos when it began to count
 * @param timeNanos when it was measured
 * @param isNothing whether it says that the series has no value any more
 */
record Point(
        List<KeyValue> attributes,
        Value value,
        List<Exemplar> exemplars,
        long startNanos,
        long timeNanos,
        boolean isNothing) {

    /** What a point holds. */
    sealed interface Value {
        /** A number. */
        record Single(double value) implements Value {}

        /**
         * A histogram.
         *
         * @param bounds upper bounds
         * @param counts counts of the buckets, one more than bounds, or none
         */
        record Histogram(List<Double> bounds, List<Long> counts, long count, double sum) implements Value {}

        /**
         * An exponential histogram; text formats have no buckets for it.
         *
         * @param scale how fine its buckets are
         * @param population what its buckets hold together
         */
        record Exponential(int scale, long population, long count, double sum) implements Value {
            /** Tells whether Prometheus can take it. */
            boolean isConvertible() {
                return scale >= -4 && (Double.isNaN(sum) ? population <= count : population == count);
            }
        }

        /**
         * A summary.
         *
         * @param quantiles quantile and value, in pairs
         */
        record Summary(List<double[]> quantiles, long count, double sum) implements Value {}
    }

    Point with(List<KeyValue> otherAttributes) {
        return new Point(otherAttributes, value, exemplars, startNanos, timeNanos, isNothing);
    }

    /** Returns what is kept when this point follows upon another; empty if the other stays. */
    Optional<Point> after(Optional<Point> before, boolean delta) {
        if (before.isEmpty()) {
            return Optional.of(this);
        }
        Point previous = before.get();
        boolean histogram = value instanceof Value.Histogram || value instanceof Value.Exponential;
        boolean aligned = startNanos == previous.timeNanos();
        if (histogram && delta) {
            boolean reset = Long.compareUnsigned(startNanos, previous.timeNanos()) > 0;
            return aligned ? Optional.of(added(previous)) : reset ? Optional.of(this) : Optional.empty();
        }
        if (Long.compareUnsigned(timeNanos, previous.timeNanos()) < 0) {
            return Optional.empty();
        }
        return Optional.of(delta && aligned ? added(previous) : this);
    }

    private Point added(Point previous) {
        boolean late = Long.compareUnsigned(timeNanos, previous.timeNanos()) < 0;
        Point newer = late ? previous : this;
        boolean histogram = !(value instanceof Value.Single);
        return new Point(
                newer.attributes(),
                sum(newer.value(), (late ? this : previous).value()),
                histogram ? List.of() : exemplars,
                previous.startNanos(),
                newer.timeNanos(),
                false);
    }

    private static Value sum(Value newer, Value older) {
        if (newer instanceof Value.Single n && older instanceof Value.Single o) {
            return new Value.Single(n.value() + o.value());
        }
        if (newer instanceof Value.Exponential n && older instanceof Value.Exponential o) {
            return new Value.Exponential(
                    Math.min(n.scale(), o.scale()),
                    n.population() + o.population(),
                    n.count() + o.count(),
                    n.sum() + o.sum());
        }
        if (newer instanceof Value.Histogram n
                && older instanceof Value.Histogram o
                && n.bounds().equals(o.bounds())) {
            List<Long> counts = new ArrayList<>();
            for (int i = 0; i < n.counts().size(); i++) {
                counts.add(n.counts().get(i) + o.counts().get(i));
            }
            return new Value.Histogram(n.bounds(), counts, n.count() + o.count(), n.sum() + o.sum());
        }
        return newer;
    }
}
