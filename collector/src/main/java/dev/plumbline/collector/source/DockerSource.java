package dev.plumbline.collector.source;

import dev.plumbline.collector.config.Arguments;
import dev.plumbline.collector.config.Block;
import dev.plumbline.collector.discovery.EngineLocation;
import dev.plumbline.collector.discovery.Locations;
import dev.plumbline.collector.engine.EngineAddress;
import dev.plumbline.collector.engine.EngineClient;
import dev.plumbline.collector.relabel.Rules;
import dev.plumbline.collector.runtime.Component;
import dev.plumbline.collector.runtime.ComponentContext;
import dev.plumbline.collector.runtime.Outlet;
import dev.plumbline.collector.runtime.StatusReport;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The component {@code loki.source.docker}: one reader for each container among its targets. */
final class DockerSource implements Component, StatusReport {
    private static final Logger LOG = LoggerFactory.getLogger(DockerSource.class);
    private static final String CONTAINER_ID = "__meta_docker_container_id";
    private static final long STOP_MILLIS = 2_000;
    private static final int TICKS_A_WATCH = 10;
    /** A stream that is not read for so long is closed: the engine drops what rotates away under it. */
    private static final Duration BLOCKED = Duration.ofSeconds(20);
    /** How long a container that runs and is no target any more is still read: the list may be older than the log. */
    private static final Duration UNWANTED = Duration.ofSeconds(10);
    /** After such a silence the engine is asked whether there is something that did not come. */
    private static final Duration SILENT = Duration.ofSeconds(30);

    private final ComponentContext context;
    private final SourceMetrics metrics;
    private final Map<String, ContainerTailer> tailers = new ConcurrentHashMap<>();
    private final Map<ContainerTailer, Thread> threads = new ConcurrentHashMap<>();
    private final ReadPaths paths = ReadPaths.asAsked();
    private final SourceBook book;
    private final Outlet receiver;
    private Block arguments;
    private final Positions positions;
    private @Nullable EngineClient engine;
    private String host = "";
    private boolean started;
    private int ticks;

    DockerSource(Block arguments, ComponentContext context) {
        this.arguments = arguments;
        this.context = context;
        this.book = SourceBook.in(context.balance());
        this.receiver = new Outlet(arguments, context.balance());
        this.positions = new Positions(context, this::idle, this::watch);
        this.metrics = new SourceMetrics(context.metrics());
        SourceGauges.register(context.metrics(), context.clock(), tailers::values, positions::age);
    }

    @Override
    public void start() {
        positions.open();
        started = true;
        apply();
        Thread.ofVirtual().name("left-behind").start(this::readLeftBehind);
    }

    /** Reads to its end what stopped while nobody read it: what has stopped is no target any more. */
    private void readLeftBehind() {
        EngineClient client = engine;
        if (client == null) {
            return;
        }
        positions
                .store()
                .ifPresent(store -> store.all()
                        .forEach((key, value) -> KnownLabels.id(key)
                                .ifPresent(id -> KnownLabels.decode(value)
                                        .ifPresent(labels -> leftBehind(id, labels, client, store)))));
    }

    private void leftBehind(String id, StreamLabels labels, EngineClient client, CursorStore store) {
        try {
            Optional<ContainerInfo> info = ContainerInfo.of(client, id);
            if (info.isEmpty()) {
                store.forget(id, KnownLabels.key(id));
            } else if (!info.get().running()) {
                resume(id, labels);
            }
        } catch (IOException e) {
            LOG.warn("container {}: what is left of its log is not read: {}", id, e.getMessage());
        }
    }

    private synchronized void resume(String id, StreamLabels labels) {
        if (!tailers.containsKey(id)) {
            want(id, labels);
            Optional.ofNullable(tailers.get(id)).ifPresent(ContainerTailer::unwanted);
        }
    }

    private void watch() {
        if (++ticks % TICKS_A_WATCH == 0) {
            tailers.values().forEach(this::watch);
        }
    }

    private void watch(ContainerTailer tailer) {
        long now = System.nanoTime();
        long handing = tailer.handingSince();
        if (handing != 0 && now - handing > BLOCKED.toNanos()) {
            tailer.closeStream("slow");
        } else if (tailer.unwantedFor() > UNWANTED.toNanos()) {
            tailer.stopIfRunning();
        } else if (tailer.following() && handing == 0 && now - tailer.readAt() > SILENT.toNanos()) {
            tailer.silent();
        }
    }

    private boolean idle() {
        return tailers.values().stream().allMatch(t -> t.ledger().idle());
    }

