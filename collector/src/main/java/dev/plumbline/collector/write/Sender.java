package dev.plumbline.collector.write;

import dev.plumbline.collector.entry.Balance;
import dev.plumbline.collector.entry.Spares;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Delivers one batch after another, each until it is known what became of every entry.
 *
 * <p>What may have arrived is asked for before it is sent again. What was refused is split until the offender is alone.
 */
final class Sender {
    private static final Logger LOG = LoggerFactory.getLogger(Sender.class);
    private static final int PATIENCE_WITH_QUERIES = 5;
    private static final Duration LONGEST_ASKING = Duration.ofMinutes(5);
    private static final int FAILURES_OF_A_HICCUP = 1;
    private static final Duration LONGEST_WAIT_ASKED_FOR = Duration.ofMinutes(10);

    private final Line line;
    private final HighWater highWater;
    private final Pause pause;
    private final Progress progress;
    private final Balance balance;
    private final LongSupplier nanos;
    private final Effort effort = new Effort();
    private final Compression compression;
    private Connection connection;
    private OutcomeQuery query;
    private int failures;
    private int failedQueries;
    private long askingSince;

    /** Tells how Loki is reached now; a reload may change that. */
    @FunctionalInterface
    interface Line {
        Connection now();
    }

    /** Waits between two attempts. */
    @FunctionalInterface
    interface Pause {
        void await(Duration time) throws InterruptedException;
    }

    /** Makes one that compresses in the memory of {@code spares}. */
    Sender(Line line, HighWater highWater, Pause pause, Progress progress, Balance balance, Spares spares) {
        this(line, highWater, pause, progress, balance, spares, System::nanoTime);
    }

    /** Makes one with a clock of its own. */
    Sender(
            Line line,
            HighWater highWater,
            Pause pause,
            Progress progress,
            Balance balance,
            Spares spares,
            LongSupplier nanos) {
        this.nanos = nanos;
        this.compression = new Compression(spares);
        this.line = line;
        this.highWater = highWater;
        this.pause = pause;
        this.progress = progress;
        this.balance = balance;
        this.connection = line.now();
        this.query = connection.query();
    }

    private String endpoint() {
        return connection.endpoint().name();
    }

    /** Writes down that this batch may be sent; false if the disk does not take it. */
    boolean intends(Batch batch) {
        try {
            highWater.intend(endpoint(), batch);
            return true;
        } catch (IOException e) {
            LOG.debug("intent", e);
            return false;
        }
    }

    /** Makes what has to be delivered of a batch. */
    Pending pending(Batch batch) {
        return Pending.of(batch, highWater.mayHaveArrived(endpoint(), batch));
    }

    /** Delivers; returns when every entry is settled. After an exception it can be called again with what is left. */
    void deliver(Pending pending) throws InterruptedException {
        failures = 0;
        while (!pending.isEmpty()) {
            Connection now = line.now();
            if (!now.equals(connection)) {
                connection = now;
                query = now.query();
            }
            step(pending);
        }
        if (failures > FAILURES_OF_A_HICCUP) {
            progress.stuck("");
        }
    }

    private void step(Pending pending) throws InterruptedException {
        Pending.Piece piece = pending.first();
        if (!intended(piece.batch()) || (piece.uncertain() && !askedWhatArrived(pending))) {
            return;
        }
        if (pending.isEmpty() || !pending.first().equals(piece)) {
            return;
        }
        if (piece.refused().isPresent()) {
            isolate(pending, piece.refused().get());
            return;
        }
        Batch batch = piece.batch();
        switch (push(batch)) {
            case Outcome.Stored stored ->
                settled(() -> {
                    progress.sent(batch);
                    pending.replaceFirst(List.of());
                });
            case Outcome.Refused refused -> pending.replaceFirst(List.of(piece.refused(refused, refused.partial())));
            case Outcome.RateLimited limited -> rateLimited(pending, limited);
            case Outcome.Rejected rejected -> {
                if (piece.unasked()) {
                    // What keeps the push out may be what kept the question out: it is asked again.
                    pending.replaceFirst(List.of(piece.uncertain(true)));
                }
                failed(rejected.why(), Optional.empty());
            }
            case Outcome.Unknown unknown -> {
                pending.replaceFirst(List.of(piece.uncertain(true)));
                failed("Loki is away (" + unknown.why() + ")", unknown.retryAfter());
            }
        }
    }

    /** Does a step of the books at once, as far as whoever reads them can see. */
    private void settled(Runnable step) {
        balance.move();
        try {
            step.run();
        } finally {
            balance.leave();
        }
    }

