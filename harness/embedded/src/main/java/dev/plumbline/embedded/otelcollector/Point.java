package dev.plumbline.embedded.otelcollector;

import io.opentelemetry.proto.metrics.v1.Exemplar;
import java.time.Instant;
import java.util.List;
import java.util.SortedMap;

/**
 * A point that is exposed.
 *
 * @param labels its labels
 * @param value what it holds
 * @param exemplars its exemplars
 * @param startNanos when it began to count
 * @param timeNanos when it was measured
 * @param updated when it came
 */
record Point(
        SortedMap<String, String> labels,
        Value value,
        List<Exemplar> exemplars,
        long startNanos,
        long timeNanos,
        Instant updated) {

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
         * A summary.
         *
         * @param quantiles quantile and value, in pairs
         */
        record Summary(List<double[]> quantiles, long count, double sum) implements Value {}
    }

    /** Returns this point with a delta added to what came before, if it follows right upon it. */
    Point after(Point previous) {
        if (startNanos != previous.timeNanos()) {
            return this;
        }
        Value sum = value;
        if (value instanceof Value.Single n && previous.value() instanceof Value.Single p) {
            sum = new Value.Single(n.value() + p.value());
        } else if (value instanceof Value.Histogram h
                && previous.value() instanceof Value.Histogram p
                && p.bounds().equals(h.bounds())) {
            sum = new Value.Histogram(
                    h.bounds(), added(h.counts(), p.counts()), h.count() + p.count(), h.sum() + p.sum());
        }
        return new Point(labels, sum, exemplars, previous.startNanos(), timeNanos, updated);
    }

    private static List<Long> added(List<Long> a, List<Long> b) {
        List<Long> sum = new java.util.ArrayList<>();
        for (int i = 0; i < a.size(); i++) {
            sum.add(a.get(i) + b.get(i));
        }
        return sum;
    }
}
