package dev.plumbline.embedded.tempo.generator;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** Counters and histograms of the generator, and what is written of them at each collection. */
final class Registry {
    private static final long MINUTE = 60_000;

    private final Map<String, String> externalLabels;
    private final Map<SortedMap<String, String>, Counter> counters = new LinkedHashMap<>();
    private final Map<SortedMap<String, String>, Histogram> histograms = new LinkedHashMap<>();

    /** A sample or, with a trace id, an exemplar for one series. */
    record Sample(SortedMap<String, String> labels, double value, long timeMillis) {}

    /** An exemplar for one series. */
    record Exemplar(SortedMap<String, String> labels, String traceId, double value, long timeMillis) {}

    /** What one collection yields. */
    record Collection(List<Sample> samples, List<Exemplar> exemplars) {}

    private static final class Counter {
        private double value;
        private boolean isNew = true;
    }

    private static final class Histogram {
        private final double[] bounds;
        private final double[] buckets;
        private final List<Optional<Exemplar>> exemplars = new ArrayList<>();
        private double sum;
        private double count;
        private boolean isNew = true;

        Histogram(List<Double> bounds) {
            this.bounds = new double[bounds.size() + 1];
            for (int i = 0; i < bounds.size(); i++) {
                this.bounds[i] = bounds.get(i);
            }
            this.bounds[bounds.size()] = Double.POSITIVE_INFINITY;
            this.buckets = new double[this.bounds.length];
            for (int i = 0; i < buckets.length; i++) {
                exemplars.add(Optional.empty());
            }
        }
    }

    Registry(Map<String, String> externalLabels) {
        this.externalLabels = Map.copyOf(externalLabels);
    }

    private SortedMap<String, String> series(String name, Map<String, String> labels) {
        SortedMap<String, String> all = new TreeMap<>(externalLabels);
        labels.forEach((label, value) -> {
            if (!value.isEmpty()) {
                all.put(label, value);
            }
        });
        all.put("__name__", name);
        return all;
    }

    synchronized void add(String name, Map<String, String> labels, double value) {
        counters.computeIfAbsent(series(name, labels), l -> new Counter()).value += value;
    }

    synchronized void observe(
            String name, Map<String, String> labels, List<Double> bounds, double value, String traceId) {
        Histogram histogram = histograms.computeIfAbsent(series(name, labels), l -> new Histogram(bounds));
        histogram.sum += value;
        histogram.count++;
        int smallest = -1;
        for (int i = 0; i < histogram.bounds.length; i++) {
            if (value <= histogram.bounds[i]) {
                histogram.buckets[i]++;
                smallest = smallest < 0 ? i : smallest;
            }
        }
        histogram.exemplars.set(smallest, Optional.of(new Exemplar(new TreeMap<>(), traceId, value, 0)));
    }

    /** Returns a sample for each series; a new one begins with a zero at the end of the minute before. */
    synchronized Collection collect(long timeMillis) {
        List<Sample> samples = new ArrayList<>();
        List<Exemplar> exemplars = new ArrayList<>();
        long before = timeMillis - timeMillis % MINUTE - 1000;
        counters.forEach((labels, counter) -> {
            if (counter.isNew) {
                samples.add(new Sample(labels, 0, before));
                counter.isNew = false;
            }
            samples.add(new Sample(labels, counter.value, timeMillis));
        });
        histograms.forEach((labels, histogram) -> {
            String name = labels.getOrDefault("__name__", "");
            SortedMap<String, String> count = with(labels, name + "_count", "");
            if (histogram.isNew) {
                samples.add(new Sample(count, 0, before));
            }
            samples.add(new Sample(with(labels, name + "_sum", ""), histogram.sum, timeMillis));
            samples.add(new Sample(count, histogram.count, timeMillis));
            for (int i = 0; i < histogram.buckets.length; i++) {
                SortedMap<String, String> bucket = with(labels, name + "_bucket", bound(histogram.bounds[i]));
                if (histogram.isNew) {
                    samples.add(new Sample(bucket, 0, before));
                }
                samples.add(new Sample(bucket, histogram.buckets[i], timeMillis));
                histogram
                        .exemplars
                        .get(i)
                        .ifPresent(e -> exemplars.add(new Exemplar(bucket, e.traceId(), e.value(), timeMillis)));
                histogram.exemplars.set(i, Optional.empty());
            }
            histogram.isNew = false;
        });
        return new Collection(samples, exemplars);
    }

    private static SortedMap<String, String> with(SortedMap<String, String> labels, String name, String bound) {
        SortedMap<String, String> copy = new TreeMap<>(labels);
        copy.put("__name__", name);
        if (!bound.isEmpty()) {
            copy.put("le", bound);
        }
        return copy;
    }

    private static String bound(double bound) {
        if (Double.isInfinite(bound)) {
            return "+Inf";
        }
        String text = new java.math.BigDecimal(Double.toString(bound))
                .stripTrailingZeros()
                .toPlainString();
        return text;
    }
}
