package dev.plumbline.steps;

import dev.plumbline.harness.client.UnexpectedAnswer;
import dev.plumbline.harness.client.WorkloadClient;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

/** Has a service write lines at a rate until it is told to stop. */
final class Writing {
    private static final int ROUNDS_PER_SECOND = 5;
    private static final int PATIENCE_SECONDS = 20;

    private final WorkloadClient workload;
    private final String service;
    private final String stream;
    private final String stamp;
    private final AtomicInteger written = new AtomicInteger();
    private final AtomicReference<Optional<UnexpectedAnswer>> failure = new AtomicReference<>(Optional.empty());
    private final ScheduledExecutorService clock;

    Writing(WorkloadClient workload, String service, String stream, int linesPerSecond, String stamp) {
        this.workload = workload;
        this.service = service;
        this.stream = stream;
        this.stamp = stamp;
        this.clock = Executors.newSingleThreadScheduledExecutor(
                Thread.ofPlatform().name("writing-" + service).daemon().factory());
        int lines = Math.max(1, linesPerSecond / ROUNDS_PER_SECOND);
        ScheduledFuture<?> unused =
                clock.scheduleAtFixedRate(() -> write(lines), 0, 1000 / ROUNDS_PER_SECOND, TimeUnit.MILLISECONDS);
    }

    private void write(int lines) {
        try {
            workload.writeLines(service, stream, written.get() + 1, lines, stamp);
            written.addAndGet(lines);
        } catch (UnexpectedAnswer e) {
            failure.set(Optional.of(e));
        }
    }

    /**
     * Stops.
     *
     * @return how many lines were written, numbered from 1
     * @throws UnexpectedAnswer if the workload refused a round
     */
    int stop() {
        clock.shutdown();
        try {
            if (!clock.awaitTermination(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                throw new IllegalStateException("the workload does not finish writing");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        Optional.ofNullable(failure.get()).flatMap(f -> f).ifPresent(f -> {
            throw f;
        });
        return written.get();
    }

    void abandon() {
        clock.shutdownNow();
    }
}
