package dev.plumbline.embedded.tempo.generator;

import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.ScopeSpans;
import io.opentelemetry.proto.trace.v1.Span;
import java.io.IOException;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/** Tempo's metrics generator: takes spans, and writes what it counted at each interval. */
public final class Generator implements AutoCloseable {
    private static final int MOST_PENDING = 100;

    private final GeneratorSettings settings;
    private final Clock clock;
    private final Consumer<String> log;
    private final Registry registry;
    private final SpanMetrics spanMetrics;
    private final ServiceGraph serviceGraph;
    private final List<Writer> writers;
    private final AtomicLong received = new AtomicLong();
    private final AtomicLong discarded = new AtomicLong();
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("tempo-generator").factory());

    /** A target with what it has not taken yet, oldest first. */
    private record Writer(RemoteWrite write, String url, Deque<Registry.Collection> pending) {}

    /**
     * Makes a generator; {@link #start()} begins to write.
     *
     * @param settings how it generates
     * @param clock tells which spans are too old, and when samples are
     * @param log takes a line when metrics cannot be written
     */
    public Generator(GeneratorSettings settings, Clock clock, Consumer<String> log) {
        this.settings = settings;
        this.clock = clock;
        this.log = log;
        this.registry = new Registry(settings.externalLabels());
        this.spanMetrics = new SpanMetrics(registry, settings);
        this.serviceGraph = new ServiceGraph(registry, settings, clock);
        this.writers = settings.targets().stream()
                .map(t -> new Writer(new RemoteWrite(t), t.url().toString(), new ArrayDeque<>()))
                .toList();
    }

    /** Begins to collect and write at the configured interval. */
    public void start() {
        long interval = settings.collectionInterval().toMillis();
        ScheduledFuture<?> unused = timer.scheduleAtFixedRate(this::collect, interval, interval, TimeUnit.MILLISECONDS);
    }

    /** Counts spans, but those that ended too long ago. */
    public void observe(List<ResourceSpans> batches) {
        long now = clock.millis();
        for (ResourceSpans batch : batches) {
            for (ScopeSpans scope : batch.getScopeSpansList()) {
                for (Span span : scope.getSpansList()) {
                    received.incrementAndGet();
                    long age = now - span.getEndTimeUnixNano() / 1_000_000;
                    if (Math.abs(age) > settings.slack().toMillis()) {
                        discarded.incrementAndGet();
                        continue;
                    }
                    if (settings.processors().contains("span-metrics")) {
                        spanMetrics.observe(batch.getResource(), span);
                    }
                    if (settings.processors().contains("service-graphs")) {
                        serviceGraph.observe(batch.getResource(), span);
                    }
                }
            }
        }
    }

    /** Returns how many spans came. */
    public long received() {
        return received.get();
    }

    /** Returns how many spans were too old, or too far in the future, to be counted. */
    public long discarded() {
        return discarded.get();
    }

    /** Collects once and writes to all targets; what a target does not take is written with the next collection. */
    public void collect() {
        serviceGraph.expire();
        Registry.Collection collection = registry.collect(clock.millis());
        if (collection.samples().isEmpty()) {
            return;
        }
        for (Writer writer : writers) {
            writer.pending().addLast(collection);
            if (writer.pending().size() > MOST_PENDING) {
                writer.pending().removeFirst();
            }
            flush(writer);
        }
    }

    private void flush(Writer writer) {
        while (!writer.pending().isEmpty()) {
            try {
                writer.write().write(writer.pending().getFirst());
                writer.pending().removeFirst();
            } catch (RemoteWrite.WriteException e) {
                log.accept("level=error component=remote_write url=" + writer.url() + " msg=\""
                        + (e.retry() ? "failed, will retry" : "non-recoverable error") + "\" err=\"" + e.getMessage()
                        + "\"");
                if (e.retry()) {
                    return;
                }
                writer.pending().removeFirst();
            } catch (IOException e) {
                log.accept("level=warn component=remote_write url=" + writer.url()
                        + " msg=\"Failed to send batch, retrying\" err=\"" + e + "\"");
                return;
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    @Override
    public void close() {
        timer.shutdownNow();
        writers.forEach(w -> w.write().close());
    }
}
