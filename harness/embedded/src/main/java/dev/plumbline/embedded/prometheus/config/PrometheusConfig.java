package dev.plumbline.embedded.prometheus.config;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.plumbline.embedded.launch.LaunchException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * prometheus.yaml. Keys that are not here are refused by name.
 *
 * @param global defaults
 * @param ruleFiles paths or patterns of rule files
 * @param alerting where alerts are sent
 * @param scrapeConfigs what is scraped
 * @param storage settings of the storage
 * @param otlp settings of the OTLP receiver
 */
public record PrometheusConfig(
        @Nullable Global global,
        @Nullable List<String> ruleFiles,
        @Nullable Alerting alerting,
        @Nullable List<ScrapeConfig> scrapeConfigs,
        @Nullable Storage storage,
        @Nullable Otlp otlp) {

    /** Defaults; durations as text. */
    public record Global(
            @Nullable String scrapeInterval,
            @Nullable String scrapeTimeout,
            @Nullable String evaluationInterval,
            @Nullable String ruleQueryOffset,
            @Nullable Map<String, String> externalLabels) {}

    /** Where alerts are sent. */
    public record Alerting(
            @Nullable List<Relabel> alertRelabelConfigs,
            @Nullable List<AlertmanagerConfig> alertmanagers) {}

    /** A group of Alertmanagers. */
    public record AlertmanagerConfig(
            @Nullable String scheme,
            @Nullable String pathPrefix,
            @Nullable String timeout,
            @Nullable String apiVersion,
            @Nullable BasicAuth basicAuth,
            @Nullable List<StaticConfig> staticConfigs) {}

    /** Settings of the storage. */
    public record Storage(@Nullable ExemplarStorage exemplars) {}

    /** How many exemplars are kept. */
    public record ExemplarStorage(@Nullable Integer maxExemplars) {}

    /** Settings of the OTLP receiver. */
    public record Otlp(
            @Nullable List<String> promoteResourceAttributes,
            @Nullable Boolean keepIdentifyingResourceAttributes,
            @Nullable Boolean promoteScopeMetadata,
            @Nullable String translationStrategy) {}

    /** Targets written down with labels of their own. */
    public record StaticConfig(
            @Nullable List<String> targets, @Nullable Map<String, String> labels) {}

    /** Files that list targets. */
    public record FileSdConfig(
            @Nullable List<String> files, @Nullable String refreshInterval) {}

    /** A user and a password. */
    public record BasicAuth(
            @Nullable String username,
            @Nullable String password,
            @JsonProperty("password_file") @Nullable String passwordFile) {}

    /** An authorization header. */
    public record Authorization(
            @Nullable String type,
            @Nullable String credentials,
            @JsonProperty("credentials_file") @Nullable String credentialsFile) {}

    /** One job. */
    public record ScrapeConfig(
            @Nullable String jobName,
            @Nullable String scrapeInterval,
            @Nullable String scrapeTimeout,
            @Nullable String metricsPath,
            @Nullable String scheme,
            @Nullable Boolean honorLabels,
            @Nullable Boolean honorTimestamps,
            @Nullable Boolean enableCompression,
            @Nullable Boolean followRedirects,
            @Nullable Integer sampleLimit,
            @Nullable List<String> scrapeProtocols,
            @Nullable String fallbackScrapeProtocol,
            @Nullable Map<String, List<String>> params,
            @Nullable BasicAuth basicAuth,
            @Nullable Authorization authorization,
            @Nullable List<StaticConfig> staticConfigs,
            @Nullable List<FileSdConfig> fileSdConfigs,
            @Nullable List<Relabel> relabelConfigs,
            @Nullable List<Relabel> metricRelabelConfigs) {}

    /** One relabel rule. */
    public record Relabel(
            @Nullable List<String> sourceLabels,
            @Nullable String separator,
            @Nullable String regex,
            @Nullable Long modulus,
            @Nullable String targetLabel,
            @Nullable String replacement,
            @Nullable String action) {}

    /** Returns a list that may have been left out. */
    public static <T> List<T> list(@Nullable List<T> list) {
        return list == null ? List.of() : list;
    }

    /** Returns a map that may have been left out. */
    public static <V> Map<String, V> map(@Nullable Map<String, V> map) {
        return map == null ? Map.of() : map;
    }

    /** Returns a value that may have been left out. */
    public static <T> T or(@Nullable T value, T otherwise) {
        return Objects.requireNonNullElse(value, otherwise);
    }

    /** Returns a value that must be given. */
    public static <T> T required(@Nullable T value, String where) {
        if (value == null) {
            throw new LaunchException(where + " is missing");
        }
        return value;
    }
}
