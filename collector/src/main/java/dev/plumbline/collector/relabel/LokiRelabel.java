package dev.plumbline.collector.relabel;

import dev.plumbline.collector.config.Block;
import dev.plumbline.collector.config.Problems;
import dev.plumbline.collector.config.Schema;
import dev.plumbline.collector.runtime.Component;
import dev.plumbline.collector.runtime.ComponentContext;
import dev.plumbline.collector.runtime.ComponentType;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** {@code loki.relabel}: the labels of log entries through relabel rules; exports {@code receiver} and {@code rules}. */
public final class LokiRelabel implements ComponentType {
    private final Schema schema;
    private final Map<PrometheusRegistry, RelabelMetrics> metrics = new ConcurrentHashMap<>();

    /**
     * Makes the type.
     *
     * @param schema what its block may hold
     */
    public LokiRelabel(Schema schema) {
        this.schema = schema;
    }

    @Override
    public String name() {
        return "loki.relabel";
    }

    @Override
    public Schema schema() {
        return schema;
    }

    @Override
    public void check(Block arguments, Problems problems) {
        Rules.check(arguments, problems);
    }

    @Override
    public Component create(Block arguments, ComponentContext context) {
        return new RelabelComponent(
                arguments,
                context,
                metrics.computeIfAbsent(context.metrics(), RelabelMetrics::new).of(context.id()));
    }
}
