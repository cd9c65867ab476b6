package dev.plumbline.embedded.tempo;

import dev.plumbline.embedded.http.Request;
import dev.plumbline.embedded.http.Response;
import dev.plumbline.embedded.tempo.generator.Generator;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/** Tempo's own metrics, under its names. */
final class TempoMetrics {
    private static final String TENANT = "{tenant=\"single-tenant\"} ";

    private final AtomicLong spans = new AtomicLong();
    private final AtomicLong bytes = new AtomicLong();
    private volatile Optional<Generator> generator = Optional.empty();

    void received(long count, long size) {
        spans.addAndGet(count);
        bytes.addAndGet(size);
    }

    void generatedBy(Generator source) {
        generator = Optional.of(source);
    }

    Response expose(Request request) {
        StringBuilder text = new StringBuilder();
        metric(text, "tempo_build_info", "gauge", "{version=\"3.0.3-stand-in\"} ", 1);
        counted(text, "tempo_distributor_spans_received_total", TENANT, spans.get());
        counted(text, "tempo_distributor_bytes_received_total", TENANT, bytes.get());
        generator.ifPresent(g -> {
            counted(text, "tempo_metrics_generator_spans_received_total", TENANT, g.received());
            counted(
                    text,
                    "tempo_metrics_generator_spans_discarded_total",
                    "{reason=\"outside_metrics_ingestion_slack\",tenant=\"single-tenant\"} ",
                    g.discarded());
        });
        return Response.of(
                200, "text/plain; version=0.0.4; charset=utf-8", text.toString().getBytes(StandardCharsets.UTF_8));
    }

    /** A series with labels exists from its first sample on. */
    private static void counted(StringBuilder text, String name, String labels, long value) {
        if (value > 0) {
            metric(text, name, "counter", labels, value);
        }
    }

    private static void metric(StringBuilder text, String name, String type, String labels, long value) {
        text.append("# TYPE ").append(name).append(' ').append(type).append('\n');
        text.append(name).append(labels).append(value).append('\n');
    }
}
