package dev.plumbline.harness.names;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.plumbline.harness.text.Nearest;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** Which component exposes which metric, with which labels. */
public final class Exposed {
    private static final String FOLDER = "/dev/plumbline/harness/exposed/";
    private static final List<String> COMPONENTS = List.of(
            "prometheus",
            "alertmanager",
            "loki",
            "tempo",
            "tempo-generated",
            "otel-collector",
            "node-exporter",
            "plumbline-collector",
            "workload");

    /** Lists that only serve to explain a wrong name. */
    private static final List<String> OTHERS =
            List.of("alloy-docker", "alloy-pipelines", "alloy-idle", "otel-collector-default-telemetry");

    private static final Set<String> OF_EVERY_TARGET = Set.of(
            "up",
            "scrape_duration_seconds",
            "scrape_samples_scraped",
            "scrape_samples_post_metric_relabeling",
            "scrape_series_added",
            "ALERTS",
            "ALERTS_FOR_STATE");

    private final boolean running;
    private final List<Component> components;
    private final List<Component> others;

    private Exposed(boolean running, List<Component> components, List<Component> others) {
        this.running = running;
        this.components = List.copyOf(components);
        this.others = List.copyOf(others);
    }

    /**
     * A component and what it exposes.
     *
     * @param system name and version
     * @param labels label names by metric
     */
    public record Component(String system, Map<String, Set<String>> labels) {
        public Component {
            labels = Map.copyOf(labels);
        }

        /** Labels of all parts of a histogram or summary: the lists miss some where a part was not seen. */
        private Set<String> ofFamily(String metric) {
            String family = metric.replaceFirst("_(bucket|count|sum)$", "");
            Set<String> all = new TreeSet<>(labels.getOrDefault(metric, Set.of()));
            for (String part : List.of("_bucket", "_count", "_sum")) {
                all.addAll(labels.getOrDefault(family + part, Set.of()));
            }
            return all;
        }
    }

    /** Reads the lists of the versions that compose.yaml pins. */
    public static Exposed pinned() {
        return new Exposed(
                false,
                COMPONENTS.stream().map(Exposed::component).toList(),
                OTHERS.stream().map(Exposed::component).toList());
    }

    /** Takes what a running Prometheus really holds in place of the lists. */
    public static Exposed by(Component running) {
        List<Component> explain =
                new ArrayList<>(COMPONENTS.stream().map(Exposed::component).toList());
        explain.addAll(OTHERS.stream().map(Exposed::component).toList());
        return new Exposed(true, List.of(running), explain);
    }

    private static Component component(String name) {
        JsonNode list = read(name + ".json");
        Map<String, Set<String>> labels = new HashMap<>();
        list.path("metrics").properties().forEach(m -> {
            Set<String> names = new TreeSet<>();
            m.getValue().path("labels").forEach(l -> names.add(l.asText()));
            labels.put(m.getKey(), names);
        });
        return new Component(list.path("system").asText(), labels);
    }

    static JsonNode read(String file) {
        try (InputStream in = Exposed.class.getResourceAsStream(FOLDER + file)) {
            if (in == null) {
                throw new IllegalStateException("the list " + FOLDER + file + " is not on the class path");
            }
            return JsonMapper.builder().build().readTree(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Tells whether this is what a running Prometheus holds, not the lists. */
    boolean running() {
        return running;
    }

    boolean knows(String metric) {
        return OF_EVERY_TARGET.contains(metric)
                || components.stream().anyMatch(c -> c.labels().containsKey(metric));
    }

    /** Returns the labels of a metric, over all components that expose it. */
    Set<String> labels(String metric) {
        Set<String> labels = new TreeSet<>(Set.of("job", "instance", "__name__"));
        if (metric.startsWith("ALERTS")) {
            labels.addAll(Set.of("alertname", "alertstate", "severity"));
        }
        if (metric.startsWith("traces_")) {
            labels.add("source");
        }
        components.stream().filter(c -> c.labels().containsKey(metric)).forEach(c -> labels.addAll(c.ofFamily(metric)));
        return labels;
    }

    /** Explains a name that nothing here exposes. */
    String explain(String metric) {
        Optional<Component> elsewhere =
                others.stream().filter(c -> c.labels().containsKey(metric)).findFirst();
        if (elsewhere.isPresent()) {
            return "it is known of " + elsewhere.get().system() + ", which does not expose it here";
        }
        Set<String> all = new TreeSet<>();
        components.forEach(c -> all.addAll(c.labels().keySet()));
        return Nearest.to(metric, all)
                .map(n -> "the nearest known name is '" + n + "' of " + systemOf(n))
                .orElse("no known name is near");
    }

    private String systemOf(String metric) {
        // a running Prometheus has everything: the lists know whose it is
        return Stream.concat(running ? others.stream() : Stream.empty(), components.stream())
                .filter(c -> c.labels().containsKey(metric))
                .map(Component::system)
                .findFirst()
                .orElse("no component");
    }
}
