package dev.plumbline.collector.exporter;

import dev.plumbline.collector.config.Block;
import dev.plumbline.collector.config.Value;
import dev.plumbline.collector.discovery.ContainerEngine;
import dev.plumbline.collector.json.Json;
import dev.plumbline.collector.runtime.Component;
import dev.plumbline.collector.runtime.Exposition;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Measures containers when it is asked to; two questions within a second get the same answer. Where the engine takes
 * longer, the answer is what was measured before, if that is not old: those who ask give up soon, ask again, and must not
 * pile up.
 */
final class Cadvisor implements Component, Exposition {
    private static final Logger LOG = LoggerFactory.getLogger(Cadvisor.class);
    private static final Duration FRESH = Duration.ofSeconds(1);
    private static final Duration PATIENCE = Duration.ofSeconds(1);
    private static final Duration STALE = Duration.ofSeconds(15);
    private static final Duration LONGEST = Duration.ofSeconds(10);
    private static final Duration INSPECTION = Duration.ofSeconds(15);
    private static final int AT_ONCE = 16;

    private final Function<Block, ContainerEngine> engines;
    private final Clock clock;
    private final ReentrantLock lock = new ReentrantLock();
    private final Map<String, Inspection> inspections = new ConcurrentHashMap<>();
    private final Semaphore permits = new Semaphore(AT_ONCE);
    private volatile Block arguments;
    private Optional<ContainerEngine> engine = Optional.empty();
    private Measured last = new Measured(new MetricSnapshots(), Instant.EPOCH);
    private Optional<FutureTask<Measured>> running = Optional.empty();

    private record Inspection(Json json, Instant at) {}

    private record Measured(MetricSnapshots snapshots, Instant at) {
        boolean isYoungerThan(Duration age, Instant now) {
            return at.plus(age).isAfter(now);
        }
    }

    Cadvisor(Block arguments, Function<Block, ContainerEngine> engines, Clock clock) {
        this.arguments = arguments;
        this.engines = engines;
        this.clock = clock;
    }

    @Override
    public void start() {
        // It measures when it is asked to.
    }

