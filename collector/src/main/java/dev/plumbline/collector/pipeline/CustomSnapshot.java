package dev.plumbline.collector.pipeline;

import io.prometheus.metrics.model.snapshots.ClassicHistogramBuckets;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.prometheus.metrics.model.snapshots.UnknownSnapshot;

/** Gathers the series of one name for one exposition. */
final class CustomSnapshot {
    private final CustomFamily.Kind kind;
    private final CounterSnapshot.Builder counter = CounterSnapshot.builder();
    private final GaugeSnapshot.Builder gauge = GaugeSnapshot.builder();
    private final UnknownSnapshot.Builder untyped = UnknownSnapshot.builder();
    private final HistogramSnapshot.Builder histogram = HistogramSnapshot.builder();

    CustomSnapshot(CustomFamily.Kind kind, String name, String help) {
        this.kind = kind;
        counter.name(name).help(help);
        gauge.name(name).help(help);
        untyped.name(name).help(help);
        histogram.name(name).help(help);
    }

    /** Adds a family's series; one of another kind under the same name is left out, as a name has one type. */
    void add(CustomFamily family) {
        if (family.kind() == kind) {
            family.collect(this::point);
        }
    }

    private void point(Labels labels, CustomSeries series) {
        switch (kind) {
            case COUNTER ->
                counter.dataPoint(CounterSnapshot.CounterDataPointSnapshot.builder()
                        .labels(labels)
                        .value(series.value())
                        .build());
            case UNTYPED_COUNTER ->
                untyped.dataPoint(UnknownSnapshot.UnknownDataPointSnapshot.builder()
                        .labels(labels)
                        .value(series.value())
                        .build());
            case GAUGE ->
                gauge.dataPoint(GaugeSnapshot.GaugeDataPointSnapshot.builder()
                        .labels(labels)
                        .value(series.value())
                        .build());
            case HISTOGRAM ->
                histogram.dataPoint(HistogramSnapshot.HistogramDataPointSnapshot.builder()
                        .labels(labels)
                        .sum(series.value())
                        .classicHistogramBuckets(ClassicHistogramBuckets.of(series.bounds(), series.counts()))
                        .build());
        }
    }

    MetricSnapshot build() {
        return switch (kind) {
            case COUNTER -> counter.build();
            case UNTYPED_COUNTER -> untyped.build();
            case GAUGE -> gauge.build();
            case HISTOGRAM -> histogram.build();
        };
    }
}
