package dev.plumbline.collector.write;

import dev.plumbline.collector.entry.Balance;
import dev.plumbline.collector.entry.Entry;
import dev.plumbline.collector.entry.Labels;
import dev.plumbline.collector.entry.ReceiverClosedException;
import dev.plumbline.collector.entry.Run;
import dev.plumbline.collector.entry.Tally;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Everything that goes to one endpoint: its streams, spread over shards by tenant and name, so that each stream keeps
 * its order and no stream waits for more than those of its shard.
 */
final class Pool implements AutoCloseable, Balance.Part {
    private static final Logger LOG = LoggerFactory.getLogger(Pool.class);
    private static final int SHARDS = 4;
    /** The shards of so many tenants send on threads of the system: see {@link #thread()}. */
    private static final int TENANTS_ON_SYSTEM_THREADS = 4;

    private static final int REMEMBERED = 50_000;

    private final Surroundings around;
    private final Spool spool;
    private final LongAdder adopted = new LongAdder();
    private final Map<Labels, Route> routes = new ConcurrentHashMap<>();
    private final Map<String, List<Shard>> shards = new ConcurrentHashMap<>();
    private final Books books = new Books();
    private final Set<String> logged = ConcurrentHashMap.newKeySet();
    private final Map<Object, String> stuck = new ConcurrentHashMap<>();
    private volatile Map<String, String> external;
    private volatile Connection connection;
    private volatile boolean running;
    private volatile boolean closed;

    private record Route(Stream stream, Shard shard) {}

    /**
     * What the pools of a writer share.
     *
     * @param stuck is told when {@link #stuck()} may have changed
     */
    record Surroundings(
            HighWater highWater, Metrics metrics, Clock clock, Balance balance, Ration ration, Runnable stuck) {}

    /** Makes a pool that works at once. */
    Pool(Endpoint endpoint, Map<String, String> external, Spool spool, Surroundings around) {
        this.spool = spool;
        this.external = external;
        this.around = around;
        this.connection = Connection.to(endpoint);
        around.metrics().announce(endpoint.host(), endpoint.tenant());
        adopt();
    }

    /** Takes over what an earlier run left in the spool: it goes out before anything that is read now. */
    private void adopt() {
        try {
            for (Path file : spool.files()) {
                adopt(file);
            }
        } catch (IOException e) {
            LOG.error("endpoint {}: the spool cannot be read: {}", endpoint().name(), e.getMessage());
        }
        shards.values().forEach(list -> list.forEach(Shard::start));
        running = true;
    }

    private void adopt(Path file) throws IOException {
        try {
            Batch batch = spool.read(file);
            adopted.add(batch.lines());
            shard(batch.streams().getFirst().stream()).adopt(new SpoolFile(file, batch.entries(), batch.lines()));
        } catch (DamagedException e) {
            LOG.error(
                    "endpoint {}: {} of the spool is lost: {}", endpoint().name(), file.getFileName(), e.getMessage());
        }
    }

    private Endpoint endpoint() {
        return connection.endpoint();
    }

    String name() {
        return endpoint().name();
    }

    /** Goes on with other settings; nothing that is held is touched, what fails is tried again at once. */
    void update(Endpoint changed, Map<String, String> labels) {
        boolean routed =
                labels.equals(external) && changed.tenant().equals(endpoint().tenant());
        external = labels;
        if (!changed.sameAs(endpoint())) {
            Connection before = connection;
            connection = Connection.to(changed);
            around.metrics().announce(changed.host(), changed.tenant());
            before.close();
            all().forEach(Shard::hurry);
        }
        if (!routed) {
            routes.clear();
        }
    }

    private List<Shard> all() {
        return shards.values().stream().flatMap(List::stream).toList();
    }

    private Shard shard(Stream stream) {
        return shards.computeIfAbsent(stream.tenant(), this::makeShards)
                .get(Math.floorMod(stream.key().hashCode(), SHARDS));
    }

    /**
     * Takes an entry.
     *
     * @throws ReceiverClosedException if this pool has been closed
     */
    void accept(Entry entry) {
        Route route = routes.get(entry.labels());
        if (route == null) {
            route = route(entry.labels());
        }
        route.shard().accept(route.stream(), entry);
    }

    void accept(Run run) {
        Route route = routes.get(run.labels());
        if (route == null) {
            route = route(run.labels());
        }
        route.shard().accept(route.stream(), run);
    }

    private Route route(Labels labels) {
        if (closed) {
            throw new ReceiverClosedException();
        }
        if (routes.size() > REMEMBERED) {
            routes.clear();
        }
        return routes.computeIfAbsent(labels, set -> {
            Stream stream = Stream.of(set, external, endpoint().tenant());
            return new Route(stream, shard(stream));
        });
    }

