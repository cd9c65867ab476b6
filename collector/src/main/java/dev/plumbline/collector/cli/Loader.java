package dev.plumbline.collector.cli;

import dev.plumbline.collector.config.Problem;
import dev.plumbline.collector.config.Problems;
import dev.plumbline.collector.logging.OwnLog;
import dev.plumbline.collector.runtime.ComponentGraph;
import dev.plumbline.collector.runtime.Program;
import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.Gauge;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Loads the configuration into the graph, at the start and again; counts how that went, under Alloy's names. */
final class Loader {
    private static final Logger LOG = LoggerFactory.getLogger(Loader.class);

    private final Program.Source source;
    private final ComponentGraph graph;
    private final Clock clock;
    private final ReentrantLock lock = new ReentrantLock();
    private final Gauge successful;
    private final Gauge lastSuccess;
    private final Counter failures;

    Loader(Program.Source source, ComponentGraph graph, PrometheusRegistry registry, Clock clock) {
        this.source = source;
        this.graph = graph;
        this.clock = clock;
        successful = Gauge.builder()
                .name("alloy_config_last_load_successful")
                .help("1 if the configuration was taken when it was last loaded, else 0.")
                .register(registry);
        lastSuccess = Gauge.builder()
                .name("alloy_config_last_load_success_timestamp_seconds")
                .help("When a configuration was taken last, in seconds since 1970.")
                .register(registry);
        failures = Counter.builder()
                .name("alloy_config_load_failures_total")
                .help("How often a configuration was refused.")
                .register(registry);
    }

    /** Loads; returns what is wrong, in the order of the file. Then nothing has changed. */
    List<Problem> load() {
        lock.lock();
        try {
            Problems problems = new Problems();
            Optional<Program> program = source.load(problems);
            boolean taken = program.isPresent() && !problems.fatal() && graph.load(program.get(), problems);
            if (taken) {
                OwnLog.configure(program.get().logging());
                lastSuccess.set(clock.millis() / 1000.0);
            } else {
                failures.inc();
            }
            successful.set(taken ? 1 : 0);
            problems.inOrder().stream().filter(Problem::warning).forEach(p -> LOG.warn("configuration: {}", p));
            return taken ? List.of() : problems.inOrder();
        } finally {
            lock.unlock();
        }
    }

    /** Loads again; returns what a client is told where the file is refused. */
    Optional<String> reload() {
        List<Problem> problems = load();
        if (problems.isEmpty()) {
            LOG.info("configuration reloaded");
            return Optional.empty();
        }
        problems.forEach(p -> LOG.error("the configuration is refused, the old one goes on: {}", p));
        return Optional.of(
                String.join("\n", problems.stream().map(Object::toString).toList()));
    }
}
