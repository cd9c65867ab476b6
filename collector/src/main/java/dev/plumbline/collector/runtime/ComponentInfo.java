package dev.plumbline.collector.runtime;

import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.util.List;
import java.util.Optional;

/**
 * What the process's own pages tell of a running component.
 *
 * @param place where it stands in the configuration
 * @param referencedBy ids of those that refer to it
 * @param health how it says it is
 * @param fault what went wrong when it was last given arguments
 * @param metrics its registry
 * @param component itself, to be asked for what only some have
 */
public record ComponentInfo(
        Program.Node place,
        List<String> referencedBy,
        Health health,
        Optional<String> fault,
        PrometheusRegistry metrics,
        Component component) {
    public ComponentInfo {
        referencedBy = List.copyOf(referencedBy);
    }
}
