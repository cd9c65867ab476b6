package dev.plumbline.embedded.loki;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Loki's configuration file, as far as the stand-in knows its keys. What only concerns how the real one keeps data is
 * read as it stands; what changes answers is read into records.
 */
record LokiConfig(
        @Nullable String target,
        @Nullable Boolean authEnabled,
        @Nullable Server server,
        @Nullable Common common,
        @Nullable Ingester ingester,
        @Nullable Distributor distributor,
        @Nullable Querier querier,
        @Nullable Frontend frontend,
        @Nullable JsonNode frontendWorker,
        @Nullable JsonNode queryRange,
        @Nullable JsonNode queryScheduler,
        @Nullable JsonNode ingesterClient,
        @Nullable JsonNode schemaConfig,
        @Nullable JsonNode storageConfig,
        @Nullable JsonNode chunkStoreConfig,
        @Nullable JsonNode compactor,
        @Nullable JsonNode ruler,
        @Nullable JsonNode memberlist,
        @Nullable JsonNode patternIngester,
        @Nullable JsonNode indexGateway,
        @Nullable JsonNode tableManager,
        @Nullable JsonNode tracing,
        @Nullable JsonNode runtimeConfig,
        @Nullable JsonNode operationalConfig,
        @Nullable JsonNode profiling,
        @Nullable Analytics analytics,
        @Nullable Limits limitsConfig,
        @Nullable String ballastBytes,
        @Nullable String shutdownDelay) {

    record Server(
            @Nullable String httpListenNetwork,
            @Nullable String httpListenAddress,
            @Nullable Integer httpListenPort,
            @Nullable String grpcListenAddress,
            @Nullable Integer grpcListenPort,
            @Nullable String logLevel,
            @Nullable String logFormat,
            @Nullable String httpPathPrefix,
            @Nullable String httpServerReadTimeout,
            @Nullable String httpServerWriteTimeout,
            @Nullable String httpServerIdleTimeout,
            @Nullable String gracefulShutdownTimeout,
            @Nullable Long grpcServerMaxRecvMsgSize,
            @Nullable Long grpcServerMaxSendMsgSize,
            @Nullable Integer grpcServerMaxConcurrentStreams,
            @Nullable Boolean registerInstrumentation) {}

    record Common(
            @Nullable String pathPrefix,
            @Nullable Integer replicationFactor,
            @Nullable String instanceAddr,
            @Nullable JsonNode instanceInterfaceNames,
            @Nullable JsonNode ring,
            @Nullable JsonNode storage,
            @Nullable String compactorAddress,
            @Nullable String compactorGrpcAddress,
            @Nullable Boolean persistTokens) {}

    record Ingester(
            @Nullable Lifecycler lifecycler,
            @Nullable String chunkIdlePeriod,
            @Nullable String chunkRetainPeriod,
            @Nullable Long chunkTargetSize,
            @Nullable Long chunkBlockSize,
            @Nullable String chunkEncoding,
            @Nullable String maxChunkAge,
            @Nullable String flushCheckPeriod,
            @Nullable String flushOpTimeout,
            @Nullable Integer concurrentFlushes,
            @Nullable JsonNode wal,
            @Nullable String queryStoreMaxLookBackPeriod,
            @Nullable Integer maxReturnedStreamErrors,
            @Nullable Boolean autoforgetUnhealthy) {}

    record Lifecycler(
            @Nullable JsonNode ring,
            @Nullable String address,
            @Nullable String minReadyDuration,
            @Nullable String joinAfter,
            @Nullable String finalSleep,
            @Nullable String observePeriod,
            @Nullable String heartbeatPeriod,
            @Nullable Integer numTokens) {}

    record Distributor(
            @Nullable JsonNode ring,
            @Nullable OtlpDefaults otlpConfig,
            @Nullable JsonNode rateStore) {}

    record OtlpDefaults(@Nullable List<String> defaultResourceAttributesAsIndexLabels) {}

    record Querier(
            @Nullable String queryIngestersWithin,
            @Nullable String tailMaxDuration,
            @Nullable Integer maxConcurrent,
            @Nullable Boolean queryStoreOnly,
            @Nullable Boolean queryIngesterOnly,
            @Nullable Boolean multiTenantQueriesEnabled,
            @Nullable Boolean perRequestLimitsEnabled,
            @Nullable JsonNode engine) {}

    record Frontend(
            @Nullable String address,
            @Nullable Integer port,
            @Nullable Boolean compressResponses,
            @Nullable String logQueriesLongerThan,
            @Nullable Integer maxOutstandingPerTenant,
            @Nullable String downstreamUrl,
            @Nullable String encoding,
            @Nullable JsonNode instanceInterfaceNames) {}

    record Analytics(
            @Nullable Boolean reportingEnabled, @Nullable String usageStatsUrl) {}

    record Limits(
            @Nullable String ingestionRateStrategy,
            @Nullable Double ingestionRateMb,
            @Nullable Double ingestionBurstSizeMb,
            @Nullable Integer maxLabelNameLength,
            @Nullable Integer maxLabelValueLength,
            @Nullable Integer maxLabelNamesPerSeries,
            @Nullable Boolean rejectOldSamples,
            @Nullable String rejectOldSamplesMaxAge,
            @Nullable String creationGracePeriod,
            @Nullable String maxLineSize,
            @Nullable Boolean maxLineSizeTruncate,
            @Nullable Boolean incrementDuplicateTimestamp,
            @Nullable List<String> discoverServiceName,
            @Nullable Boolean discoverLogLevels,
            @Nullable List<String> logLevelFields,
            @Nullable Integer logLevelFromJsonMaxDepth,
            @Nullable Boolean unorderedWrites,
            @Nullable String perStreamRateLimit,
            @Nullable String perStreamRateLimitBurst,
            @Nullable Integer maxStreamsPerUser,
            @Nullable Integer maxGlobalStreamsPerUser,
            @Nullable Boolean allowStructuredMetadata,
            @Nullable String maxStructuredMetadataSize,
            @Nullable Integer maxStructuredMetadataEntriesCount,
            @Nullable Integer maxQuerySeries,
            @Nullable String maxQueryLookback,
            @Nullable String maxQueryLength,
            @Nullable String maxQueryRange,
            @Nullable Integer maxQueryParallelism,
            @Nullable Integer tsdbMaxQueryParallelism,
            @Nullable Integer maxConcurrentTailRequests,
            @Nullable Integer maxEntriesLimitPerQuery,
            @Nullable Integer maxChunksPerQuery,
            @Nullable Integer cardinalityLimit,
            @Nullable String queryTimeout,
            @Nullable String splitQueriesByInterval,
            @Nullable String retentionPeriod,
            @Nullable List<JsonNode> retentionStream,
            @Nullable Boolean volumeEnabled,
            @Nullable Integer volumeMaxSeries,
            @Nullable String deletionMode,
            @Nullable JsonNode shardStreams,
            @Nullable JsonNode otlpConfig,
            @Nullable JsonNode rulerRemoteWriteConfig,
            @Nullable Boolean enableMultiVariantQueries,

            @JsonProperty("metric_aggregation_enabled") @Nullable
            Boolean metricAggregationEnabled,

            @Nullable Map<String, String> blockedQueries) {}
}
