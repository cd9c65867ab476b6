package dev.plumbline.collector.relabel;

import dev.plumbline.collector.config.Arguments;
import dev.plumbline.collector.config.Block;
import dev.plumbline.collector.config.Problems;
import dev.plumbline.collector.config.Schema;
import dev.plumbline.collector.config.Value;
import dev.plumbline.collector.runtime.Component;
import dev.plumbline.collector.runtime.ComponentContext;
import dev.plumbline.collector.runtime.ComponentType;

/** {@code discovery.relabel}: targets through relabel rules; exports {@code output} and {@code rules}. */
public final class DiscoveryRelabel implements ComponentType {
    private final Schema schema;

    /**
     * Makes the type.
     *
     * @param schema what its block may hold
     */
    public DiscoveryRelabel(Schema schema) {
        this.schema = schema;
    }

    @Override
    public String name() {
        return "discovery.relabel";
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
        Running running = new Running(context);
        running.update(arguments);
        return running;
    }

    private static final class Running implements Component {
        private final ComponentContext context;

        Running(ComponentContext context) {
            this.context = context;
        }

        @Override
        public void start() {}

        @Override
        public void update(Block arguments) {
            Rules rules = Rules.of(arguments);
            context.export("rules", new Value.Capsule(Rules.CAPSULE, rules));
            context.export(
                    "output",
                    new Value.Array(Arguments.of(arguments).objects("targets").stream()
                            .flatMap(target -> rules.apply(target).stream())
                            .<Value>map(Value.Obj::ofTexts)
                            .toList()));
        }

        @Override
        public void close() {}
    }
}
