package dev.plumbline.embedded.loki;

import dev.plumbline.embedded.gotemplate.GoDuration;
import dev.plumbline.embedded.launch.LaunchException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the configuration comes to, Loki's defaults filled in. Durations are in nanoseconds, sizes in bytes; a limit of 0
 * is none where Loki says so.
 */
record Settings(
        boolean authEnabled,
        Duration readyAfter,
        long outOfOrder,
        double rateBytes,
        double burstBytes,
        double streamRateBytes,
        double streamBurstBytes,
        int labelNames,
        int labelNameLength,
        int labelValueLength,
        boolean rejectOld,
        long oldest,
        long grace,
        long lineSize,
        boolean truncateLines,
        boolean incrementDuplicates,
        List<String> serviceNames,
        boolean levels,
        List<String> levelFields,
        int levelDepth,
        int streams,
        boolean metadata,
        long metadataSize,
        int metadataCount,
        List<String> indexedAttributes,
        int querySeries,
        long queryLength,
        long queryRange,
        long lookback,
        int queryEntries,
        long splitInterval,
        long retention,
        boolean volume) {
    private static final List<String> SERVICE_NAMES = List.of(
            "service",
            "app",
            "application",
            "app_name",
            "name",
            "app_kubernetes_io_name",
            "container",
            "container_name",
            "k8s_container_name",
            "component",
            "workload",
            "job",
            "k8s_job_name");
    private static final List<String> LEVEL_FIELDS = List.of(
            "level",
            "LEVEL",
            "Level",
            "log.level",
            "severity",
            "SEVERITY",
            "Severity",
            "SeverityText",
            "lvl",
            "LVL",
            "Lvl",
            "severity_text",
            "Severity_Text",
            "SEVERITY_TEXT");
    private static final List<String> INDEXED = List.of(
            "service.name",
            "service.namespace",
            "service.instance.id",
            "deployment.environment",
            "deployment.environment.name",
            "cloud.region",
            "cloud.availability_zone",
            "k8s.cluster.name",
            "k8s.namespace.name",
            "k8s.pod.name",
            "k8s.container.name",
            "container.name",
            "k8s.replicaset.name",
            "k8s.deployment.name",
            "k8s.statefulset.name",
            "k8s.daemonset.name",
            "k8s.cronjob.name",
            "k8s.job.name");
    private static final Pattern SIZE = Pattern.compile("([0-9]+)\\s*([kKmMgGtT]?)[iI]?[bB]?");
    private static final Map<String, Integer> POWERS = Map.of("", 0, "k", 1, "m", 2, "g", 3, "t", 4);

    static Settings of(LokiConfig config) {
        Optional<LokiConfig.Limits> l = Optional.ofNullable(config.limitsConfig());
        return new Settings(
                !Boolean.FALSE.equals(config.authEnabled()),
                Duration.ofNanos(duration(
                        "min_ready_duration",
                        Optional.ofNullable(config.ingester())
                                .flatMap(i -> Optional.ofNullable(i.lifecycler()))
                                .flatMap(c -> Optional.ofNullable(c.minReadyDuration())),
                        "15s")),
                duration(
                                "max_chunk_age",
                                Optional.ofNullable(config.ingester())
                                        .flatMap(i -> Optional.ofNullable(i.maxChunkAge())),
                                "2h")
                        / 2,
                get(l, LokiConfig.Limits::ingestionRateMb, 4.0) * (1 << 20),
                get(l, LokiConfig.Limits::ingestionBurstSizeMb, 6.0) * (1 << 20),
                size("per_stream_rate_limit", get(l, LokiConfig.Limits::perStreamRateLimit, "3MB")),
                size("per_stream_rate_limit_burst", get(l, LokiConfig.Limits::perStreamRateLimitBurst, "15MB")),
                get(l, LokiConfig.Limits::maxLabelNamesPerSeries, 15),
                get(l, LokiConfig.Limits::maxLabelNameLength, 1024),
                get(l, LokiConfig.Limits::maxLabelValueLength, 2048),
                get(l, LokiConfig.Limits::rejectOldSamples, true),
                limit(l, "reject_old_samples_max_age", LokiConfig.Limits::rejectOldSamplesMaxAge, "7d"),
                limit(l, "creation_grace_period", LokiConfig.Limits::creationGracePeriod, "10m"),
                size("max_line_size", get(l, LokiConfig.Limits::maxLineSize, "256KB")),
                get(l, LokiConfig.Limits::maxLineSizeTruncate, false),
                get(l, LokiConfig.Limits::incrementDuplicateTimestamp, false),
                get(l, LokiConfig.Limits::discoverServiceName, SERVICE_NAMES),
                get(l, LokiConfig.Limits::discoverLogLevels, true),
                get(l, LokiConfig.Limits::logLevelFields, LEVEL_FIELDS),
                get(l, LokiConfig.Limits::logLevelFromJsonMaxDepth, 2),
                get(l, LokiConfig.Limits::maxGlobalStreamsPerUser, 5000),
                get(l, LokiConfig.Limits::allowStructuredMetadata, true),
                size("max_structured_metadata_size", get(l, LokiConfig.Limits::maxStructuredMetadataSize, "64KB")),
                get(l, LokiConfig.Limits::maxStructuredMetadataEntriesCount, 128),
                Optional.ofNullable(config.distributor())
                        .flatMap(d -> Optional.ofNullable(d.otlpConfig()))
                        .flatMap(o -> Optional.ofNullable(o.defaultResourceAttributesAsIndexLabels()))
                        .orElse(INDEXED),
                get(l, LokiConfig.Limits::maxQuerySeries, 500),
                limit(l, "max_query_length", LokiConfig.Limits::maxQueryLength, "721h"),
                limit(l, "max_query_range", LokiConfig.Limits::maxQueryRange, "0s"),
                limit(l, "max_query_lookback", LokiConfig.Limits::maxQueryLookback, "0s"),
                get(l, LokiConfig.Limits::maxEntriesLimitPerQuery, 5000),
                limit(l, "split_queries_by_interval", LokiConfig.Limits::splitQueriesByInterval, "1h"),
                limit(l, "retention_period", LokiConfig.Limits::retentionPeriod, "0s"),
                get(l, LokiConfig.Limits::volumeEnabled, true));
    }

    private static <T> T get(
            Optional<LokiConfig.Limits> limits,
            Function<LokiConfig.Limits, @org.jspecify.annotations.Nullable T> key,
            T otherwise) {
        return limits.flatMap(l -> Optional.ofNullable(key.apply(l))).orElse(otherwise);
    }

    private static long limit(
            Optional<LokiConfig.Limits> limits,
            String name,
            Function<LokiConfig.Limits, @org.jspecify.annotations.Nullable String> key,
            String otherwise) {
        return duration(name, limits.flatMap(l -> Optional.ofNullable(key.apply(l))), otherwise);
    }

    private static long duration(String key, Optional<String> given, String otherwise) {
        String text = given.orElse(otherwise);
        try {
            return GoDuration.parsePrometheus(text);
        } catch (NumberFormatException e) {
            try {
                return GoDuration.parse(text);
            } catch (NumberFormatException none) {
                throw new LaunchException("loki: " + key + ": " + e.getMessage(), e);
            }
        }
    }

    private static long size(String key, String text) {
        Matcher m = SIZE.matcher(text);
        if (!m.matches()) {
            throw new LaunchException("loki: " + key + ": expected a size such as 256KB, found '" + text + "'");
        }
        int power = POWERS.getOrDefault(m.group(2).toLowerCase(Locale.ROOT), 0);
        return Long.parseLong(m.group(1)) << (10 * power);
    }
}
