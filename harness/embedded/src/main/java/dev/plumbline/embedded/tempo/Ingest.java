package dev.plumbline.embedded.tempo;

import dev.plumbline.embedded.tempo.generator.Generator;
import dev.plumbline.embedded.tempo.store.TraceStore;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import java.util.Optional;

/** Takes spans in: counts them, stores them, hands them to the generator. */
final class Ingest {
    private final TraceStore store;
    private final TempoMetrics metrics;
    private final Optional<Generator> generator;

    Ingest(TraceStore store, TempoMetrics metrics, Optional<Generator> generator) {
        this.generator = generator;
        this.store = store;
        this.metrics = metrics;
    }

    void accept(ExportTraceServiceRequest request) {
        long spans = request.getResourceSpansList().stream()
                .flatMap(r -> r.getScopeSpansList().stream())
                .mapToLong(s -> s.getSpansCount())
                .sum();
        metrics.received(spans, request.getSerializedSize());
        store.add(request.getResourceSpansList());
        generator.ifPresent(g -> g.observe(request.getResourceSpansList()));
    }
}
