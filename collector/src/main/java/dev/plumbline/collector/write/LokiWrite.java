package dev.plumbline.collector.write;

import dev.plumbline.collector.config.Arguments;
import dev.plumbline.collector.config.Block;
import dev.plumbline.collector.config.Value;
import dev.plumbline.collector.entry.Entry;
import dev.plumbline.collector.entry.Receiver;
import dev.plumbline.collector.entry.ReceiverClosedException;
import dev.plumbline.collector.entry.Run;
import dev.plumbline.collector.journal.StorageLock;
import dev.plumbline.collector.runtime.Component;
import dev.plumbline.collector.runtime.ComponentContext;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The component {@code loki.write}: what it is given goes to each of its endpoints. */
final class LokiWrite implements Component, Receiver {
    private static final Logger LOG = LoggerFactory.getLogger(LokiWrite.class);
    private static final Duration DRAIN = Duration.ofSeconds(4);
    private static final long SPOOL_BYTES = 256L << 20;

    private final ComponentContext context;
    private final Metrics metrics;
    private final Map<String, String> stuck = new TreeMap<>();
    private final ReentrantReadWriteLock lock = new ReentrantReadWriteLock();
    private Block arguments;
    private volatile List<Pool> pools = List.of();
    private @Nullable StorageLock storage;
    private @Nullable HighWater highWater;
    private volatile boolean closed;

    LokiWrite(Block arguments, ComponentContext context) {
        this.arguments = arguments;
        this.context = context;
        this.metrics = new Metrics(context.metrics());
        gauge("loki_write_in_flight_entries", "Number of log entries taken and not settled.", Account::inFlight);
        gauge("loki_write_received_entries", "Number of log entries taken from the pipeline.", Account::received);
        gauge(
                "loki_write_unbalanced_entries",
                "Log entries whose fate nobody knows: received minus sent, refused, dropped and in flight; always 0.",
                a -> a.received() - a.sent() - a.refused() - a.dropped() - a.inFlight());
        Metrics.gauge(
                context.metrics(),
                "loki_write_spool_bytes",
                "Bytes of log entries that wait on disk while Loki is away.",
                () -> pools.stream().mapToLong(Pool::spoolBytes).sum());
        context.export("receiver", new Value.Capsule("receiver", this));
    }

    private void gauge(String name, String help, ToLongFunction<Account> value) {
        Metrics.gauge(context.metrics(), name, help, () -> value.applyAsLong(account()));
    }

    @Override
    public void start() {
        try {
            storage = StorageLock.take(context.storage(), DRAIN);
            highWater = HighWater.open(context.storage().resolve("sent.journal"), LOG::warn);
        } catch (IOException e) {
            context.health(false, String.valueOf(e.getMessage()));
            throw new UncheckedIOException(e);
        }
        open();
    }

    private void open() {
        HighWater marks = highWater;
        if (marks == null) {
            return;
        }
        Map<String, String> external = Arguments.of(arguments).map("external_labels");
        List<Pool> made = new ArrayList<>();
        for (Endpoint endpoint : Endpoints.of(arguments)) {
            made.add(new Pool(endpoint, external, marks, metrics, context.clock(), this::stuck, spool(endpoint)));
        }
        pools = List.copyOf(made);
        context.health(true, "");
    }

    private Spool spool(Endpoint endpoint) {
        try {
            String name = endpoint.name().replaceAll("[^A-Za-z0-9._-]", "_");
            return Spool.open(context.storage().resolve("spool").resolve(name), SPOOL_BYTES);
        } catch (IOException e) {
            throw new UncheckedIOException("the spool cannot be opened: " + e.getMessage(), e);
        }
    }

    @Override
    public void accept(Entry entry) {
        lock.readLock().lock();
        try {
            List<Pool> to = pools;
            if (closed) {
                throw new ReceiverClosedException();
            }
            if (to.isEmpty()) {
                entry.receipt().dropped("no_endpoint");
                return;
            }
            if (to.size() > 1) {
                entry.receipt().expect(to.size() - 1);
            }
            for (Pool pool : to) {
                pool.accept(entry);
            }
        } finally {
            lock.readLock().unlock();
        }
    }

    @Override
    public boolean accept(Run run) {
        lock.readLock().lock();
        try {
            List<Pool> to = pools;
            if (closed) {
                throw new ReceiverClosedException();
            }
            if (to.isEmpty()) {
                for (int i = 0; i < run.count(); i++) {
                    run.receipt().dropped("no_endpoint");
                }
                return false;
            }
            if (to.size() > 1) {
                run.receipt().expect((to.size() - 1) * run.count());
            }
            for (Pool pool : to) {
                pool.accept(run);
            }
            return false;
        } finally {
            lock.readLock().unlock();
        }
    }

    @Override
    public void update(Block changed) {
        if (changed.equals(arguments)) {
            return;
        }
        List<Pool> old = pools;
        try {
            for (Pool pool : old) {
                pool.drain(DRAIN);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        arguments = changed;
        open();
        old.forEach(Pool::close);
    }

    private void stuck(String endpoint, String why) {
        synchronized (stuck) {
            if (why.isEmpty()) {
                stuck.remove(endpoint);
            } else {
                stuck.put(endpoint, why);
            }
            Optional<Map.Entry<String, String>> first =
                    stuck.entrySet().stream().findFirst();
            context.health(
                    first.isEmpty(),
                    first.map(e -> "delivery to " + e.getKey() + " is stuck: " + e.getValue())
                            .orElse(""));
        }
    }

    /** Returns what became of all entries, over all endpoints. */
    Account account() {
        return pools.stream().map(Pool::account).reduce(Account.EMPTY, Account::plus);
    }

    @Override
    public void close() {
        closed = true;
        try {
            for (Pool pool : pools) {
                if (!pool.drain(DRAIN)) {
                    LOG.warn("not everything was delivered before the end; it will be read again at the next start");
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        pools.forEach(Pool::close);
        closeQuietly(highWater);
        closeQuietly(storage);
    }

    private static void closeQuietly(@Nullable Closeable closing) {
        if (closing != null) {
            try {
                closing.close();
            } catch (IOException e) {
                LOG.warn("storage: {}", e.getMessage());
            }
        }
    }
}
