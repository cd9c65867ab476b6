package dev.plumbline.embedded.prometheus.scrape;

import static dev.plumbline.embedded.prometheus.config.PrometheusConfig.list;
import static dev.plumbline.embedded.prometheus.config.PrometheusConfig.map;
import static dev.plumbline.embedded.prometheus.config.PrometheusConfig.or;
import static dev.plumbline.embedded.prometheus.config.PrometheusConfig.required;

import dev.plumbline.embedded.launch.LaunchException;
import dev.plumbline.embedded.prometheus.config.PrometheusConfig;
import dev.plumbline.embedded.prometheus.config.Relabels;
import dev.plumbline.embedded.prometheus.model.Durations;
import dev.plumbline.embedded.prometheus.model.Labels;
import dev.plumbline.embedded.prometheus.model.Relabeling;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** One job of the configuration, with its defaults filled in. */
final class Job {
    private final String name;
    private final PrometheusConfig.ScrapeConfig config;
    private final long interval;
    private final long timeout;
    private final Relabeling relabeling;
    private final Relabeling metricRelabeling;
    private final Optional<String> authorization;

    Job(PrometheusConfig.ScrapeConfig config, PrometheusConfig.Global global) {
        this.config = config;
        name = required(config.jobName(), "scrape_configs: job_name");
        interval = Durations.parse(or(config.scrapeInterval(), or(global.scrapeInterval(), "1m")));
        long wanted = Durations.parse(or(config.scrapeTimeout(), or(global.scrapeTimeout(), "10s")));
        if (wanted > interval && config.scrapeTimeout() != null) {
            throw new LaunchException(
                    "scrape timeout greater than scrape interval for scrape config with job name \"" + name + "\"");
        }
        timeout = Math.min(wanted, interval);
        relabeling = Relabels.of(config.relabelConfigs(), "job " + name + ", relabel_configs");
        metricRelabeling = Relabels.of(config.metricRelabelConfigs(), "job " + name + ", metric_relabel_configs");
        authorization = authorization(config);
    }

    private static Optional<String> authorization(PrometheusConfig.ScrapeConfig config) {
        if (config.basicAuth() != null) {
            String user = or(config.basicAuth().username(), "");
            String password =
                    or(config.basicAuth().password(), secret(config.basicAuth().passwordFile()));
            return Optional.of("Basic "
                    + Base64.getEncoder().encodeToString((user + ":" + password).getBytes(StandardCharsets.UTF_8)));
        }
        if (config.authorization() != null) {
            String credentials = or(
                    config.authorization().credentials(),
                    secret(config.authorization().credentialsFile()));
            return Optional.of(or(config.authorization().type(), "Bearer") + " " + credentials);
        }
        return Optional.empty();
    }

    private static String secret(@org.jspecify.annotations.Nullable String file) {
        if (file == null) {
            return "";
        }
        try {
            return Files.readString(Path.of(file)).strip();
        } catch (IOException e) {
            throw new LaunchException("cannot read " + file + ": " + e.getMessage(), e);
        }
    }

    String name() {
        return name;
    }

    boolean honorLabels() {
        return or(config.honorLabels(), false);
    }

    boolean honorTimestamps() {
        return or(config.honorTimestamps(), true);
    }

    int sampleLimit() {
        return or(config.sampleLimit(), 0);
    }

    Relabeling metricRelabeling() {
        return metricRelabeling;
    }

    Optional<String> authorization() {
        return authorization;
    }

    boolean compression() {
        return or(config.enableCompression(), true);
    }

    /** Returns the files that list targets. */
    List<String> files() {
        List<String> files = new ArrayList<>();
        list(config.fileSdConfigs()).forEach(f -> files.addAll(list(f.files())));
        return files;
    }

    List<PrometheusConfig.StaticConfig> staticConfigs() {
        return list(config.staticConfigs());
    }

    /** Makes a target of an address; empty if the rules drop it. */
    Optional<Target> target(String address, Map<String, String> own) {
        Map<String, String> labels = new LinkedHashMap<>(own);
        labels.put("__address__", address);
        labels.put("job", name);
        labels.put("__scheme__", or(config.scheme(), "http"));
        labels.put("__metrics_path__", or(config.metricsPath(), "/metrics"));
        labels.put("__scrape_interval__", Durations.format(interval));
        labels.put("__scrape_timeout__", Durations.format(timeout));
        labels.put("__always_scrape_classic_histograms__", "false");
        labels.put("__convert_classic_histograms_to_nhcb__", "false");
        labels.put("__scrape_native_histograms__", "false");
        map(config.params()).forEach((k, v) -> labels.put("__param_" + k, v.isEmpty() ? "" : v.getFirst()));
        Labels discovered = Labels.of(labels);
        return relabeling
                .apply(discovered)
                .filter(l -> !l.get("__address__").isEmpty())
                .map(l -> target(discovered, l));
    }

    private Target target(Labels discovered, Labels relabeled) {
        Map<String, String> labels = relabeled.toMap();
        labels.keySet().removeIf(n -> n.startsWith("__"));
        labels.putIfAbsent("instance", relabeled.get("__address__"));
        String query = query(relabeled);
        URI uri = URI.create(relabeled.get("__scheme__") + "://" + relabeled.get("__address__")
                + relabeled.get("__metrics_path__") + (query.isEmpty() ? "" : "?" + query));
        return new Target(
                discovered,
                Labels.of(labels),
                uri,
                Duration.ofMillis(Durations.parse(relabeled.get("__scrape_interval__"))),
                Duration.ofMillis(Durations.parse(relabeled.get("__scrape_timeout__"))),
                new Target.State());
    }

    private String query(Labels relabeled) {
        Map<String, List<String>> params = new LinkedHashMap<>(map(config.params()));
        relabeled.toMap().forEach((name, value) -> {
            if (name.startsWith("__param_")) {
                List<String> values = new ArrayList<>(params.getOrDefault(name.substring(8), List.of("")));
                values.set(0, value);
                params.put(name.substring(8), values);
            }
        });
        List<String> pairs = new ArrayList<>();
        params.forEach((name, values) -> values.forEach(v -> pairs.add(
                URLEncoder.encode(name, StandardCharsets.UTF_8) + "=" + URLEncoder.encode(v, StandardCharsets.UTF_8))));
        return String.join("&", pairs);
    }
}