    private List<Shard> makeShards(String tenant) {
        around.metrics().announce(endpoint().host(), tenant);
        List<Shard> made = new ArrayList<>();
        for (int i = 0; i < SHARDS; i++) {
            Sender.Line line = () -> connection;
            Shard.SenderFactory factory = pause -> new Sender(
                    line,
                    around.highWater(),
                    pause,
                    new Reporter(tenant),
                    around.balance(),
                    around.ration().packing());
            Thread.Builder thread = thread().name("loki-write-" + endpoint().name() + "-" + i);
            Shard shard = new Shard(thread, line, factory, books, spool, around.ration(), around.balance());
            if (running) {
                shard.start();
            }
            made.add(shard);
        }
        return made;
    }

    /**
     * Returns the kind of thread for the shards of a tenant. A write to a socket that is full costs a thread of the system
     * one that wakes, and a virtual thread three; but each takes memory of its own, and tenants may be many.
     */
    private Thread.Builder thread() {
        return shards.size() < TENANTS_ON_SYSTEM_THREADS ? Thread.ofPlatform().daemon() : Thread.ofVirtual();
    }

    long spoolBytes() {
        return spool.bytes();
    }

    long damagedFiles() {
        return spool.damaged();
    }

    /** Returns why delivery is stuck, if it is. */
    Optional<String> stuck() {
        return stuck.values().stream()
                .findFirst()
                .map(why -> spool.failure()
                        .map(failure -> why + "; the spool cannot be written (" + failure + "), reading waits")
                        .orElse(why));
    }

    Account account() {
        long held = 0;
        long open = 0;
        for (Shard shard : all()) {
            Shard.Held each = shard.held();
            held += each.inMemory() + each.onDisk();
            open += each.open();
        }
        return books.account(held, open);
    }

    /** What is not delivered, in entries. */
    record Left(long inMemory, long onDisk) {}

    Left left() {
        long inMemory = 0;
        long onDisk = 0;
        for (Shard shard : all()) {
            Shard.Held held = shard.held();
            inMemory += held.inMemory();
            onDisk += held.onDisk();
        }
        return new Left(inMemory, onDisk);
    }

    @Override
    public void report(Tally tally) {
        tally.adopted(adopted.sum());
        spool.keeper().report(tally);
        all().forEach(shard -> shard.held().report(tally, closed));
    }

    /** Has what is held sent at once. */
    void hurry() {
        all().forEach(Shard::hurry);
    }

    /** Delivers what it holds until a moment of {@code System.nanoTime}; tells whether all of it was settled. */
    boolean drain(long deadline) throws InterruptedException {
        boolean settled = true;
        for (Shard shard : all()) {
            settled &= shard.drain(deadline);
        }
        return settled;
    }

    @Override
    public void close() {
        closed = true;
        all().forEach(Shard::close);
        connection.close();
        routes.clear();
        stuck.clear();
        around.stuck().run();
    }

    private final class Reporter implements Progress {
        private final String tenant;

        Reporter(String tenant) {
            this.tenant = tenant;
        }

        @Override
        public void request(Duration took, int bytes, String status) {
            around.metrics()
                    .requestDuration
                    .labelValues(status, endpoint().host(), tenant)
                    .observe(Metrics.seconds(took));
            around.metrics().requestSize.labelValues(endpoint().host(), tenant).observe(bytes);
        }

        @Override
        public void retry() {
            around.metrics().retries.labelValues(endpoint().host(), tenant).inc();
        }

        @Override
        public void sent(Batch batch) {
            double age = around.clock().millis() / 1e3 - batch.oldest() / 1e9;
            around.metrics().latency.labelValues(endpoint().host(), tenant).observe(Math.max(0, age));
            around.metrics().sentEntries.labelValues(endpoint().host(), tenant).inc(batch.entries());
            around.metrics().sentBytes.labelValues(endpoint().host(), tenant).inc(batch.lineBytes());
            books.sent(batch.entries());
            batch.streams().forEach(StreamBuffer::sent);
        }

        @Override
        public void found(Item item) {
            around.metrics().suppressed.labelValues(endpoint().host(), tenant).inc();
            books.sent(1);
            item.receipt().sent();
        }

        @Override
        public void refused(Item item, String reason) {
            count(item, reason);
            books.refused(1);
            item.receipt().refused(reason);
        }

        @Override
        public void dropped(Item item, String reason) {
            count(item, reason);
            books.dropped(1);
            item.receipt().dropped(reason);
        }

        private void count(Item item, String reason) {
            around.metrics()
                    .droppedEntries
                    .labelValues(endpoint().host(), tenant, reason)
                    .inc();
            around.metrics()
                    .droppedBytes
                    .labelValues(endpoint().host(), tenant, reason)
                    .inc(item.lineBytes());
            if (logged.add(reason)) {
                LOG.warn(
                        "endpoint {} refuses entries for good, reason {}; told once, see loki_write_dropped_entries_total",
                        endpoint().name(),
                        reason);
            }
        }

        @Override
        public void stuck(String why) {
            if (why.isEmpty()) {
                stuck.remove(this);
            } else {
                stuck.put(this, why);
            }
            around.stuck().run();
        }
    }
}
