package dev.plumbline.collector.exporter;

import com.fasterxml.jackson.databind.JsonNode;
import dev.plumbline.collector.config.Block;
import dev.plumbline.collector.config.Value;
import dev.plumbline.collector.discovery.ContainerEngine;
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
import java.util.concurrent.Semaphore;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Measures containers when it is asked to; two questions within a second get the same answer. */
final class Cadvisor implements Component, Exposition {
    private static final Logger LOG = LoggerFactory.getLogger(Cadvisor.class);
    private static final Duration FRESH = Duration.ofSeconds(1);
    private static final Duration INSPECTION = Duration.ofSeconds(15);
    private static final int AT_ONCE = 16;

    private final Function<Block, ContainerEngine> engines;
    private final Clock clock;
    private final ReentrantLock lock = new ReentrantLock();
    private final Map<String, Inspection> inspections = new ConcurrentHashMap<>();
    private final Semaphore permits = new Semaphore(AT_ONCE);
    private Block arguments;
    private Optional<ContainerEngine> engine = Optional.empty();
    private MetricSnapshots last = new MetricSnapshots();
    private Instant measured = Instant.EPOCH;

    private record Inspection(JsonNode json, Instant at) {}

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
        lock.lock();
        try {
            Instant now = clock.instant();
            if (measured.plus(FRESH).isBefore(now)) {
                last = measure();
                measured = now;
            }
            return last;
        } finally {
            lock.unlock();
        }
    }

    private MetricSnapshots measure() {
        ContainerMetrics metrics = new ContainerMetrics(
                new ContainerLabels(arguments), kinds(), clock.instant().getEpochSecond());
        try {
            ContainerEngine asked = engine.orElseGet(() -> engines.apply(arguments));
            engine = Optional.of(asked);
            JsonNode list = asked.get("/containers/json");
            for (Sample sample : samples(asked, list)) {
                metrics.add(sample.row(), sample.inspection(), sample.stats());
            }
            metrics.machine(machine(asked));
            metrics.scrapeError(false);
        } catch (IOException e) {
            LOG.warn("containers are not measured: {}", e.getMessage());
            metrics.scrapeError(true);
        }
        return metrics.snapshots();
    }

    private record Sample(JsonNode row, JsonNode inspection, JsonNode stats) {}

    private List<Sample> samples(ContainerEngine asked, JsonNode list) {
        List<Future<Optional<Sample>>> futures = new ArrayList<>();
        Set<String> present = new LinkedHashSet<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            list.forEach(row -> {
                present.add(row.path("Id").asText());
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
    private Optional<Sample> sample(ContainerEngine asked, JsonNode row) throws InterruptedException {
        String id = row.path("Id").asText();
        permits.acquire();
        try {
            // One sample is enough: without one-shot the engine takes a second for a second one.
            JsonNode stats = asked.get("/containers/" + id + "/stats?stream=false&one-shot=true");
            return Optional.of(new Sample(row, inspection(asked, id), stats));
        } catch (IOException e) {
            LOG.debug("container {} is not measured: {}", id, e.getMessage());
            return Optional.empty();
        } finally {
            permits.release();
        }
    }

    private JsonNode inspection(ContainerEngine asked, String id) throws IOException {
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
            JsonNode info = asked.get("/info");
            machine.put("machine_cpu_cores", info.path("NCPU").asDouble());
            machine.put("machine_memory_bytes", info.path("MemTotal").asDouble());
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
