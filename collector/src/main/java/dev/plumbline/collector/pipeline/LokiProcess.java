package dev.plumbline.collector.pipeline;

import dev.plumbline.collector.config.Block;
import dev.plumbline.collector.config.Problems;
import dev.plumbline.collector.config.Schema;
import dev.plumbline.collector.runtime.Component;
import dev.plumbline.collector.runtime.ComponentContext;
import dev.plumbline.collector.runtime.ComponentType;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.time.Clock;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** {@code loki.process}: log entries through a list of stages. */
public final class LokiProcess implements ComponentType {
    private final Schema schema;
    private final Map<PrometheusRegistry, ProcessMetrics> metrics = new ConcurrentHashMap<>();

    /**
     * Makes the type.
     *
     * @param schema what its block may hold
     */
    public LokiProcess(Schema schema) {
        this.schema = schema;
    }

    @Override
    public String name() {
        return "loki.process";
    }

    @Override
    public Schema schema() {
        return schema;
    }

    @Override
    public void check(Block arguments, Problems problems) {
        try (Timer timer = new SystemTimer("check")) {
            Environment environment = new Environment(new CheckMetrics(), timer, Clock.systemUTC());
            StageFactory.read(arguments.blocks(), new StageBlock(arguments, problems, environment));
        }
    }

    @Override
    public Component create(Block arguments, ComponentContext context) {
        StageMetrics own =
                metrics.computeIfAbsent(context.metrics(), ProcessMetrics::new).of(context.id());
        Timer timer = new SystemTimer(context.id() + " timer");
        return new ProcessComponent(
                arguments, context, new Environment(own, timer, context.clock(), context.balance()));
    }
}
