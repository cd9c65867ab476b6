package dev.plumbline.collector.source;

import dev.plumbline.collector.entry.Labels;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * The labels of a container's two streams; a stream without labels was dropped by a relabel rule.
 *
 * @param name of the container, for people
 */
record StreamLabels(String name, Optional<Labels> stdout, Optional<Labels> stderr) {
    private static final String CONTAINER_NAME = "__meta_docker_container_name";
    private static final String LOG_STREAM = "__meta_docker_container_log_stream";

    /**
     * Makes the labels of a target's streams.
     *
     * @param target all labels of the target, with the component's own {@code labels} over them
     * @param rules relabel rules; nothing means that the stream is dropped
     */
    static StreamLabels of(
            Map<String, String> target, Function<Map<String, String>, Optional<Map<String, String>>> rules) {
        String name = target.getOrDefault(CONTAINER_NAME, "");
        return new StreamLabels(
                name.startsWith("/") ? name.substring(1) : name,
                stream(target, "stdout", rules),
                stream(target, "stderr", rules));
    }

    private static Optional<Labels> stream(
            Map<String, String> target,
            String stream,
            Function<Map<String, String>, Optional<Map<String, String>>> rules) {
        Map<String, String> all = new TreeMap<>(target);
        all.put(LOG_STREAM, stream);
        return rules.apply(all).map(StreamLabels::shown);
    }

    /** Leaves out what begins with two underscores, and what is empty. */
    static Labels shown(Map<String, String> all) {
        Map<String, String> shown = new TreeMap<>();
        all.forEach((name, value) -> {
            if (!name.startsWith("__") && !value.isEmpty()) {
                shown.put(name, value);
            }
        });
        return Labels.of(shown);
    }

    boolean kept(int source) {
        return (source == Messages.STDOUT ? stdout : stderr).isPresent();
    }

    Labels of(int source) {
        return (source == Messages.STDOUT ? stdout : stderr).orElseThrow();
    }
}
