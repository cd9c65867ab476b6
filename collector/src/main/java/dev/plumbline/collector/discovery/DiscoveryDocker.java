package dev.plumbline.collector.discovery;

import dev.plumbline.collector.components.Unsupported;
import dev.plumbline.collector.config.Block;
import dev.plumbline.collector.config.Position;
import dev.plumbline.collector.config.Problems;
import dev.plumbline.collector.config.Schema;
import dev.plumbline.collector.runtime.Component;
import dev.plumbline.collector.runtime.ComponentContext;
import dev.plumbline.collector.runtime.ComponentType;
import java.util.List;
import java.util.function.Function;

/** {@code discovery.docker}: the containers of an engine as targets. */
public final class DiscoveryDocker implements ComponentType {
    private final Schema schema;
    private final Function<EngineLocation, ContainerEngine> engines;

    /**
     * Makes the type.
     *
     * @param schema what its block may hold
     * @param engines connects to an engine
     */
    public DiscoveryDocker(Schema schema, Function<EngineLocation, ContainerEngine> engines) {
        this.schema = schema;
        this.engines = engines;
    }

    @Override
    public String name() {
        return "discovery.docker";
    }

    @Override
    public Schema schema() {
        return schema;
    }

    @Override
    public void check(Block arguments, Problems problems) {
        DockerOptions.text(arguments, "host")
                .flatMap(EngineLocation::problem)
                .ifPresent(p -> problems.add(position(arguments, "host"), p));
        DockerOptions.text(arguments, "refresh_interval").map(Durations::parse).ifPresent(d -> {
            if (d.isZero() || d.isNegative()) {
                problems.add(position(arguments, "refresh_interval"), "refresh_interval must be greater than 0");
            }
        });
        List<String> given = List.of("bearer_token", "bearer_token_file").stream()
                .filter(a -> arguments.attribute(a).isPresent())
                .toList();
        long ways = given.size()
                + List.of("basic_auth", "authorization", "oauth2").stream()
                        .filter(b -> !arguments.blocks(b).isEmpty())
                        .count();
        if (ways > 1) {
            problems.add(
                    arguments.position(),
                    "at most one of basic_auth, authorization, oauth2, bearer_token & bearer_token_file must be configured");
        }
        Unsupported.engine(arguments, problems);
    }

    private static Position position(Block block, String attribute) {
        return block.attribute(attribute).map(a -> a.valuePosition()).orElse(block.position());
    }

    @Override
    public Component create(Block arguments, ComponentContext context) {
        return new DockerDiscovery(arguments, context, engines);
    }
}
