package dev.plumbline.collector.pipeline;

import dev.plumbline.collector.config.Block;
import dev.plumbline.collector.config.Problems;
import dev.plumbline.collector.config.Value;
import dev.plumbline.collector.entry.Entry;
import dev.plumbline.collector.entry.Receiver;
import dev.plumbline.collector.entry.Run;
import dev.plumbline.collector.entry.Tally;
import dev.plumbline.collector.runtime.Component;
import dev.plumbline.collector.runtime.ComponentContext;
import dev.plumbline.collector.runtime.Outlet;
import java.util.List;

/** A running {@code loki.process}. Its receiver stays the same over reloads; what is behind it is exchanged whole. */
final class ProcessComponent implements Component, Receiver {
    private final Environment environment;
    private Block arguments;
    private final Outlet out;
    private volatile Pipeline pipeline;

    ProcessComponent(Block arguments, ComponentContext context, Environment environment) {
        this.environment = environment;
        this.arguments = arguments;
        this.out = new Outlet(arguments, environment.balance());
        environment.balance().add(tally -> tally.held(Tally.Place.STAGES, environment.held()));
        this.pipeline = build(arguments);
        context.export("receiver", new Value.Capsule("receiver", this));
    }

    private Pipeline build(Block block) {
        Problems problems = new Problems();
        List<Stage> stages = StageFactory.read(block.blocks(), new StageBlock(block, problems, environment));
        if (!problems.none()) {
            throw new IllegalArgumentException(problems.inOrder().getFirst().toString());
        }
        return new Pipeline(stages, out);
    }

    @Override
    public void accept(Entry entry) {
        pipeline.accept(entry);
    }

    @Override
    public boolean accept(Run run) {
        return pipeline.accept(run);
    }

    @Override
    public void flush() {
        pipeline.flush();
        out.flush();
    }

    @Override
    public void start() {}

    @Override
    public void update(Block changed) {
        out.update(changed);
        if (!changed.blocks().equals(arguments.blocks())) {
            Pipeline before = pipeline;
            pipeline = build(changed);
            finish(before);
        }
        arguments = changed;
    }

    private void finish(Pipeline ending) {
        environment.balance().move();
        try {
            ending.finish();
        } finally {
            environment.balance().leave();
        }
    }

    @Override
    public void close() {
        finish(pipeline);
        environment.timer().close();
        environment.metrics().close();
    }
}
