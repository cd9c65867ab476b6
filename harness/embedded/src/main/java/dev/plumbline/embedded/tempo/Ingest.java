package dev.plumbline.embedded.tempo;

import com.google.protobuf.ByteString;
import dev.plumbline.embedded.otlp.OtlpException;
import dev.plumbline.embedded.tempo.generator.Generator;
import dev.plumbline.embedded.tempo.store.TraceStore;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.trace.v1.Span;
import java.util.Optional;

/** Takes spans in: counts them, stores them, hands them to the generator. */
final class Ingest {
    private static final int TRACE_ID_BITS = 128;
    private static final int SPAN_ID_BITS = 64;

    private final TraceStore store;
    private final TempoMetrics metrics;
    private final Optional<Generator> generator;

    Ingest(TraceStore store, TempoMetrics metrics, Optional<Generator> generator) {
        this.generator = generator;
        this.store = store;
        this.metrics = metrics;
    }

    /**
     * Takes a request.
     *
     * @throws OtlpException if one of its spans has no proper id; then none is taken
     */
    void accept(ExportTraceServiceRequest request) {
        request.getResourceSpansList().stream()
                .flatMap(r -> r.getScopeSpansList().stream())
                .flatMap(s -> s.getSpansList().stream())
                .forEach(Ingest::check);
        long spans = request.getResourceSpansList().stream()
                .flatMap(r -> r.getScopeSpansList().stream())
                .mapToLong(s -> s.getSpansCount())
                .sum();
        metrics.received(spans, request.getSerializedSize());
        store.add(request.getResourceSpansList());
        generator.ifPresent(g -> g.observe(request.getResourceSpansList()));
    }

    private static void check(Span span) {
        if (bits(span.getTraceId()) != TRACE_ID_BITS) {
            throw OtlpException.invalid("trace ids must be 128 bit, received " + bits(span.getTraceId()) + " bits");
        }
        if (bits(span.getSpanId()) != SPAN_ID_BITS) {
            throw OtlpException.invalid(
                    "span ids must be 64 bit and not all zero, received " + bits(span.getSpanId()) + " bits");
        }
    }

    /** Returns the length of an id; one of zeros is none. */
    private static int bits(ByteString id) {
        for (byte b : id) {
            if (b != 0) {
                return id.size() * Byte.SIZE;
            }
        }
        return 0;
    }
}
