package dev.plumbline.collector.write;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.xerial.snappy.Snappy;

/**
 * Delivers one batch after another, each until it is known what became of every entry.
 *
 * <p>What may have arrived is asked for before it is sent again. What was refused is split until the offender is alone.
 */
final class Sender {
    private static final Logger LOG = LoggerFactory.getLogger(Sender.class);
    private static final int PATIENCE_WITH_QUERIES = 5;
    private static final int KEPT = 4 << 20;

    private final Endpoint endpoint;
    private final LokiClient client;
    private final OutcomeQuery query;
    private final HighWater highWater;
    private final Pause pause;
    private final Progress progress;
    private final Effort effort = new Effort();
    private byte[] request = new byte[64 << 10];
    private byte[] compressed = new byte[64 << 10];

    /** Waits between two attempts. */
    interface Pause {
        /**
         * Waits.
         *
         * @param rest what of the batch is not settled yet
         */
        void await(Duration time, Batch rest) throws InterruptedException;
    }

    Sender(
            Endpoint endpoint,
            LokiClient client,
            OutcomeQuery query,
            HighWater highWater,
            Pause pause,
            Progress progress) {
        this.endpoint = endpoint;
        this.client = client;
        this.query = query;
        this.highWater = highWater;
        this.pause = pause;
        this.progress = progress;
    }

    /** Writes down that this batch may be sent; false if the disk does not take it. */
    boolean intends(Batch batch) {
        try {
            highWater.intend(endpoint.name(), batch);
            return true;
        } catch (IOException e) {
            LOG.debug("intent", e);
            return false;
        }
    }

    /** Delivers a batch; returns when every entry of it is settled. */
    void deliver(Batch batch, boolean uncertain) throws InterruptedException {
        Delivery delivery = new Delivery(batch, uncertain || highWater.mayHaveArrived(endpoint.name(), batch));
        delivery.run();
        if (delivery.failures > 0) {
            progress.stuck("");
        }
        shrink();
    }

    private void shrink() {
        if (request.length > KEPT) {
            request = new byte[64 << 10];
            compressed = new byte[64 << 10];
        }
    }

    private Outcome push(Batch batch) throws InterruptedException {
        int size = PushEncoder.requestSize(batch.streams());
        boolean compressing = effort.compresses(size);
        long start = System.nanoTime();
        PushBody body = compressing ? compressed(batch, size) : PushBody.literal(batch.streams(), size);
        long posted = System.nanoTime();
        Outcome outcome = client.push(batch.streams().getFirst().stream().tenant(), body);
        long end = System.nanoTime();
        progress.request(Duration.ofNanos(end - posted), body.length(), label(outcome));
        if (outcome instanceof Outcome.Stored) {
            effort.took(compressing, size, end - start);
        }
        return outcome;
    }

    private PushBody compressed(Batch batch, int size) {
        if (request.length < size) {
            request = new byte[Math.max(size, request.length * 2)];
        }
        PushEncoder.request(batch.streams(), request);
        int bound = Snappy.maxCompressedLength(size);
        if (compressed.length < bound) {
            compressed = new byte[Math.max(bound, compressed.length * 2)];
        }
        try {
            return PushBody.compressed(compressed, Snappy.compress(request, 0, size, compressed, 0));
        } catch (IOException e) {
            throw new IllegalStateException("snappy cannot compress", e);
        }
    }

    private static String label(Outcome outcome) {
        return switch (outcome) {
            case Outcome.Stored s -> "204";
            case Outcome.Refused r -> Integer.toString(r.status());
            case Outcome.RateLimited r -> "429";
            case Outcome.Rejected r -> Integer.toString(r.status());
            case Outcome.Unknown u -> u.why().startsWith("status ") ? u.why().substring(7) : "failed";
        };
    }

    /** One batch on its way, with what is known of it. */
    private final class Delivery {
        private Batch batch;
        private boolean uncertain;
        private int failures;
        private int failedQueries;

