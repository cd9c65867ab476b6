package dev.plumbline.embedded.tempo;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Tempo's configuration file, as far as the stand-in knows it. What only tunes the real program is read and not used. */
record TempoConfig(
        @Nullable String target,
        @Nullable Boolean streamOverHttpEnabled,
        @Nullable Server server,
        @Nullable Distributor distributor,
        @Nullable LiveStore liveStore,
        @Nullable Storage storage,
        @Nullable Generator metricsGenerator,
        @Nullable Overrides overrides,
        @Nullable QueryFrontend queryFrontend,
        @Nullable UsageReport usageReport) {

    record Server(
            @Nullable String httpListenAddress,
            @Nullable Integer httpListenPort,
            @Nullable String grpcListenAddress,
            @Nullable Integer grpcListenPort,
            @Nullable String logLevel,
            @Nullable String logFormat,
            @Nullable String httpServerReadTimeout,
            @Nullable String httpServerWriteTimeout) {}

    record Distributor(@Nullable Receivers receivers) {}

    record Receivers(@Nullable Otlp otlp) {}

    record Otlp(@Nullable Protocols protocols) {}

    record Protocols(@Nullable Endpoint grpc, @Nullable Endpoint http) {}

    record Endpoint(@Nullable String endpoint) {}

    record LiveStore(
            @Nullable Wal wal,
            @Nullable String completeBlockTimeout,
            @Nullable String maxTraceIdle,
            @Nullable String maxTraceLive,
            @Nullable String maxBlockDuration,
            @Nullable String instanceFlushPeriod,
            @Nullable String instanceCleanupPeriod) {}

    record Wal(@Nullable String path) {}

    record Storage(@Nullable TraceStorage trace) {}

    record TraceStorage(
            @Nullable String backend,
            @Nullable Wal wal,
            @Nullable Wal local) {}

    record Generator(
            @Nullable GeneratorStorage storage,
            @Nullable Registry registry,
            @Nullable Processor processor,
            @Nullable String metricsIngestionTimeRangeSlack) {}

    record GeneratorStorage(@Nullable String path, @Nullable List<RemoteWrite> remoteWrite) {}

    record RemoteWrite(
            String url,
            @Nullable Boolean sendExemplars,
            @Nullable String remoteTimeout,
            @Nullable Map<String, String> headers) {}

    record Registry(
            @Nullable String collectionInterval,
            @Nullable String staleDuration,
            @Nullable Map<String, String> externalLabels,
            @Nullable Boolean injectTenantIdAs) {}

    record Processor(
            @Nullable ServiceGraphs serviceGraphs, @Nullable SpanMetrics spanMetrics) {}

    record ServiceGraphs(
            @JsonProperty("wait") @Nullable String waitFor,
            @Nullable Integer maxItems,
            @Nullable List<Double> histogramBuckets,
            @Nullable List<String> dimensions) {}

    record SpanMetrics(
            @Nullable List<Double> histogramBuckets,
            @Nullable List<String> dimensions,
            @Nullable Map<String, Boolean> intrinsicDimensions,
            @Nullable Boolean enableTargetInfo) {}

    record Overrides(@Nullable Defaults defaults) {}

    record Defaults(
            @Nullable GeneratorDefaults metricsGenerator,
            @Nullable Map<String, Object> ingestion) {}

    record GeneratorDefaults(@Nullable List<String> processors) {}

    record QueryFrontend(@Nullable Search search, @Nullable Map<String, Object> traceByid) {}

    record Search(
            @Nullable Integer defaultResultLimit,
            @Nullable Integer maxResultLimit,
            @Nullable String queryBackendAfter,
            @Nullable String maxDuration,
            @Nullable Integer maxSpansPerSpanSet) {}

    record UsageReport(@Nullable Boolean reportingEnabled) {}
}
