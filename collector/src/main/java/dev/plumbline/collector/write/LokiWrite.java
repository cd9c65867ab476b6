package dev.plumbline.collector.write;

import dev.plumbline.collector.config.Arguments;
import dev.plumbline.collector.config.Block;
import dev.plumbline.collector.config.Value;
import dev.plumbline.collector.entry.Entry;
import dev.plumbline.collector.entry.Outcomes;
import dev.plumbline.collector.entry.Receiver;
import dev.plumbline.collector.entry.ReceiverClosedException;
import dev.plumbline.collector.entry.Run;
import dev.plumbline.collector.entry.Tally;
import dev.plumbline.collector.journal.StorageLock;
import dev.plumbline.collector.runtime.Component;
import dev.plumbline.collector.runtime.ComponentContext;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The component {@code loki.write}: what it is given goes to each of its endpoints. */
final class LokiWrite implements Component, Receiver {
    private static final Logger LOG = LoggerFactory.getLogger(LokiWrite.class);
    private static final Duration DRAIN = Duration.ofSeconds(4);
    private static final Duration PATIENCE_FOR_REST = Duration.ofMillis(200);
    private static final long SPOOL_BYTES = 256L << 20;
    private static final long BATCH_BYTES = 4L << 20;

    private final ComponentContext context;
    private final Metrics metrics;
    private final Ration ration = new Ration(BATCH_BYTES);
    private final List<Pool> former = new CopyOnWriteArrayList<>();
    private Block arguments;
    private volatile List<Pool> pools = List.of();
    private @Nullable StorageLock storage;
    private @Nullable HighWater highWater;
    private volatile Account atRest = Account.EMPTY;
    private volatile boolean closed;

    LokiWrite(Block arguments, ComponentContext context) {
        this.arguments = arguments;
        this.context = context;
        this.metrics = new Metrics(context.metrics());
        gauge("loki_write_in_flight_entries", "Number of log entries taken and not settled.", Account::inFlight);
        gauge("loki_write_received_entries", "Number of log entries taken from the pipeline.", Account::received);
        Metrics.gauge(
                context.metrics(),
                "loki_write_unbalanced_entries",
                "Log entries whose fate nobody knows: received minus sent, refused, dropped and in flight; always 0.",
                () -> balanced().unbalanced());
        Metrics.gauge(
                context.metrics(),
                "loki_write_spool_bytes",
                "Bytes of log entries that wait on disk while Loki is away.",
                () -> pools.stream().mapToLong(Pool::spoolBytes).sum());
        Metrics.counter(
                context.metrics(),
                "loki_write_spool_damaged_files_total",
                "Number of spool files that could not be read back.",
                () -> pools.stream().mapToLong(Pool::damagedFiles).sum()
                        + former.stream().mapToLong(Pool::damagedFiles).sum());
        context.balance().add(this::report);
        context.export("receiver", new Value.Capsule("receiver", this));
    }

    private void gauge(String name, String help, ToLongFunction<Account> value) {
        Metrics.gauge(context.metrics(), name, help, () -> value.applyAsLong(account()));
    }

    @Override
    public void start() {
        try {
            storage = StorageLock.take(context.storage(), DRAIN);
            highWater = HighWater.open(context.disk(), context.storage().resolve("sent.journal"), LOG::warn);
        } catch (IOException e) {
            context.health(false, String.valueOf(e.getMessage()));
            throw new UncheckedIOException(e);
        }
        context.health(true, "");
        use(arguments);
    }

    @Override
    public void update(Block changed) {
        if (!changed.equals(arguments)) {
            use(changed);
            arguments = changed;
        }
    }

    /** Has pools for the endpoints of a block: those that there are go on with all they hold. */
    private void use(Block block) {
        HighWater marks = highWater;
        if (marks == null) {
            return;
        }
        Map<String, String> external = Arguments.of(block).map("external_labels");
        Map<String, Pool> before = new LinkedHashMap<>();
        pools.forEach(pool -> before.put(pool.name(), pool));
        Pool.Surroundings around =
                new Pool.Surroundings(marks, metrics, context.clock(), context.balance(), ration, this::tellHealth);
        List<Pool> now = new ArrayList<>();
        for (Endpoint endpoint : Endpoints.of(block)) {
            Pool pool = before.remove(endpoint.name());
            if (pool == null) {
                pool = new Pool(endpoint, external, spool(endpoint), around);
            } else {
                pool.update(endpoint, external);
            }
            now.add(pool);
        }
        former.addAll(before.values());
        pools = List.copyOf(now);
        end(List.copyOf(before.values()));
    }

