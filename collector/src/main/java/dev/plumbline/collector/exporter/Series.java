package dev.plumbline.collector.exporter;

import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Gathers values by metric name; of two with the same labels the second one is added to the first. */
final class Series {
    private final Map<String, Family> counters = new LinkedHashMap<>();
    private final Map<String, Family> gauges = new LinkedHashMap<>();

    private record Family(String help, Map<Labels, Double> values) {}

    /** Adds a value of a counter; the name goes without its {@code _total}. */
    void counter(String name, String help, Labels labels, double value) {
        counters.computeIfAbsent(name, n -> new Family(help, new LinkedHashMap<>()))
                .values()
                .merge(labels, value, Double::sum);
    }

    void gauge(String name, String help, Labels labels, double value) {
        gauges.computeIfAbsent(name, n -> new Family(help, new LinkedHashMap<>()))
                .values()
                .merge(labels, value, Double::sum);
    }

    MetricSnapshots snapshots() {
        List<MetricSnapshot> all = Stream.concat(
                        counters.entrySet().stream().map(e -> counter(e.getKey(), e.getValue())),
                        gauges.entrySet().stream().map(e -> gauge(e.getKey(), e.getValue())))
                .toList();
        return new MetricSnapshots(all);
    }

    private static MetricSnapshot counter(String name, Family family) {
        CounterSnapshot.Builder builder = CounterSnapshot.builder().name(name).help(family.help());
        family.values()
                .forEach((labels, value) -> builder.dataPoint(CounterSnapshot.CounterDataPointSnapshot.builder()
                        .labels(labels)
                        .value(value)
                        .build()));
        return builder.build();
    }

    private static MetricSnapshot gauge(String name, Family family) {
        GaugeSnapshot.Builder builder = GaugeSnapshot.builder().name(name).help(family.help());
        family.values()
                .forEach((labels, value) -> builder.dataPoint(GaugeSnapshot.GaugeDataPointSnapshot.builder()
                        .labels(labels)
                        .value(value)
                        .build()));
        return builder.build();
    }
}
