package dev.plumbline.collector.telemetry;

import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.CounterSnapshot.CounterDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.DataPointSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot.GaugeDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot.HistogramDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.InfoSnapshot;
import io.prometheus.metrics.model.snapshots.InfoSnapshot.InfoDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import io.prometheus.metrics.model.snapshots.SummarySnapshot;
import io.prometheus.metrics.model.snapshots.SummarySnapshot.SummaryDataPointSnapshot;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Puts metrics of several registries together: one metric of each name, with the data points of all. */
public final class Merge {
    private final Map<String, List<MetricSnapshot>> byName = new LinkedHashMap<>();

    /** Adds metrics; their data points also get these labels, where they have not got them yet. */
    public Merge add(MetricSnapshots snapshots, Map<String, String> labels) {
        for (MetricSnapshot snapshot : snapshots) {
            labelled(snapshot, labels)
                    .ifPresent(s -> byName.computeIfAbsent(s.getMetadata().getPrometheusName(), n -> new ArrayList<>())
                            .add(s));
        }
        return this;
    }

    /** Returns what was added. Of metrics that share a name and not a type, those of the first one's type. */
    public MetricSnapshots snapshots() {
        return new MetricSnapshots(byName.values().stream().map(Merge::joined).toList());
    }

    private static MetricSnapshot joined(List<MetricSnapshot> same) {
        MetricSnapshot first = same.getFirst();
        if (same.size() == 1) {
            return first;
        }
        return switch (first) {
            case CounterSnapshot c ->
                new CounterSnapshot(c.getMetadata(), points(same, CounterDataPointSnapshot.class));
            case GaugeSnapshot g -> new GaugeSnapshot(g.getMetadata(), points(same, GaugeDataPointSnapshot.class));
            case HistogramSnapshot h ->
                new HistogramSnapshot(h.getMetadata(), points(same, HistogramDataPointSnapshot.class));
            case SummarySnapshot s ->
                new SummarySnapshot(s.getMetadata(), points(same, SummaryDataPointSnapshot.class));
            case InfoSnapshot i -> new InfoSnapshot(i.getMetadata(), points(same, InfoDataPointSnapshot.class));
            default -> first;
        };
    }

    private static <P extends DataPointSnapshot> List<P> points(List<MetricSnapshot> same, Class<P> type) {
        List<P> points = new ArrayList<>();
        same.forEach(s -> s.getDataPoints().forEach(p -> {
            if (type.isInstance(p)) {
                points.add(type.cast(p));
            }
        }));
        return points;
    }

    private static Optional<MetricSnapshot> labelled(MetricSnapshot snapshot, Map<String, String> labels) {
        if (snapshot.getDataPoints().isEmpty()) {
            return Optional.empty();
        }
        if (labels.isEmpty()) {
            return Optional.of(snapshot);
        }
        return Optional.of(
                switch (snapshot) {
                    case CounterSnapshot c ->
                        new CounterSnapshot(
                                c.getMetadata(),
                                c.getDataPoints().stream()
                                        .map(p -> new CounterDataPointSnapshot(
                                                p.getValue(),
                                                with(p, labels),
                                                p.getExemplar(),
                                                p.getCreatedTimestampMillis()))
                                        .toList());
                    case GaugeSnapshot g ->
                        new GaugeSnapshot(
                                g.getMetadata(),
                                g.getDataPoints().stream()
                                        .map(p -> new GaugeDataPointSnapshot(
                                                p.getValue(), with(p, labels), p.getExemplar()))
                                        .toList());
                    case HistogramSnapshot h ->
                        new HistogramSnapshot(
                                h.isGaugeHistogram(),
                                h.getMetadata(),
                                h.getDataPoints().stream()
                                        .map(p -> histogram(p, with(p, labels)))
                                        .toList());
                    case SummarySnapshot s ->
                        new SummarySnapshot(
                                s.getMetadata(),
                                s.getDataPoints().stream()
                                        .map(p -> new SummaryDataPointSnapshot(
                                                p.getCount(),
                                                p.getSum(),
                                                p.getQuantiles(),
                                                with(p, labels),
                                                p.getExemplars(),
                                                p.getCreatedTimestampMillis()))
                                        .toList());
                    case InfoSnapshot i ->
                        new InfoSnapshot(
                                i.getMetadata(),
                                i.getDataPoints().stream()
                                        .map(p -> new InfoDataPointSnapshot(with(p, labels)))
                                        .toList());
                    default -> snapshot;
                });
    }

    private static HistogramDataPointSnapshot histogram(HistogramDataPointSnapshot p, Labels labels) {
        return new HistogramDataPointSnapshot(
                p.getClassicBuckets(),
                p.getNativeSchema(),
                p.getNativeZeroCount(),
                p.getNativeZeroThreshold(),
                p.getNativeBucketsForPositiveValues(),
                p.getNativeBucketsForNegativeValues(),
                p.getSum(),
                labels,
                p.getExemplars(),
                p.getCreatedTimestampMillis());
    }

    private static Labels with(DataPointSnapshot point, Map<String, String> more) {
        Labels labels = point.getLabels();
        for (Map.Entry<String, String> label : more.entrySet()) {
            if (!labels.contains(label.getKey())) {
                labels = labels.add(label.getKey(), label.getValue());
            }
        }
        return labels;
    }
}
