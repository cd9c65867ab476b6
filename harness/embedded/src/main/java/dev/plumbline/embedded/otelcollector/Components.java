package dev.plumbline.embedded.otelcollector;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The components' configuration, as far as the stand-in knows it. */
final class Components {
    private Components() {}

    record Otlp(@Nullable Protocols protocols) {}

    record Protocols(@Nullable Endpoint grpc, @Nullable Endpoint http) {}

    record Endpoint(
            @Nullable String endpoint,
            @Nullable Boolean includeMetadata,
            @Nullable Integer maxRecvMsgSizeMib) {}

    record Batch(
            @Nullable String timeout,
            @Nullable Integer sendBatchSize,
            @Nullable Integer sendBatchMaxSize) {}

    record MemoryLimiter(
            @Nullable String checkInterval,
            @Nullable Integer limitMib,
            @Nullable Integer spikeLimitMib,
            @Nullable Integer limitPercentage,
            @Nullable Integer spikeLimitPercentage) {}

    record OtlpHttp(
            @Nullable String endpoint,
            @Nullable String tracesEndpoint,
            @Nullable String metricsEndpoint,
            @Nullable String logsEndpoint,
            @Nullable String compression,
            @Nullable String encoding,
            @Nullable String timeout,
            @Nullable Map<String, String> headers,
            @Nullable Tls tls,
            @Nullable Retry retryOnFailure,
            @Nullable Queue sendingQueue) {}

    record Tls(@Nullable Boolean insecure) {}

    record Retry(
            @Nullable Boolean enabled,
            @Nullable String initialInterval,
            @Nullable String maxInterval,
            @Nullable String maxElapsedTime) {}

    record Queue(
            @Nullable Boolean enabled,
            @Nullable Integer numConsumers,
            @Nullable Integer queueSize) {}

    record Prometheus(
            @Nullable String endpoint,
            @Nullable String namespace,
            @Nullable Map<String, String> constLabels,
            @Nullable Boolean enableOpenMetrics,
            @Nullable Boolean addMetricSuffixes,
            @Nullable Boolean sendTimestamps,
            @Nullable String metricExpiration,
            @Nullable String translationStrategy,
            @Nullable Boolean withoutScopeInfo,
            @Nullable ResourceConversion resourceToTelemetryConversion) {}

    record ResourceConversion(@Nullable Boolean enabled) {}

    record Debug(
            @Nullable String verbosity,
            @Nullable Integer samplingInitial,
            @Nullable Integer samplingThereafter) {}

    record HealthCheck(@Nullable String endpoint, @Nullable String path) {}

    record Service(
            @Nullable List<String> extensions,
            @Nullable Map<String, Pipeline> pipelines,
            @Nullable TelemetrySettings telemetry) {}

    record Pipeline(
            @Nullable List<String> receivers,
            @Nullable List<String> processors,
            @Nullable List<String> exporters) {}

    record TelemetrySettings(
            @Nullable Logs logs,
            @Nullable MetricsSettings metrics,
            @Nullable Map<String, String> resource) {}

    record Logs(@Nullable String level, @Nullable String encoding) {}

    record MetricsSettings(@Nullable String level, @Nullable List<Reader> readers) {}

    record Reader(@Nullable Pull pull) {}

    record Pull(@Nullable PullExporter exporter) {}

    record PullExporter(@Nullable PrometheusReader prometheus) {}

    record PrometheusReader(
            @Nullable String host,
            @Nullable Object port,
            @Nullable Boolean withoutScopeInfo,
            @Nullable Boolean withoutTypeSuffix,
            @Nullable Boolean withoutUnits) {}
}
