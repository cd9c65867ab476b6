package dev.plumbline.collector.exporter;

import dev.plumbline.collector.config.Block;
import dev.plumbline.collector.config.Problems;
import dev.plumbline.collector.config.Schema;
import dev.plumbline.collector.runtime.Component;
import dev.plumbline.collector.runtime.ComponentContext;
import dev.plumbline.collector.runtime.ComponentType;

/** {@code prometheus.exporter.self}: the collector's own metrics on a page that others can be pointed at. */
public final class SelfExporter implements ComponentType {
    private final Schema schema;

    /** Makes the type, with what its block may hold. */
    public SelfExporter(Schema schema) {
        this.schema = schema;
    }

    @Override
    public String name() {
        return "prometheus.exporter.self";
    }

    @Override
    public Schema schema() {
        return schema;
    }

    @Override
    public void check(Block arguments, Problems problems) {
        // It has no arguments.
    }

    @Override
    public Component create(Block arguments, ComponentContext context) {
        context.export("targets", ExporterTarget.of(context.id(), name(), "self"));
        return new Component() {
            @Override
            public void start() {
                // The page is served by the process itself.
            }

            @Override
            public void update(Block newArguments) {
                // It has no arguments.
            }

            @Override
            public void close() {
                // Nothing was started.
            }
        };
    }
}
