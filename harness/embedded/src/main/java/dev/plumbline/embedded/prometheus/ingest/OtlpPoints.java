package dev.plumbline.embedded.prometheus.ingest;

import com.google.protobuf.ByteString;
import dev.plumbline.embedded.prometheus.model.GoText;
import dev.plumbline.embedded.prometheus.model.Labels;
import dev.plumbline.embedded.prometheus.storage.Exemplar;
import dev.plumbline.embedded.prometheus.storage.Samples;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.metrics.v1.AggregationTemporality;
import io.opentelemetry.proto.metrics.v1.HistogramDataPoint;
import io.opentelemetry.proto.metrics.v1.Metric;
import io.opentelemetry.proto.metrics.v1.NumberDataPoint;
import io.opentelemetry.proto.metrics.v1.ScopeMetrics;
import io.opentelemetry.proto.metrics.v1.SummaryDataPoint;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Collects the samples that OTLP metrics become. */
final class OtlpPoints {
    private static final long NANOS = 1_000_000;
    private static final int NO_VALUE = 1;

    /** How far samples of {@code target_info} lie apart, so that each moment finds one: half of the lookback. */
    private static final long TARGET_INTERVAL = 150_000;

    private final List<Sample> samples = new ArrayList<>();
    private final Map<Labels, Long> histograms = new LinkedHashMap<>();
    private final Map<Labels, List<Exemplar>> exemplars = new LinkedHashMap<>();
    private OtlpResource resource = new OtlpResource(List.of(), List.of());
    private long earliest = Long.MAX_VALUE;
    private long latest;

    record Sample(Labels labels, long time, double value) {}

    List<Sample> samples() {
        return samples;
    }

    Map<Labels, Long> histograms() {
        return histograms;
    }

    Map<Labels, List<Exemplar>> exemplars() {
        return exemplars;
    }

    /** Adds the metrics of a resource; throws {@link IllegalArgumentException} for what Prometheus refuses. */
    void add(OtlpResource of, List<ScopeMetrics> scopes) {
        resource = of;
        earliest = Long.MAX_VALUE;
        latest = 0;
        scopes.forEach(scope -> scope.getMetricsList().forEach(this::add));
        if (latest > 0 && !of.info().isEmpty()) {
            long last = latest;
            for (long time = earliest; time < last; time += TARGET_INTERVAL) {
                sample("target_info", of.info(), time, 1, 0);
            }
            sample("target_info", of.info(), last, 1, 0);
        }
    }

    private void add(Metric m) {
        boolean monotonic = m.hasSum() && m.getSum().getIsMonotonic();
        String name = OtlpNames.metric(m.getName(), m.getUnit(), monotonic, m.hasGauge());
        switch (m.getDataCase()) {
            case GAUGE -> m.getGauge().getDataPointsList().forEach(p -> number(name, p, false));
            case SUM -> {
                cumulative(m, m.getSum().getAggregationTemporality());
                m.getSum().getDataPointsList().forEach(p -> number(name, p, true));
            }
            case HISTOGRAM -> {
                cumulative(m, m.getHistogram().getAggregationTemporality());
                m.getHistogram().getDataPointsList().forEach(p -> histogram(name, p));
            }
            case EXPONENTIAL_HISTOGRAM -> {
                cumulative(m, m.getExponentialHistogram().getAggregationTemporality());
                m.getExponentialHistogram().getDataPointsList().forEach(p -> {
                    Labels labels = labels(name, resource.labels(p.getAttributesList()));
                    histograms.put(labels, seen(millis(p.getTimeUnixNano())));
                });
            }
            case SUMMARY -> m.getSummary().getDataPointsList().forEach(p -> summary(name, p));
            case DATA_NOT_SET -> throw new IllegalArgumentException("unsupported metric type");
        }
    }

    private static void cumulative(Metric m, AggregationTemporality temporality) {
        if (temporality != AggregationTemporality.AGGREGATION_TEMPORALITY_CUMULATIVE) {
            throw new IllegalArgumentException(
                    "invalid temporality and type combination for metric " + GoText.quote(m.getName()));
        }
    }

    private static long millis(long nanos) {
        return Math.floorDiv(nanos, NANOS);
    }