    @Override
    public void update(Block newArguments) {
        lock.lock();
        try {
            arguments = newArguments;
            close();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public MetricSnapshots scrape() {
        Measured known;
        FutureTask<Measured> measuring;
        lock.lock();
        try {
            known = last;
            if (known.isYoungerThan(FRESH, clock.instant())) {
                return known.snapshots();
            }
            measuring = running.filter(r -> !r.isDone()).orElseGet(this::begin);
            running = Optional.of(measuring);
        } finally {
            lock.unlock();
        }
        boolean usable = known.isYoungerThan(STALE, clock.instant());
        try {
            return measuring
                    .get((usable ? PATIENCE : LONGEST).toMillis(), TimeUnit.MILLISECONDS)
                    .snapshots();
        } catch (TimeoutException e) {
            return usable
                    ? known.snapshots()
                    : failed("the engine does not answer within " + LONGEST.toSeconds() + " s");
        } catch (ExecutionException e) {
            return failed(String.valueOf(e.getCause()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return known.snapshots();
        }
    }

    private FutureTask<Measured> begin() {
        FutureTask<Measured> task = new FutureTask<>(this::measure);
        Thread.ofVirtual().name("cadvisor").start(task);
        return task;
    }

    private MetricSnapshots failed(String why) {
        LOG.warn("containers are not measured: {}", why);
        ContainerMetrics metrics = metrics();
        metrics.scrapeError(true);
        return metrics.snapshots();
    }

    private ContainerMetrics metrics() {
        return new ContainerMetrics(
                new ContainerLabels(arguments), kinds(), clock.instant().getEpochSecond());
    }

    private Measured measure() {
        ContainerMetrics metrics = metrics();
        try {
            ContainerEngine asked = connected();
            Json list = asked.get("/containers/json");
            for (Sample sample : samples(asked, list)) {
                metrics.add(sample.row(), sample.inspection(), sample.stats());
            }
            metrics.machine(machine(asked));
            metrics.scrapeError(false);
        } catch (IOException e) {
            LOG.warn("containers are not measured: {}", e.getMessage());
            metrics.scrapeError(true);
        }
        lock.lock();
        try {
            last = new Measured(metrics.snapshots(), clock.instant());
            return last;
        } finally {
            lock.unlock();
        }
    }

    private ContainerEngine connected() {
        lock.lock();
        try {
            ContainerEngine asked = engine.orElseGet(() -> engines.apply(arguments));
            engine = Optional.of(asked);
            return asked;
        } finally {
            lock.unlock();
        }
    }

    private record Sample(Json row, Json inspection, Json stats) {}

    private List<Sample> samples(ContainerEngine asked, Json list) {
        List<Future<Optional<Sample>>> futures = new ArrayList<>();
        Set<String> present = new LinkedHashSet<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            list.elements().forEach(row -> {
                present.add(row.at("Id").text());
                futures.add(threads.submit(() -> sample(asked, row)));
            });
        }
        inspections.keySet().retainAll(present);
        List<Sample> samples = new ArrayList<>();
        for (Future<Optional<Sample>> future : futures) {
            try {
                future.get().ifPresent(samples::add);
            } catch (ExecutionException e) {
                LOG.warn("a container is not measured: {}", String.valueOf(e.getCause()));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return samples;
            }
        }
        return samples;
    }

    /** Measures one container; empty where it ended meanwhile. */
    private Optional<Sample> sample(ContainerEngine asked, Json row) throws InterruptedException {
        String id = row.at("Id").text();
        permits.acquire();
        try {
            // One sample is enough: without one-shot the engine takes a second for a second one.
            Json stats = asked.get("/containers/" + id + "/stats?stream=false&one-shot=true");
            return Optional.of(new Sample(row, inspection(asked, id), stats));
        } catch (IOException e) {
            LOG.debug("container {} is not measured: {}", id, e.getMessage());
            return Optional.empty();
        } finally {
            permits.release();
        }
    }

    private Json inspection(ContainerEngine asked, String id) throws IOException {
        Instant now = clock.instant();
        Inspection known = inspections.get(id);
        if (known == null || known.at().plus(INSPECTION).isBefore(now)) {
            known = new Inspection(asked.get("/containers/" + id + "/json"), now);
            inspections.put(id, known);
        }
        return known.json();
    }

    private static Map<String, Double> machine(ContainerEngine asked) {
        Map<String, Double> machine = new LinkedHashMap<>();
        try {
            Json info = asked.get("/info");
            machine.put("machine_cpu_cores", info.at("NCPU").number());
            machine.put("machine_memory_bytes", info.at("MemTotal").number());
        } catch (IOException e) {
            // a read-only proxy does not let it through
        }
        return machine;
    }

    private Set<String> kinds() {
        Set<String> kinds = new LinkedHashSet<>(CadvisorExporter.KINDS);
        arguments.attribute("enabled_metrics").ifPresent(a -> {
            List<String> enabled = CadvisorExporter.texts(a).toList();
            if (!enabled.isEmpty()) {
                kinds.retainAll(enabled);
            }
        });
        arguments
                .attribute("disabled_metrics")
                .filter(a -> arguments
                        .attribute("enabled_metrics")
                        .filter(e -> e.value() instanceof Value.Array array
                                && !array.elements().isEmpty())
                        .isEmpty())
                .ifPresent(a -> CadvisorExporter.texts(a).forEach(kinds::remove));
        return kinds;
    }

    @Override
    public void close() {
        lock.lock();
        try {
            if (engine.isPresent()) {
                engine.get().close();
            }
        } catch (IOException e) {
            LOG.debug("the engine's connection did not close: {}", e.toString());
        } finally {
            engine = Optional.empty();
            lock.unlock();
        }
    }
}
