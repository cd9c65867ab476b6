package dev.plumbline.steps;

import dev.plumbline.harness.client.WorkloadClient.EmittedTrace;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What the workload was told to emit in this scenario. */
public final class Emitted {
    private final List<Batch> batches = new ArrayList<>();
    private final Instant since = Instant.now();
    private Optional<EmittedTrace> trace = Optional.empty();

    /**
     * Lines that were written in one go.
     *
     * @param service of the workload
     * @param stream {@code stdout} or {@code stderr}
     * @param lines how many, numbered from 1
     * @param stamp that each of them bears
     */
    public record Batch(String service, String stream, int lines, String stamp) {}

    void add(Batch batch) {
        batches.add(batch);
    }

    void trace(EmittedTrace emitted) {
        trace = Optional.of(emitted);
    }

    List<Batch> batches() {
        if (batches.isEmpty()) {
            throw new IllegalStateException("no step has had lines written");
        }
        return List.copyOf(batches);
    }

    EmittedTrace trace() {
        return trace.orElseThrow(() -> new IllegalStateException("no step has had a trace emitted"));
    }

    /** Returns a time before anything of this scenario was emitted. */
    Instant since() {
        return since;
    }
}
