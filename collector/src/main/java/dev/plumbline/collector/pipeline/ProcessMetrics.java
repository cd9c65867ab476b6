package dev.plumbline.collector.pipeline;

import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The metrics of all {@code loki.process} components of one process, under the names and labels that Alloy gives them. */
final class ProcessMetrics {
    private static final String PATH = "/";

    private final Counter dropped;
    private final Counter droppedByLabel;
    private final Counter truncated;
    private final Counter partialsFlushed;
    private final Counter criTruncated;
    private final CustomMetrics custom = new CustomMetrics();

    ProcessMetrics(PrometheusRegistry registry) {
        dropped = counter("dropped_lines", "Log lines dropped by a stage of a pipeline.", "reason")
                .register(registry);
        droppedByLabel = counter(
                        "dropped_lines_by_label", "Log lines dropped by stage.limit.", "label_name", "label_value")
                .register(registry);
        truncated = counter("truncated_fields", "Lines, labels and values cut by stage.truncate.", "field")
                .register(registry);
        partialsFlushed = counter("cri_partial_lines_flushed", "Partial lines handed on before they were whole.")
                .register(registry);
        criTruncated = counter("cri_lines_truncated", "Lines cut by stage.cri.").register(registry);
        registry.register(custom);
    }

    private static Counter.Builder counter(String name, String help, String... labels) {
        String[] all = new String[labels.length + 2];
        all[0] = "component_id";
        all[1] = "component_path";
        System.arraycopy(labels, 0, all, 2, labels.length);
        return Counter.builder().name("loki_process_" + name).help(help).labelNames(all);
    }

    /** Returns what one component counts. */
    StageMetrics of(String component) {
        return new OfComponent(component);
    }

    private final class OfComponent implements StageMetrics {
        private final String component;
        private final Set<String> reasons = ConcurrentHashMap.newKeySet();

        OfComponent(String component) {
            this.component = component;
        }

        @Override
        public Drop drop(String reason) {
            reasons.add(reason);
            return new Drop(reason, dropped.labelValues(component, PATH, reason)::inc);
        }

        @Override
        public void droppedByLabel(String name, String value) {
            droppedByLabel.labelValues(component, PATH, name, value).inc();
        }

        @Override
        public void truncated(String field) {
            truncated.labelValues(component, PATH, field).inc();
        }

        @Override
        public void partialsFlushed(int lines) {
            partialsFlushed.labelValues(component, PATH).inc(lines);
        }

        @Override
        public void criTruncated() {
            criTruncated.labelValues(component, PATH).inc();
        }

        @Override
        public CustomMetrics custom() {
            return custom;
        }

        @Override
        public String component() {
            return component;
        }

        @Override
        public void close() {
            reasons.forEach(reason -> dropped.remove(component, PATH, reason));
        }
    }
}
