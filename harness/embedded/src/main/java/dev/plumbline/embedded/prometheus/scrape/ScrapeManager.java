package dev.plumbline.embedded.prometheus.scrape;

import static dev.plumbline.embedded.prometheus.config.PrometheusConfig.list;
import static dev.plumbline.embedded.prometheus.config.PrometheusConfig.map;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.plumbline.embedded.launch.LaunchException;
import dev.plumbline.embedded.prometheus.config.PrometheusConfig;
import dev.plumbline.embedded.prometheus.model.Labels;
import dev.plumbline.embedded.prometheus.model.Loop;
import dev.plumbline.embedded.prometheus.storage.Tsdb;
import java.io.IOException;
import java.net.http.HttpClient;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** Keeps a loop for each target of each job. */
public final class ScrapeManager implements AutoCloseable {
    private static final YAMLMapper YAML = new YAMLMapper();
    private static final long DISCOVERY = 5_000;

    private final Tsdb tsdb;
    private final Clock clock;
    private final Consumer<String> log;
    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(10))
            .build();
    private final Map<String, Pool> pools = new LinkedHashMap<>();
    private final Loop discovery;

    /** The targets of one job. */
    private static final class Pool {
        private final Job job;
        private final Map<Labels, Running> running = new LinkedHashMap<>();
        private List<Labels> dropped = List.of();

        Pool(Job job) {
            this.job = job;
        }
    }

    private record Running(Target target, Scraper scraper, Loop loop) {}

    /**
     * Targets as the API shows them.
     *
     * @param active targets of the job that are scraped
     * @param dropped what the rules dropped
     */
    public record Targets(List<Target> active, List<Labels> dropped) {}

    private record FileGroup(List<String> targets, Map<String, String> labels) {}

    /** Starts without jobs. */
    public ScrapeManager(Tsdb tsdb, Clock clock, Consumer<String> log) {
        this.tsdb = tsdb;
        this.clock = clock;
        this.log = log;
        this.discovery = new Loop("prometheus-discovery", clock, DISCOVERY, due -> discover());
    }

    /**
     * Scrapes what a configuration names, and nothing else any more.
     *
     * @throws LaunchException if a job is wrong; then all stays as it was
     */
    public synchronized void apply(PrometheusConfig config) {
        PrometheusConfig.Global global =
                PrometheusConfig.or(config.global(), new PrometheusConfig.Global(null, null, null, null, null));
        Map<String, Pool> next = new LinkedHashMap<>();
        for (PrometheusConfig.ScrapeConfig c : list(config.scrapeConfigs())) {
            Job job = new Job(c, global);
            if (next.put(job.name(), new Pool(job)) != null) {
                throw new LaunchException("found multiple scrape configs with job name \"" + job.name() + "\"");
            }
        }
        stop();
        pools.putAll(next);
        discover();
    }

    private synchronized void discover() {
        pools.values().forEach(this::discover);
    }

    private void discover(Pool pool) {
        Map<Labels, Target> wanted = new LinkedHashMap<>();
        List<Labels> dropped = new ArrayList<>();
        for (PrometheusConfig.StaticConfig s : pool.job.staticConfigs()) {
            add(pool.job, new FileGroup(list(s.targets()), map(s.labels())), wanted, dropped);
        }
        for (String pattern : pool.job.files()) {
            for (Path file : files(Path.of(pattern))) {
                read(file).forEach(g -> add(pool.job, g, wanted, dropped));
            }
        }
        pool.dropped = dropped;
        List<Labels> gone = pool.running.keySet().stream()
                .filter(l -> !wanted.containsKey(l))
                .toList();
        gone.forEach(l -> end(Optional.ofNullable(pool.running.remove(l))));
        wanted.forEach((labels, target) -> pool.running.computeIfAbsent(labels, l -> start(pool.job, target)));
    }

    private static void add(Job job, FileGroup group, Map<Labels, Target> wanted, List<Labels> dropped) {
        for (String address : group.targets()) {
            Optional<Target> target = job.target(address, group.labels());
            if (target.isPresent()) {
                wanted.putIfAbsent(
                        target.get().labels().with("__url__", target.get().uri().toString()), target.get());
            } else {
                dropped.add(Labels.of(Map.of("__address__", address, "job", job.name())));
            }
        }
    }

    private static List<Path> files(Path pattern) {
        List<Path> files = new ArrayList<>();
        Path folder = pattern.toAbsolutePath().getParent();
        Path name = pattern.getFileName();
        if (folder != null && name != null && Files.isDirectory(folder)) {
            try (DirectoryStream<Path> found = Files.newDirectoryStream(folder, name.toString())) {
                found.forEach(files::add);
            } catch (IOException e) {
                return List.of();
            }
        }
        return files;
    }

    private List<FileGroup> read(Path file) {
        try {
            return YAML.readValue(file.toFile(), new TypeReference<List<FileGroup>>() {}).stream()
                    .map(g -> new FileGroup(list(g.targets()), map(g.labels())))
                    .toList();
        } catch (IOException e) {
            log.accept("level=ERROR msg=\"Error reading file\" path=" + file + " err=\"" + e.getMessage() + "\"");
            return List.of();
        }
    }

    private Running start(Job job, Target target) {
        Scraper scraper = new Scraper(job, target, new Fetch(client), tsdb);
        Loop loop = new Loop(
                "prometheus-scrape-" + job.name(), clock, target.interval().toMillis(), due -> {
                    try {
                        scraper.scrape(clock.millis());
                    } catch (RuntimeException e) {
                        log.accept("level=ERROR msg=\"Scrape failed\" target=" + target.uri() + " err=\"" + e + "\"");
                    }
                });
        return new Running(target, scraper, loop);
    }

    private void end(Optional<Running> running) {
        running.ifPresent(r -> {
            r.loop().close();
            r.scraper().end(clock.millis());
        });
    }

    private void stop() {
        pools.values().forEach(p -> p.running.values().forEach(r -> end(Optional.of(r))));
        pools.clear();
    }

    /** Returns the targets by job. */
    public synchronized Map<String, Targets> targets() {
        Map<String, Targets> targets = new LinkedHashMap<>();
        pools.forEach((name, pool) -> targets.put(
                name,
                new Targets(pool.running.values().stream().map(Running::target).toList(), List.copyOf(pool.dropped))));
        return targets;
    }

    /** Ends all scrapes; series do not end, as a restarted server goes on with them. */
    @Override
    public void close() {
        discovery.close();
        synchronized (this) {
            pools.values().forEach(p -> p.running.values().forEach(r -> r.loop().close()));
            pools.clear();
        }
        client.close();
    }
}
