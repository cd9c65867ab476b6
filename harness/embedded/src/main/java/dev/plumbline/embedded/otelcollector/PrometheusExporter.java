package dev.plumbline.embedded.otelcollector;

import com.google.protobuf.Message;
import dev.plumbline.embedded.http.HttpService;
import dev.plumbline.embedded.http.Request;
import dev.plumbline.embedded.http.Response;
import dev.plumbline.embedded.http.Routes;
import dev.plumbline.embedded.launch.Launch;
import dev.plumbline.embedded.launch.LaunchException;
import dev.plumbline.embedded.launch.ListenAddress;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** Serves metrics for Prometheus to scrape. */
final class PrometheusExporter implements Exporter {
    private final String name;
    private final MetricStore store;
    private final HttpService http;
    private final boolean openMetrics;
    private final boolean timestamps;

    PrometheusExporter(String name, Components.Prometheus config, Launch launch) {
        this.name = name;
        String strategy = Objects.requireNonNullElse(config.translationStrategy(), "UnderscoreEscapingWithSuffixes");
        if (!strategy.startsWith("UnderscoreEscaping")) {
            throw new LaunchException("'" + name + "': the stand-in does not support translation_strategy " + strategy);
        }
        String namespace = Objects.requireNonNullElse(config.namespace(), "");
        this.store = new MetricStore(
                new MetricNames(namespace, strategy.equals("UnderscoreEscapingWithSuffixes")),
                MetricNames.label(namespace).orElse(""),
                new PointLabels(
                        Objects.requireNonNullElse(config.constLabels(), Map.of()),
                        !Objects.requireNonNullElse(config.withoutScopeInfo(), false)),
                Optional.ofNullable(config.resourceToTelemetryConversion())
                        .map(Components.ResourceConversion::enabled)
                        .orElse(false),
                Intervals.of(name + "::metric_expiration", config.metricExpiration(), Duration.ofMinutes(5)),
                launch.clock());
        this.openMetrics = Objects.requireNonNullElse(config.enableOpenMetrics(), false);
        this.timestamps = Objects.requireNonNullElse(config.sendTimestamps(), false);
        String endpoint = config.endpoint();
        if (endpoint == null) {
            throw new LaunchException("'" + name + "': expected an endpoint such as 0.0.0.0:8889, found none");
        }
        this.http = HttpService.start(
                "otelcol-prometheus",
                ListenAddress.parse(endpoint),
                new Routes().get("/metrics", this::metrics),
                launch.log());
    }

    @Override
    public String name() {
        return name;
    }

    InetSocketAddress address() {
        return http.address();
    }

    private Response metrics(Request request) {
        Format format = Format.of(request.header("accept").orElse(""), openMetrics);
        String body = Exposition.of(store.current(), format, timestamps);
        return Response.of(200, format.type(), body.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public boolean accept(Signal signal, Message request) {
        if (request instanceof ExportMetricsServiceRequest metrics) {
            store.add(metrics);
        }
        return true;
    }

    @Override
    public void close() {
        http.close();
    }
}
