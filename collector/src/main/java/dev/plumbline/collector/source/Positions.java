package dev.plumbline.collector.source;

import dev.plumbline.collector.runtime.ComponentContext;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the cursors of one source component: opens them, writes ten times a second what has moved, tells the component's
 * health, and lets go of them once nothing moves any more.
 */
final class Positions {
    private static final Logger LOG = LoggerFactory.getLogger(Positions.class);
    private static final long FLUSH_MILLIS = 100;
    /** How long after the end of reading the cursors still follow what settles. */
    private static final Duration LINGER = Duration.ofSeconds(8);

    private final ComponentContext context;
    private final BooleanSupplier idle;
    private final Runnable watch;
    private final ScheduledExecutorService ticker = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("positions").daemon().factory());
    private volatile @Nullable CursorStore store;
    private @Nullable Future<?> ticking;
    private String problem = "";
    private volatile long closedAt;

    /**
     * Makes a keeper of cursors that are not open yet.
     *
     * @param idle tells whether all that was read has settled
     * @param watch is run after each write
     */
    Positions(ComponentContext context, BooleanSupplier idle, Runnable watch) {
        this.context = context;
        this.idle = idle;
        this.watch = watch;
    }

    /**
     * Opens the cursors.
     *
     * @throws UncheckedIOException if they cannot be read, or somebody else has them
     */
    void open() {
        try {
            store = CursorStore.open(context.disk(), context.storage());
        } catch (IOException e) {
            context.health(false, String.valueOf(e.getMessage()));
            throw new UncheckedIOException(e);
        }
        ticking = ticker.scheduleWithFixedDelay(this::tick, FLUSH_MILLIS, FLUSH_MILLIS, TimeUnit.MILLISECONDS);
        context.health(true, "");
    }

    /** Returns the cursors while they are open. */
    Optional<CursorStore> store() {
        return Optional.ofNullable(store);
    }

    /** Returns seconds since the journal was last known to hold everything; 0 if it is not open. */
    double age() {
        return store().map(CursorStore::age).orElse(0.0);
    }

    private void tick() {
        String now = store().flatMap(CursorStore::flush).orElse("");
        if (!now.equals(problem)) {
            problem = now;
            context.health(true, now);
        }
        watch.run();
        if (closedAt != 0 && (idle.getAsBoolean() || System.nanoTime() - closedAt > LINGER.toNanos())) {
            end();
        }
    }

    /**
     * Learns that nothing is read any more. What is still on its way settles later, and the cursors follow: they are let
     * go of after the last of it.
     */
    void close() {
        store().ifPresent(CursorStore::lastWords);
        closedAt = System.nanoTime();
    }

    /** Lets go of the cursors: nothing will settle any more. */
    void end() {
        if (ticking != null) {
            ticking.cancel(false);
        }
        ticker.shutdown();
        CursorStore open = store;
        store = null;
        if (open != null) {
            try {
                open.close();
            } catch (IOException e) {
                LOG.warn("positions: {}", e.getMessage());
            }
        }
    }
}
