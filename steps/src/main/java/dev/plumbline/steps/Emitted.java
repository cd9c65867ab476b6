package dev.plumbline.steps;

import dev.plumbline.harness.client.WorkloadClient.EmittedTrace;
import dev.plumbline.harness.stack.ContainerIdentity;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What the workload was told to emit in this scenario. */
public final class Emitted {
    private final List<Batch> batches = new ArrayList<>();
    private final Map<Batch, Writing> going = new LinkedHashMap<>();
    private final Instant since = Instant.now();
    private Optional<EmittedTrace> trace = Optional.empty();

    /**
     * Lines that were written in one go.
     *
     * @param service of the workload
     * @param stream {@code stdout} or {@code stderr}
     * @param lines how many, numbered from 1
     * @param stamp that each of them bears
     * @param visitor the container that wrote them, if it was not the workload's
     */
    public record Batch(String service, String stream, int lines, String stamp, Optional<ContainerIdentity> visitor) {
        /** Lines of the workload. */
        Batch(String service, String stream, int lines, String stamp) {
            this(service, stream, lines, stamp, Optional.empty());
        }

        /** Returns the service of the compose project that wrote them. */
        String composeService() {
            return visitor.isPresent() ? service : "workload";
        }
    }

    /** Adds lines; those of the same stamp count on. */
    void add(Batch batch) {
        int before = writtenWith(batch.stamp());
        batches.removeIf(b -> b.stamp().equals(batch.stamp()));
        batches.add(new Batch(batch.service(), batch.stream(), before + batch.lines(), batch.stamp(), batch.visitor()));
    }

    /** Returns how many lines of that stamp have been written so far. */
    int writtenWith(String stamp) {
        return batches.stream()
                .filter(b -> b.stamp().equals(stamp))
                .mapToInt(Batch::lines)
                .sum();
    }

    /** Remembers a writing that goes on; asking for {@link #batches} ends it. */
    void writing(Batch batch, Writing writing) {
        going.put(batch, writing);
    }

    /** Ends what still goes on, whatever came of it. */
    void abandon() {
        going.values().forEach(Writing::abandon);
        going.clear();
    }

    void trace(EmittedTrace emitted) {
        trace = Optional.of(emitted);
    }

    List<Batch> batches() {
        Map<Batch, Writing> ended = new LinkedHashMap<>(going);
        going.clear();
        ended.forEach(
                (batch, writing) -> add(new Batch(batch.service(), batch.stream(), writing.stop(), batch.stamp())));
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
