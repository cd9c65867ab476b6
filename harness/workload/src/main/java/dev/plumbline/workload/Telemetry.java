package dev.plumbline.workload;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.metrics.Meter;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.exporter.otlp.http.metrics.OtlpHttpMetricExporter;
import io.opentelemetry.exporter.otlp.http.trace.OtlpHttpSpanExporter;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.metrics.SdkMeterProvider;
import io.opentelemetry.sdk.metrics.export.PeriodicMetricReader;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.export.BatchSpanProcessor;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** One OpenTelemetry SDK for each service of the fleet, exporting over OTLP/HTTP every second. */
final class Telemetry implements AutoCloseable {
    private static final AttributeKey<String> RUN = AttributeKey.stringKey("plumbline.run");
    private static final Duration INTERVAL = Duration.ofSeconds(1);

    private final Map<String, OpenTelemetrySdk> byService = new LinkedHashMap<>();

    Telemetry(URI endpoint, String runId) {
        for (String service : Fleet.SERVICES) {
            byService.put(service, sdk(service, endpoint, runId));
        }
    }

    private static OpenTelemetrySdk sdk(String service, URI endpoint, String runId) {
        Resource resource = Resource.create(Attributes.builder()
                .put("service.name", service)
                .put("service.namespace", "shop")
                .put("service.instance.id", service + "-1")
                .put(RUN, runId)
                .build());
        SdkTracerProvider traces = SdkTracerProvider.builder()
                .setResource(resource)
                .addSpanProcessor(BatchSpanProcessor.builder(OtlpHttpSpanExporter.builder()
                                .setEndpoint(endpoint + "/v1/traces")
                                .build())
                        .setScheduleDelay(Duration.ofMillis(200))
                        .build())
                .build();
        SdkMeterProvider metrics = SdkMeterProvider.builder()
                .setResource(resource)
                .registerMetricReader(PeriodicMetricReader.builder(OtlpHttpMetricExporter.builder()
                                .setEndpoint(endpoint + "/v1/metrics")
                                .build())
                        .setInterval(INTERVAL)
                        .build())
                .build();
        return OpenTelemetrySdk.builder()
                .setTracerProvider(traces)
                .setMeterProvider(metrics)
                .build();
    }

    private OpenTelemetrySdk sdk(String service) {
        OpenTelemetrySdk sdk = byService.get(service);
        if (sdk == null) {
            throw new IllegalArgumentException("there is no service '" + service + "'; known: " + byService.keySet());
        }
        return sdk;
    }

    Tracer tracer(String service) {
        return sdk(service).getTracer("plumbline-workload");
    }

    Meter meter(String service) {
        return sdk(service).getMeter("plumbline-workload");
    }

    /** Sends everything that waits, up to five seconds. */
    void flush() {
        List<CompletableResultCode> sent = new ArrayList<>();
        for (OpenTelemetrySdk sdk : byService.values()) {
            sent.add(sdk.getSdkTracerProvider().forceFlush());
            sent.add(sdk.getSdkMeterProvider().forceFlush());
        }
        CompletableResultCode.ofAll(sent).join(5, TimeUnit.SECONDS);
    }

    @Override
    public void close() {
        byService.values().forEach(OpenTelemetrySdk::close);
    }
}
