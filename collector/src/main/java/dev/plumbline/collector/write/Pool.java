package dev.plumbline.collector.write;

import dev.plumbline.collector.entry.Entry;
import dev.plumbline.collector.entry.Labels;
import dev.plumbline.collector.entry.Run;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Everything that goes to one endpoint: its streams, spread over shards by tenant and name, so that each stream keeps
 * its order and no stream waits for more than those of its shard.
 */
final class Pool implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Pool.class);
    private static final int SHARDS = 4;
    private static final int REMEMBERED = 50_000;

    private final Endpoint endpoint;
    private final Map<String, String> external;
    private final HighWater highWater;
    private final Metrics metrics;
    private final Clock clock;
    private final BiConsumer<String, String> stuck;
    private final Spool spool;
    private final LokiClient client;
    private final Map<Labels, Route> routes = new ConcurrentHashMap<>();
    private final Map<String, List<Shard>> shards = new ConcurrentHashMap<>();
    private final Books books = new Books();
    private final Set<String> logged = ConcurrentHashMap.newKeySet();

    private volatile boolean running;

    private record Route(Stream stream, Shard shard) {}

    /**
     * Makes a pool that works at once.
     *
     * @param stuck takes the endpoint's name and why delivery is stuck, or an empty text
     */
    Pool(
            Endpoint endpoint,
            Map<String, String> external,
            HighWater highWater,
            Metrics metrics,
            Clock clock,
            BiConsumer<String, String> stuck,
            Spool spool) {
        this.spool = spool;
        this.endpoint = endpoint;
        this.external = external;
        this.highWater = highWater;
        this.metrics = metrics;
        this.clock = clock;
        this.stuck = stuck;
        this.client = new LokiClient(endpoint);
        metrics.announce(endpoint.host(), endpoint.tenant());
        adopt();
    }

    /** Takes over what an earlier run left in the spool: it goes out before anything that is read now. */
    private void adopt() {
        try {
            for (Path file : spool.files()) {
                spool.read(file).ifPresent(batch -> {
                    Stream stream = batch.streams().getFirst().stream();
                    shard(stream).adopt(file, batch.entries());
                });
            }
        } catch (IOException e) {
            LOG.error("endpoint {}: the spool cannot be listed: {}", endpoint.name(), e.getMessage());
        }
        shards.values().forEach(list -> list.forEach(Shard::start));
        running = true;
    }

    private Shard shard(Stream stream) {
        return shards.computeIfAbsent(stream.tenant(), this::makeShards)
                .get(Math.floorMod(stream.key().hashCode(), SHARDS));
    }

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
        if (routes.size() > REMEMBERED) {
            routes.clear();
        }
        return routes.computeIfAbsent(labels, set -> {
            Stream stream = Stream.of(set, external, endpoint.tenant());
            return new Route(stream, shard(stream));
        });
    }

    private List<Shard> makeShards(String tenant) {
        metrics.announce(endpoint.host(), tenant);
        List<Shard> made = new ArrayList<>();
        for (int i = 0; i < SHARDS; i++) {
            Shard.SenderFactory factory = pause -> new Sender(
                    endpoint,
                    client,
                    new OutcomeQuery(client, endpoint.queryUrl()),
                    highWater,
                    pause,
                    new Reporter(tenant));
            Shard shard = new Shard("loki-write-" + endpoint.name() + "-" + i, endpoint, factory, books, spool);
            if (running) {
                shard.start();
            }
            made.add(shard);
        }
        return made;
    }

    long spoolBytes() {
        return spool.bytes();
    }

    Account account() {
        return books.account();
    }

    /** Delivers what it holds; tells whether all of it was settled in time. */
    boolean drain(Duration patience) throws InterruptedException {
        long deadline = System.nanoTime() + patience.toNanos();
        boolean all = true;
        for (List<Shard> ofTenant : shards.values()) {
            for (Shard shard : ofTenant) {
                all &= shard.drain(Duration.ofNanos(Math.max(0, deadline - System.nanoTime())));
            }
        }
        return all;
    }

    @Override
    public void close() {
        shards.values().forEach(list -> list.forEach(Shard::close));
        client.close();
    }

    private final class Reporter implements Progress {
        private final String tenant;

        Reporter(String tenant) {
            this.tenant = tenant;
        }

        @Override
        public void request(Duration took, int bytes, String status) {
            metrics.requestDuration.labelValues(status, endpoint.host(), tenant).observe(Metrics.seconds(took));
            metrics.requestSize.labelValues(endpoint.host(), tenant).observe(bytes);
        }

        @Override
        public void retry() {
            metrics.retries.labelValues(endpoint.host(), tenant).inc();
        }

        @Override
        public void sent(Batch batch) {
            double age = clock.millis() / 1e3 - batch.oldest() / 1e9;
            metrics.latency.labelValues(endpoint.host(), tenant).observe(Math.max(0, age));
            metrics.sentEntries.labelValues(endpoint.host(), tenant).inc(batch.entries());
            metrics.sentBytes.labelValues(endpoint.host(), tenant).inc(batch.lineBytes());
            books.sent(batch.entries());
            batch.streams().forEach(StreamBuffer::sent);
        }

        @Override
        public void found(Item item) {
            metrics.suppressed.labelValues(endpoint.host(), tenant).inc();
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
            metrics.droppedEntries.labelValues(endpoint.host(), tenant, reason).inc();
            metrics.droppedBytes.labelValues(endpoint.host(), tenant, reason).inc(item.lineBytes());
            if (logged.add(reason)) {
                LOG.warn(
                        "endpoint {} refuses entries for good, reason {}; told once, see loki_write_dropped_entries_total",
                        endpoint.name(),
                        reason);
            }
        }

        @Override
        public void stuck(String why) {
            stuck.accept(endpoint.name(), why);
        }
    }
}