    private static Labels labels(String name, Map<String, String> labels) {
        return Labels.of(labels).with(Labels.NAME, name);
    }

    private long seen(long time) {
        earliest = Math.min(earliest, time);
        latest = Math.max(latest, time);
        return time;
    }

    private void sample(String name, Map<String, String> labels, long time, double value, int flags) {
        seen(time);
        boolean none = (flags & NO_VALUE) != 0;
        samples.add(new Sample(labels(name, labels), time, none ? Samples.staleMarker() : value));
    }

    private void number(String name, NumberDataPoint p, boolean withExemplars) {
        double value = p.hasAsInt() ? p.getAsInt() : p.getAsDouble();
        Map<String, String> labels = resource.labels(p.getAttributesList());
        sample(name, labels, millis(p.getTimeUnixNano()), value, p.getFlags());
        if (withExemplars && (p.getFlags() & NO_VALUE) == 0) {
            p.getExemplarsList().forEach(e -> exemplar(labels(name, labels), e));
        }
    }

    private void summary(String name, SummaryDataPoint p) {
        Map<String, String> labels = resource.labels(p.getAttributesList());
        long time = millis(p.getTimeUnixNano());
        sample(name + "_sum", labels, time, p.getSum(), p.getFlags());
        sample(name + "_count", labels, time, (double) p.getCount(), p.getFlags());
        p.getQuantileValuesList().forEach(q -> {
            Map<String, String> own = new LinkedHashMap<>(labels);
            own.put("quantile", GoText.plain(q.getQuantile()));
            sample(name, own, time, q.getValue(), p.getFlags());
        });
    }

    private void histogram(String name, HistogramDataPoint p) {
        Map<String, String> labels = resource.labels(p.getAttributesList());
        long time = millis(p.getTimeUnixNano());
        if (p.hasSum()) {
            sample(name + "_sum", labels, time, p.getSum(), p.getFlags());
        }
        sample(name + "_count", labels, time, (double) p.getCount(), p.getFlags());
        double cumulative = 0;
        for (int i = 0; i < p.getExplicitBoundsCount() && i < p.getBucketCountsCount(); i++) {
            cumulative += p.getBucketCounts(i);
            bucket(name, labels, GoText.plain(p.getExplicitBounds(i)), time, cumulative, p);
        }
        bucket(name, labels, "+Inf", time, (double) p.getCount(), p);
        if ((p.getFlags() & NO_VALUE) != 0) {
            return;
        }
        int bound = 0; // exemplars are expected in order: one that is not goes to the bucket of the one before it
        for (io.opentelemetry.proto.metrics.v1.Exemplar e : p.getExemplarsList()) {
            double value = e.hasAsInt() ? e.getAsInt() : e.getAsDouble();
            while (bound < p.getExplicitBoundsCount() && value > p.getExplicitBounds(bound)) {
                bound++;
            }
            String le = bound < p.getExplicitBoundsCount() ? GoText.plain(p.getExplicitBounds(bound)) : "+Inf";
            exemplar(labels(name + "_bucket", labels).with("le", le), e);
        }
    }

    private void bucket(
            String name, Map<String, String> labels, String le, long time, double count, HistogramDataPoint p) {
        Map<String, String> own = new LinkedHashMap<>(labels);
        own.put("le", le);
        sample(name + "_bucket", own, time, count, p.getFlags());
    }

    private void exemplar(Labels series, io.opentelemetry.proto.metrics.v1.Exemplar e) {
        Map<String, String> labels = new LinkedHashMap<>();
        for (KeyValue kv : e.getFilteredAttributesList()) {
            labels.putAll(OtlpResource.texts(List.of(kv)));
        }
        id(labels, "trace_id", e.getTraceId());
        id(labels, "span_id", e.getSpanId());
        double value = e.hasAsInt() ? e.getAsInt() : e.getAsDouble();
        exemplars
                .computeIfAbsent(series, s -> new ArrayList<>())
                .add(new Exemplar(Labels.of(labels), value, millis(e.getTimeUnixNano())));
    }

    private static void id(Map<String, String> labels, String name, ByteString id) {
        if (!id.isEmpty()) {
            labels.put(name, HexFormat.of().formatHex(id.toByteArray()));
        }
    }
}