    private Outcome push(Batch batch) throws InterruptedException {
        int size = PushEncoder.requestSize(batch.streams());
        boolean compressing = effort.compresses(size);
        long start = System.nanoTime();
        PushBody body = compressing ? compression.of(batch.streams(), size) : PushBody.literal(batch.streams(), size);
        long posted = System.nanoTime();
        Outcome outcome;
        try {
            outcome =
                    connection.client().push(batch.streams().getFirst().stream().tenant(), body);
        } finally {
            compression.letGo();
        }
        long end = System.nanoTime();
        progress.request(Duration.ofNanos(end - posted), body.length(), outcome.label());
        if (outcome instanceof Outcome.Stored) {
            effort.took(compressing, size, end - start);
        }
        return outcome;
    }

    private boolean intended(Batch batch) throws InterruptedException {
        try {
            highWater.intend(endpoint(), batch);
            return true;
        } catch (IOException e) {
            failed("the storage folder cannot be written (" + e.getMessage() + ")", Optional.empty());
            return false;
        }
    }

    /** Takes out of the first piece what Loki has; false if that is not known yet. */
    private boolean askedWhatArrived(Pending pending) throws InterruptedException {
        Pending.Piece piece = pending.first();
        List<Item> found = new ArrayList<>();
        try {
            List<Item> missing = query.missing(piece.batch(), found::add);
            failedQueries = 0;
            if (found.isEmpty()) {
                pending.replaceFirst(List.of(piece.uncertain(false)));
            } else {
                // What is left is sent again as one: the rest may well be taken.
                settled(() -> {
                    found.forEach(progress::found);
                    pending.replaceFirst(List.of(Pending.Piece.of(Batch.of(missing), false)));
                });
            }
            return true;
        } catch (OutcomeQuery.CannotAskException e) {
            LOG.warn("endpoint {}: {}; sending again what may have arrived", endpoint(), e.getMessage());
            pending.replaceFirst(List.of(piece.notTold()));
            return true;
        } catch (IOException e) {
            if (failedQueries++ == 0) {
                askingSince = nanos.getAsLong();
            }
            // While Loki is away this fails as pushing does; only where it goes on for long is it the reading half
            // alone.
            if (failedQueries >= PATIENCE_WITH_QUERIES && nanos.getAsLong() - askingSince > LONGEST_ASKING.toNanos()) {
                failedQueries = 0;
                LOG.warn("endpoint {}: nobody tells what arrived; the same is sent again", endpoint());
                pending.replaceFirst(List.of(piece.uncertain(false)));
                return true;
            }
            failed("Loki does not tell what arrived (" + e.getClass().getSimpleName() + ")", Optional.empty());
            return false;
        }
    }

    private void rateLimited(Pending pending, Outcome.RateLimited limited) throws InterruptedException {
        Pending.Piece piece = pending.first();
        if (connection.endpoint().retryRateLimited()) {
            pending.replaceFirst(List.of(piece.uncertain(true)));
            failed("Loki limits the rate", limited.retryAfter());
            return;
        }
        if (!piece.uncertain()) {
            pending.replaceFirst(List.of(piece.uncertain(true)));
            if (!askedWhatArrived(pending)) {
                return;
            }
        }
        if (!pending.isEmpty()) {
            settled(() -> {
                pending.first().batch().items().forEach(item -> progress.dropped(item, "rate_limited"));
                pending.replaceFirst(List.of());
            });
        }
    }

    /** Halves what was refused and of which nothing arrived, until the offender is alone. */
    private void isolate(Pending pending, Outcome.Refused refused) {
        List<Item> items = pending.first().batch().items();
        if (items.size() == 1) {
            settled(() -> {
                progress.refused(items.getFirst(), refused.reason());
                pending.replaceFirst(List.of());
            });
            return;
        }
        int half = items.size() / 2;
        pending.replaceFirst(List.of(
                Pending.Piece.of(Batch.of(items.subList(0, half)), false),
                Pending.Piece.of(Batch.of(items.subList(half, items.size())), false)));
    }

    private void failed(String why, Optional<Duration> atLeast) throws InterruptedException {
        failures++;
        progress.retry();
        if (failures > FAILURES_OF_A_HICCUP) {
            progress.stuck(why);
        }
        if (failures == 1 || failures % 100 == 0) {
            LOG.warn("endpoint {}: {}; will try again for as long as it takes", endpoint(), why);
        }
        Duration backoff = backoff(failures);
        pause.await(atLeast.map(d -> d.compareTo(LONGEST_WAIT_ASKED_FOR) < 0 ? d : LONGEST_WAIT_ASKED_FOR)
                .filter(d -> d.compareTo(backoff) > 0)
                .orElse(backoff));
    }

    /** Doubles with each failure up to the longest, and takes between half of that and all of it. */
    private Duration backoff(int count) {
        long longest = Math.max(1, connection.endpoint().maxBackoff().toMillis());
        long first = Math.max(1, connection.endpoint().minBackoff().toMillis());
        long full = Math.min(longest, first << Math.min(count - 1, 20));
        return Duration.ofMillis((full + 1) / 2 + ThreadLocalRandom.current().nextLong(full / 2 + 1));
    }
}