        Delivery(Batch batch, boolean uncertain) {
            this.batch = batch;
            this.uncertain = uncertain;
        }

        void run() throws InterruptedException {
            while (batch.entries() > 0) {
                if (!intended() || (uncertain && !askedWhatArrived())) {
                    continue;
                }
                if (batch.entries() == 0) {
                    return;
                }
                switch (push(batch)) {
                    case Outcome.Stored stored -> {
                        progress.sent(batch);
                        return;
                    }
                    case Outcome.Refused refused -> {
                        split(refused);
                        return;
                    }
                    case Outcome.RateLimited limited -> rateLimited(limited);
                    case Outcome.Rejected rejected -> failed("Loki answers " + rejected.status(), Optional.empty());
                    case Outcome.Unknown unknown -> {
                        uncertain = true;
                        failed("Loki is away (" + unknown.why() + ")", Optional.empty());
                    }
                }
            }
        }

        private boolean intended() throws InterruptedException {
            try {
                highWater.intend(endpoint.name(), batch);
                return true;
            } catch (IOException e) {
                failed("the storage folder cannot be written (" + e.getMessage() + ")", Optional.empty());
                return false;
            }
        }

        /** Takes out what Loki has; false if that is not known yet. */
        private boolean askedWhatArrived() throws InterruptedException {
            try {
                keep(query.missing(batch, progress::found));
                uncertain = false;
                return true;
            } catch (OutcomeQuery.CannotAskException e) {
                LOG.warn("endpoint {}: {}; sending again what may have arrived", endpoint.name(), e.getMessage());
                uncertain = false;
                return true;
            } catch (IOException e) {
                failedQueries++;
                if (failedQueries >= PATIENCE_WITH_QUERIES) {
                    failedQueries = 0;
                    return true;
                }
                failed("Loki does not tell what arrived (" + e.getClass().getSimpleName() + ")", Optional.empty());
                return false;
            }
        }

        private void keep(List<Item> missing) {
            if (missing.size() < batch.entries()) {
                batch = Batch.of(missing);
            }
        }

        private void rateLimited(Outcome.RateLimited limited) throws InterruptedException {
            uncertain = true;
            if (endpoint.retryRateLimited()) {
                failed("Loki limits the rate", limited.retryAfter());
                return;
            }
            askedWhatArrived();
            batch.items().forEach(item -> progress.dropped(item, "rate_limited"));
            batch = new Batch();
        }

        /** Isolates what was refused: what of the batch arrived with it is taken out first. */
        private void split(Outcome.Refused refused) throws InterruptedException {
            List<Item> left;
            try {
                left = query.missing(batch, progress::found);
            } catch (IOException e) {
                left = batch.items();
            }
            if (left.size() == 1 && left.size() == batch.entries()) {
                progress.refused(left.getFirst(), refused.reason());
                return;
            }
            if (left.size() < batch.entries() || left.size() == 1) {
                if (!left.isEmpty()) {
                    deliver(Batch.of(left), false);
                }
                return;
            }
            deliver(Batch.of(left.subList(0, left.size() / 2)), false);
            deliver(Batch.of(left.subList(left.size() / 2, left.size())), false);
        }

        private void failed(String why, Optional<Duration> atLeast) throws InterruptedException {
            failures++;
            progress.retry();
            progress.stuck(why);
            if (failures == 1 || failures % 100 == 0) {
                LOG.warn("endpoint {}: {}; will try again for as long as it takes", endpoint.name(), why);
            }
            Duration backoff = backoff(failures);
            pause.await(atLeast.filter(d -> d.compareTo(backoff) > 0).orElse(backoff), batch);
        }
    }

    /** Doubles with each failure up to the longest, and takes between half of that and all of it. */
    private Duration backoff(int failures) {
        long longest = endpoint.maxBackoff().toMillis();
        long full = Math.min(longest, endpoint.minBackoff().toMillis() << Math.min(failures - 1, 20));
        return Duration.ofMillis(full / 2 + ThreadLocalRandom.current().nextLong(full / 2 + 1));
    }
}
