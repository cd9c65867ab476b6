package dev.plumbline.collector.relabel;

import dev.plumbline.collector.config.Arguments;
import dev.plumbline.collector.config.Block;
import dev.plumbline.collector.config.Value;
import dev.plumbline.collector.entry.Entry;
import dev.plumbline.collector.entry.Labels;
import dev.plumbline.collector.entry.Receiver;
import dev.plumbline.collector.entry.Run;
import dev.plumbline.collector.runtime.Component;
import dev.plumbline.collector.runtime.ComponentContext;
import dev.plumbline.collector.runtime.Outlet;
import io.prometheus.metrics.core.datapoints.CounterDataPoint;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** A running {@code loki.relabel}. Streams come back again and again, so what became of their labels is kept. */
final class RelabelComponent implements Component, Receiver {
    private static final long DEFAULT_CACHE = 10_000;

    private final ComponentContext context;
    private final CounterDataPoint dropped;
    private final Outlet out;
    private volatile State state;

    /** Everything that a reload exchanges at once. */
    private record State(Rules rules, long cacheSize, Map<Labels, Optional<Labels>> cache) {
        static State of(Block arguments) {
            return new State(
                    Rules.of(arguments),
                    Arguments.of(arguments).whole("max_cache_size", DEFAULT_CACHE),
                    new ConcurrentHashMap<>());
        }

        Optional<Labels> relabeled(Labels labels) {
            Optional<Labels> known = cache.get(labels);
            if (known == null) {
                known = rules.apply(labels.byName()).filter(l -> !l.isEmpty()).map(Labels::of);
                if (cache.size() >= cacheSize) {
                    cache.clear();
                }
                cache.put(labels, known);
            }
            return known;
        }
    }

    RelabelComponent(Block arguments, ComponentContext context, CounterDataPoint dropped) {
        this.context = context;
        this.dropped = dropped;
        this.out = new Outlet(arguments, context.balance());
        this.state = State.of(arguments);
        context.export("receiver", new Value.Capsule("receiver", this));
        context.export("rules", new Value.Capsule(Rules.CAPSULE, state.rules()));
    }

    @Override
    public void accept(Entry entry) {
        State current = state;
        Optional<Labels> labels = current.relabeled(entry.labels());
        if (labels.isEmpty()) {
            dropped.inc();
            entry.receipt().dropped("relabel");
        } else {
            out.accept(entry.withLabels(labels.get()));
        }
    }

    @Override
    public boolean accept(Run run) {
        State current = state;
        Optional<Labels> labels = current.relabeled(run.labels());
        if (labels.isPresent()) {
            return out.accept(run.of(labels.get()));
        }
        dropped.inc(run.count());
        for (int i = 0; i < run.count(); i++) {
            run.receipt().dropped("relabel");
            run.taken(1);
        }
        return false;
    }

    @Override
    public void flush() {
        out.flush();
    }

    @Override
    public void start() {}

    @Override
    public void update(Block arguments) {
        state = State.of(arguments);
        out.update(arguments);
        context.export("rules", new Value.Capsule(Rules.CAPSULE, state.rules()));
    }

    @Override
    public void close() {}
}