    @Override
    public synchronized void update(Block changed) {
        arguments = changed;
        receiver.update(changed);
        if (started) {
            apply();
        }
    }

    private synchronized void apply() {
        Arguments in = Arguments.of(arguments);
        useEngine(in.text("host", ""));
        Map<String, StreamLabels> wanted = wanted(in);
        tailers.forEach((id, tailer) -> {
            if (!wanted.containsKey(id)) {
                tailer.unwanted();
            }
        });
        wanted.forEach(this::want);
        tailers.values().removeIf(t -> t.ended() && !t.isWanted() && t.ledger().idle());
    }

    private void useEngine(String address) {
        if (engine == null || !address.equals(host)) {
            host = address;
            engine = client(address);
            // They stay here: who reads the same container next begins where they end.
            List.copyOf(tailers.values()).forEach(ContainerTailer::stop);
        }
    }

    private EngineClient client(String address) {
        Block http = arguments.blocks("http_client_config").stream().findFirst().orElse(arguments);
        EngineLocation location = Locations.of(address, http);
        return new EngineClient(EngineAddress.of(address, location.tls()), location.headers());
    }

    @Override
    public List<StatusReport.Target> targets() {
        return tailers.values().stream()
                .filter(t -> !t.ended())
                .map(t -> new StatusReport.Target(
                        t.name(),
                        t.id(),
                        t.readPath().text(),
                        SourceGauges.lag(t, context.clock()),
                        t.counters().lines(),
                        t.ledger().drops(),
                        Optional.of(t.lastError()).filter(e -> !e.isEmpty())))
                .toList();
    }

    /** Returns the labels of each container's streams; of several targets of one container, the first by name counts. */
    private static Map<String, StreamLabels> wanted(Arguments in) {
        Rules rules = in.block()
                .attribute("relabel_rules")
                .map(a -> Rules.of(a.value()))
                .orElse(Rules.none());
        Function<Map<String, String>, Optional<Map<String, String>>> relabel =
                labels -> rules.apply(labels).map(Function.identity());
        Map<String, String> more = in.map("labels");
        Map<String, TreeMap<String, String>> byId = new LinkedHashMap<>();
        for (Map<String, String> target : in.objects("targets")) {
            String id = target.getOrDefault(CONTAINER_ID, "");
            if (!id.isEmpty()) {
                byId.merge(id, new TreeMap<>(target), (a, b) -> a.toString().compareTo(b.toString()) <= 0 ? a : b);
            }
        }
        Map<String, StreamLabels> wanted = new LinkedHashMap<>();
        byId.forEach((id, labels) -> {
            labels.putAll(more);
            wanted.put(id, StreamLabels.of(labels, relabel));
        });
        return wanted;
    }

    private void want(String id, StreamLabels labels) {
        ContainerTailer there = tailers.get(id);
        CursorStore store = positions.store().orElse(null);
        if (store != null && (there == null || !there.labels().equals(labels))) {
            store.moved(KnownLabels.key(id), KnownLabels.encode(labels));
        }
        if (there != null && there.target(labels)) {
            return;
        }
        EngineClient client = engine;
        if (store == null || client == null) {
            return;
        }
        Optional<Cursor> cursor = there == null ? store.get(id).flatMap(Cursor::decode) : there.position();
        Ledger ledger = there == null ? new Ledger(book, cursor, c -> store.moved(id, c.encode())) : there.ledger();
        TailerCounters counters =
                there == null ? new TailerCounters(metrics.entries, metrics.unreadable) : there.counters();
        ContainerTailer tailer = new ContainerTailer(
                id, client, receiver, labels, ledger, cursor, counters, metrics, paths, Optional.ofNullable(there));
        tailers.put(id, tailer);
        Thread thread = Thread.ofVirtual().name("container-" + id).unstarted(() -> read(id, tailer));
        threads.put(tailer, thread);
        thread.start();
    }

    private void read(String id, ContainerTailer tailer) {
        try {
            tailer.run();
        } catch (RuntimeException e) {
            LOG.error("reading container {} ended: {}", id, e.getClass().getSimpleName());
        } finally {
            threads.remove(tailer);
        }
    }

    @Override
    public void close() {
        tailers.values().forEach(ContainerTailer::stop);
        long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(STOP_MILLIS);
        for (Thread thread : new ArrayList<>(threads.values())) {
            join(thread, deadline);
        }
        positions.close();
    }

    @Override
    public void settled() {
        positions.end();
    }

    private static void join(Thread thread, long deadline) {
        try {
            long millis = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
            if (millis <= 0 || !thread.join(java.time.Duration.ofMillis(millis))) {
                thread.interrupt();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
