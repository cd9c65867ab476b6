package dev.plumbline.embedded.otelcollector;

import com.google.protobuf.Message;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceRequest;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.metrics.v1.Metric;

/** The three kinds of telemetry. */
enum Signal {
    TRACES("spans"),
    METRICS("metric_points"),
    LOGS("log_records");

    private final String items;

    Signal(String items) {
        this.items = items;
    }

    /** Returns the word for one item in metric names. */
    String items() {
        return items;
    }

    /** Returns the name in a configuration and in URLs. */
    String text() {
        return name().toLowerCase(java.util.Locale.ROOT);
    }

    String path() {
        return "/v1/" + text();
    }

    static long count(Message request) {
        return switch (request) {
            case ExportTraceServiceRequest r ->
                r.getResourceSpansList().stream()
                        .flatMap(s -> s.getScopeSpansList().stream())
                        .mapToLong(s -> s.getSpansCount())
                        .sum();
            case ExportLogsServiceRequest r ->
                r.getResourceLogsList().stream()
                        .flatMap(s -> s.getScopeLogsList().stream())
                        .mapToLong(s -> s.getLogRecordsCount())
                        .sum();
            case ExportMetricsServiceRequest r ->
                r.getResourceMetricsList().stream()
                        .flatMap(s -> s.getScopeMetricsList().stream())
                        .flatMap(s -> s.getMetricsList().stream())
                        .mapToLong(Signal::points)
                        .sum();
            default -> 0;
        };
    }

    private static long points(Metric metric) {
        return (long) metric.getGauge().getDataPointsCount()
                + metric.getSum().getDataPointsCount()
                + metric.getHistogram().getDataPointsCount()
                + metric.getExponentialHistogram().getDataPointsCount()
                + metric.getSummary().getDataPointsCount();
    }
}
