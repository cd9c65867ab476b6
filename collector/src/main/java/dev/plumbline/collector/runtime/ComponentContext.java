package dev.plumbline.collector.runtime;

import dev.plumbline.collector.config.Value;
import dev.plumbline.collector.entry.Balance;
import dev.plumbline.collector.journal.Disk;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.nio.file.Path;
import java.time.Clock;

/** What a component gets from the process that runs it. */
public interface ComponentContext {
    /** Returns the component's id, such as {@code loki.write.default}. */
    String id();

    /** Returns a folder of its own below {@code --storage.path}; made on first use, kept over restarts. */
    Path storage();

    /** Returns what opens files in that folder. */
    default Disk disk() {
        return Disk.real();
    }

    /** Returns where its metrics are registered. */
    PrometheusRegistry metrics();

    Clock clock();

    /** Returns the books of the whole collector. */
    Balance balance();

    /** Sets one of its exports; components that refer to it are updated. May be called from {@code create} on. */
    void export(String name, Value value);

    /** Says how it is: what {@code /-/ready} and the status page tell. Ready with an empty message is healthy. */
    void health(boolean ready, String message);
}
