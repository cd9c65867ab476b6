package dev.plumbline.embedded.tempo;

import dev.plumbline.embedded.launch.LaunchException;
import dev.plumbline.embedded.tempo.generator.GeneratorSettings;
import dev.plumbline.embedded.tempo.traceql.Durations;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads the generator's part of the configuration, with Tempo's defaults. */
final class GeneratorOptions {
    private static final Set<String> INTRINSICS =
            Set.of("service", "span_name", "span_kind", "status_code", "status_message");

    private GeneratorOptions() {}

    static GeneratorSettings of(Set<String> processors, TempoConfig.Generator generator) {
        Optional<TempoConfig.Registry> registry = Optional.ofNullable(generator.registry());
        Optional<TempoConfig.SpanMetrics> spans =
                Optional.ofNullable(generator.processor()).map(TempoConfig.Processor::spanMetrics);
        Optional<TempoConfig.ServiceGraphs> graph =
                Optional.ofNullable(generator.processor()).map(TempoConfig.Processor::serviceGraphs);
        Map<String, String> labels = new LinkedHashMap<>(
                registry.map(TempoConfig.Registry::externalLabels).orElse(Map.of()));
        labels.put("__metrics_gen_instance", "tempo");
        return new GeneratorSettings(
                processors,
                targets(generator.storage()),
                duration(
                        "registry.collection_interval",
                        registry.map(TempoConfig.Registry::collectionInterval),
                        Duration.ofSeconds(15)),
                labels,
                duration(
                        "metrics_ingestion_time_range_slack",
                        Optional.ofNullable(generator.metricsIngestionTimeRangeSlack()),
                        Duration.ofSeconds(30)),
                spans.map(TempoConfig.SpanMetrics::histogramBuckets).orElseGet(() -> doubling(0.002, 14)),
                graph.map(TempoConfig.ServiceGraphs::histogramBuckets).orElseGet(() -> doubling(0.1, 8)),
                intrinsics(
                        spans.map(TempoConfig.SpanMetrics::intrinsicDimensions).orElse(Map.of())),
                spans.map(TempoConfig.SpanMetrics::dimensions).orElse(List.of()),
                graph.map(TempoConfig.ServiceGraphs::dimensions).orElse(List.of()),
                duration(
                        "processor.service_graphs.wait",
                        graph.map(TempoConfig.ServiceGraphs::waitFor),
                        Duration.ofSeconds(10)));
    }

    private static List<GeneratorSettings.Target> targets(TempoConfig.@Nullable GeneratorStorage storage) {
        return Optional.ofNullable(storage).map(TempoConfig.GeneratorStorage::remoteWrite).orElse(List.of()).stream()
                .map(w -> new GeneratorSettings.Target(
                        URI.create(w.url()),
                        Objects.requireNonNullElse(w.sendExemplars(), false),
                        Objects.requireNonNullElse(w.headers(), Map.of())))
                .toList();
    }

    private static Set<String> intrinsics(Map<String, Boolean> chosen) {
        Set<String> all = new HashSet<>(Set.of("service", "span_name", "span_kind", "status_code"));
        chosen.forEach((name, on) -> {
            if (!INTRINSICS.contains(name)) {
                throw new LaunchException(
                        "intrinsic_dimensions: expected one of " + INTRINSICS + ", found '" + name + "'");
            }
            if (on) {
                all.add(name);
            } else {
                all.remove(name);
            }
        });
        return all;
    }

    private static Duration duration(String key, Optional<String> text, Duration otherwise) {
        return text.map(t -> Durations.parse(t)
                        .map(Duration::ofNanos)
                        .orElseThrow(() -> new LaunchException(
                                "metrics_generator." + key + ": expected a duration such as 15s, found '" + t + "'")))
                .orElse(otherwise);
    }

    private static List<Double> doubling(double first, int count) {
        List<Double> bounds = new ArrayList<>();
        double bound = first;
        for (int i = 0; i < count; i++) {
            bounds.add(bound);
            bound *= 2;
        }
        return bounds;
    }
}
