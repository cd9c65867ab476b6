package dev.plumbline.collector.source;

import dev.plumbline.collector.components.Schemas;
import dev.plumbline.collector.components.Unsupported;
import dev.plumbline.collector.config.Block;
import dev.plumbline.collector.config.Problems;
import dev.plumbline.collector.config.Schema;
import dev.plumbline.collector.config.Value;
import dev.plumbline.collector.discovery.EngineLocation;
import dev.plumbline.collector.runtime.Component;
import dev.plumbline.collector.runtime.ComponentContext;
import dev.plumbline.collector.runtime.ComponentType;

/** Makes {@code loki.source.docker}. */
public final class DockerSourceType implements ComponentType {
    @Override
    public String name() {
        return "loki.source.docker";
    }

    @Override
    public Schema schema() {
        return Schemas.lokiSourceDocker();
    }

    @Override
    public void check(Block arguments, Problems problems) {
        arguments
                .attribute("host")
                .filter(a -> a.value() instanceof Value.Text)
                .ifPresent(a -> EngineLocation.problem(((Value.Text) a.value()).value())
                        .ifPresent(problem -> problems.add(a.valuePosition(), problem)));
        arguments.blocks("http_client_config").forEach(client -> Unsupported.engine(client, problems));
    }

    @Override
    public Component create(Block arguments, ComponentContext context) {
        return new DockerSource(arguments, context);
    }
}