    private Spool spool(Endpoint endpoint) {
        try {
            return Spool.open(
                    context.disk(),
                    context.storage().resolve("spool").resolve(folder(endpoint.name())),
                    SPOOL_BYTES,
                    new Outcomes());
        } catch (IOException e) {
            throw new UncheckedIOException("the spool cannot be opened: " + e.getMessage(), e);
        }
    }

    /** Names a folder so that no two endpoints share one, whatever they are called. */
    static String folder(String name) {
        String encoded = URLEncoder.encode(name, StandardCharsets.UTF_8).replace("*", "%2A");
        return encoded.startsWith(".") ? "%2E" + encoded.substring(1) : encoded;
    }

    @Override
    public void accept(Entry entry) {
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
        for (int i = 0; i < to.size(); i++) {
            if (i > 0) {
                context.balance().copied(entry.receipt().weight());
            }
            hand(entry, to.get(i));
        }
    }

    private void hand(Entry entry, Pool pool) {
        try {
            pool.accept(entry);
        } catch (ReceiverClosedException e) {
            if (closed || pools.contains(pool)) {
                throw e;
            }
            entry.receipt().dropped("no_endpoint");
        }
    }

    @Override
    public boolean accept(Run run) {
        List<Pool> to = pools;
        if (closed) {
            throw new ReceiverClosedException();
        }
        if (to.isEmpty()) {
            drop(run);
            return false;
        }
        if (to.size() > 1) {
            run.receipt().expect((to.size() - 1) * run.count());
        }
        for (int i = 0; i < to.size(); i++) {
            if (i > 0) {
                context.balance().copied((long) run.receipt().weight() * run.count());
                run.again();
            }
            hand(run, to.get(i));
        }
        return false;
    }

    private void hand(Run run, Pool pool) {
        try {
            pool.accept(run);
        } catch (ReceiverClosedException e) {
            if (closed || pools.contains(pool)) {
                throw e;
            }
            drop(run.rest());
        }
    }

    private static void drop(Run run) {
        for (int i = 0; i < run.count(); i++) {
            run.receipt().dropped("no_endpoint");
            run.taken(1);
        }
    }

    private void tellHealth() {
        for (Pool pool : pools) {
            Optional<String> why = pool.stuck();
            if (why.isPresent()) {
                context.health(false, "delivery to " + pool.name() + " is stuck: " + why.get());
                return;
            }
        }
        context.health(true, "");
    }

    private void report(Tally tally) {
        Account sum = Account.EMPTY;
        for (List<Pool> all : List.of(pools, former)) {
            for (Pool pool : all) {
                pool.report(tally);
                sum = sum.plus(pool.account());
            }
        }
        atRest = sum;
    }

    /** Returns what became of all entries, over all endpoints; a little off while they move. */
    private Account account() {
        Account sum = Account.EMPTY;
        for (List<Pool> all : List.of(pools, former)) {
            for (Pool pool : all) {
                sum = sum.plus(pool.account());
            }
        }
        return sum;
    }

    /** Returns the account of the last moment of rest. */
    private Account balanced() {
        context.balance().books(PATIENCE_FOR_REST);
        return atRest;
    }

    private static void end(List<Pool> ending) {
        if (ending.isEmpty()) {
            return;
        }
        try {
            long deadline = System.nanoTime() + DRAIN.toNanos();
            ending.forEach(Pool::hurry);
            for (Pool pool : ending) {
                if (!pool.drain(deadline)) {
                    LOG.debug("endpoint {} holds something still", pool.name());
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        ending.forEach(Pool::close);
        long kept = 0;
        long unsettled = 0;
        for (Pool pool : ending) {
            Pool.Left left = pool.left();
            kept += left.onDisk();
            unsettled += left.inMemory();
        }
        if (kept + unsettled > 0) {
            LOG.warn(
                    "not everything was delivered: {} entries are in the spool, {} will be read again at the next start",
                    kept,
                    unsettled);
        }
    }

    @Override
    public void close() {
        closed = true;
        end(pools);
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
