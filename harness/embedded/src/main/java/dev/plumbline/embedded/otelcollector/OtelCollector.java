package dev.plumbline.embedded.otelcollector;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.protobuf.Message;
import dev.plumbline.embedded.http.Handler;
import dev.plumbline.embedded.http.HttpService;
import dev.plumbline.embedded.http.Response;
import dev.plumbline.embedded.http.Routes;
import dev.plumbline.embedded.launch.Flags;
import dev.plumbline.embedded.launch.Launch;
import dev.plumbline.embedded.launch.LaunchException;
import dev.plumbline.embedded.launch.ListenAddress;
import dev.plumbline.embedded.launch.StandIn;
import dev.plumbline.embedded.launch.StandInProgram;
import dev.plumbline.embedded.otlp.GrpcRefusal;
import dev.plumbline.embedded.otlp.OtlpException;
import dev.plumbline.embedded.otlp.OtlpHttp;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceRequest;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import java.net.InetSocketAddress;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/** The OpenTelemetry Collector, with the components that the shipped configuration uses and a few more. */
public final class OtelCollector implements StandIn {
    private static final Set<String> SECTIONS =
            Set.of("receivers", "processors", "exporters", "extensions", "service", "connectors");

    private final Map<String, InetSocketAddress> addresses = new LinkedHashMap<>();
    private final Deque<AutoCloseable> parts = new ArrayDeque<>();
    private final Map<String, Exporter> exporters = new HashMap<>();
    private final Map<String, Map<Signal, List<Route>>> routes = new HashMap<>();
    private final Launch launch;
    private final Telemetry telemetry;

    /** A pipeline behind a receiver. */
    private record Route(List<String> processors, List<Exporter> exporters) {}

    private OtelCollector(Launch launch) {
        this.launch = launch;
        this.telemetry = new Telemetry(launch.clock());
    }

    /** Returns what starts it, as {@code otelcol-contrib} would be started. */
    public static StandInProgram program() {
        return launch -> {
            OtelCollector collector = new OtelCollector(launch);
            try {
                collector.start();
                return collector;
            } catch (RuntimeException e) {
                collector.close();
                throw e;
            }
        };
    }

    private void start() {
        Flags flags =
                Flags.parse("otelcol", launch.arguments(), Set.of("config", "set", "feature-gates"), Set.of("version"));
        for (String refused : List.of("set", "feature-gates")) {
            if (flags.value(refused).isPresent()) {
                throw new LaunchException("otelcol: the stand-in does not support --" + refused
                        + "; write it into the configuration file");
            }
        }
        if (flags.values("config").isEmpty()) {
            throw new LaunchException("otelcol: expected --config=FILE, found none");
        }
        ObjectNode config = ConfigReader.read(flags.values("config"), launch.environment());
        config.fieldNames().forEachRemaining(section -> {
            if (!SECTIONS.contains(section)) {
                throw new LaunchException("'" + section + "': expected one of " + SECTIONS);
            }
        });
        if (config.path("connectors").size() > 0) {
            throw new LaunchException("'connectors': the stand-in does not support connectors");
        }
        Components.Service service =
                ConfigReader.component("service", config.path("service"), Components.Service.class);
        pipelines(config, service);
        telemetry(service);
        extensions(config, service);
        receivers(config);
        launch.log().accept("level=info msg=\"Everything is ready. Begin running and processing data.\"");
    }

    private static String type(String id) {
        return id.split("/", 2)[0];
    }

    private void pipelines(ObjectNode config, Components.Service service) {
        Map<String, Components.Pipeline> pipelines = Objects.requireNonNullElse(service.pipelines(), Map.of());
        if (pipelines.isEmpty()) {
            throw new LaunchException("'service::pipelines': expected at least one pipeline, found none");
        }
        pipelines.forEach((name, pipeline) -> {
            Signal signal = signal(name);
            List<String> processors = Objects.requireNonNullElse(pipeline.processors(), List.of());
            processors.forEach(id -> processor(id, defined(config, "processors", id)));
            List<Exporter> targets = new ArrayList<>();
            for (String id : Objects.requireNonNullElse(pipeline.exporters(), List.<String>of())) {
                JsonNode given = defined(config, "exporters", id);
                targets.add(exporters.computeIfAbsent(id, i -> exporter(i, given)));
                if (exporters.get(id) instanceof OtlpHttpExporter otlp) {
                    otlp.observe(signal);
                }
            }
            for (String id : Objects.requireNonNullElse(pipeline.receivers(), List.<String>of())) {
                defined(config, "receivers", id);
                routes.computeIfAbsent(id, i -> new EnumMap<>(Signal.class))
                        .computeIfAbsent(signal, s -> new ArrayList<>())
                        .add(new Route(processors, targets));
            }
        });
    }

    private static Signal signal(String pipeline) {
        return switch (type(pipeline)) {
            case "traces" -> Signal.TRACES;
            case "metrics" -> Signal.METRICS;
            case "logs" -> Signal.LOGS;
            default ->
                throw new LaunchException("'service::pipelines::" + pipeline + "': expected traces, metrics or logs");
        };
    }

    private static JsonNode defined(ObjectNode config, String section, String id) {
        if (!config.path(section).has(id)) {
            throw new LaunchException("'service::pipelines': references " + section.replaceFirst("s$", "") + " \"" + id
                    + "\" which is not configured");
        }
        return config.path(section).path(id);
    }

    private static void processor(String id, JsonNode given) {
        switch (type(id)) {
            case "batch" -> ConfigReader.component(id, given, Components.Batch.class);
            case "memory_limiter" -> ConfigReader.component(id, given, Components.MemoryLimiter.class);
            default ->
                throw new LaunchException("'processors': the stand-in does not support the processor '" + type(id)
                        + "'; it knows batch and memory_limiter");
        }
    }

    private Exporter exporter(String id, JsonNode given) {
        Exporter exporter = switch (type(id)) {
            case "otlphttp", "otlp_http" ->
                new OtlpHttpExporter(
                        id, ConfigReader.component(id, given, Components.OtlpHttp.class), telemetry, launch);
            case "debug" -> {
                ConfigReader.component(id, given, Components.Debug.class);
                yield new DebugExporter(id, launch.log());
            }
            case "prometheus" -> {
                PrometheusExporter prometheus = new PrometheusExporter(
                        id, ConfigReader.component(id, given, Components.Prometheus.class), launch);
                addresses.put("prometheus", prometheus.address());
                yield prometheus;
            }
            default ->
                throw new LaunchException("'exporters': the stand-in does not support the exporter '" + type(id)
                        + "'; it knows otlphttp, prometheus and debug");
        };
        parts.push(exporter);
        return exporter;
    }

    private void telemetry(Components.Service service) {
        String host = "localhost";
        String port = "8888";
        Optional<Components.PrometheusReader> reader = Optional.ofNullable(service.telemetry())
                .map(Components.TelemetrySettings::metrics)
                .map(Components.MetricsSettings::readers)
                .flatMap(readers -> readers.stream().findFirst())
                .map(Components.Reader::pull)
                .map(Components.Pull::exporter)
                .map(Components.PullExporter::prometheus);
        if (reader.isPresent()) {
            host = Objects.requireNonNullElse(reader.get().host(), host);
            port = String.valueOf(Objects.requireNonNullElse(reader.get().port(), port));
        }
        HttpService http = HttpService.start(
                "otelcol-telemetry",
                ListenAddress.parse(host + ":" + port),
                new Routes().get("/metrics", telemetry::expose),
                launch.log());
        parts.push(http);
        addresses.put("metrics", http.address());
    }

    private void extensions(ObjectNode config, Components.Service service) {
        for (String id : Objects.requireNonNullElse(service.extensions(), List.<String>of())) {
            if (!type(id).equals("health_check")) {
                throw new LaunchException("'extensions': the stand-in does not support the extension '" + type(id)
                        + "'; it knows health_check");
            }
            Components.HealthCheck check =
                    ConfigReader.component(id, defined(config, "extensions", id), Components.HealthCheck.class);
            String path = Objects.requireNonNullElse(check.path(), "/");
            HttpService http = HttpService.start(
                    "otelcol-health",
                    ListenAddress.parse(Objects.requireNonNullElse(check.endpoint(), "localhost:13133")),
                    new Routes().get(path, r -> healthy()),
                    launch.log());
            parts.push(http);
            addresses.put("http", http.address());
        }
    }

    private Response healthy() {
        Map<String, String> body = new LinkedHashMap<>();
        body.put("status", "Server available");
        body.put("upSince", telemetry.started().toString());
        body.put("uptime", telemetry.uptime().toMillis() / 1000.0 + "s");
        return Response.json(200, body);
    }

    private void receivers(ObjectNode config) {
        routes.forEach((id, bySignal) -> {
            if (!type(id).equals("otlp")) {
                throw new LaunchException(
                        "'receivers': the stand-in does not support the receiver '" + type(id) + "'; it knows otlp");
            }
            Components.Otlp otlp =
                    ConfigReader.component(id, config.path("receivers").path(id), Components.Otlp.class);
            Optional<Components.Protocols> protocols = Optional.ofNullable(otlp.protocols());
            protocols.map(Components.Protocols::http).ifPresent(http -> {
                String endpoint = Objects.requireNonNullElse(http.endpoint(), "localhost:4318");
                HttpService service = HttpService.start(
                        "otelcol-otlp", ListenAddress.parse(endpoint), receiver(id, bySignal), launch.log());
                parts.push(service);
                addresses.put("otlp-http", service.address());
            });
            protocols.map(Components.Protocols::grpc).ifPresent(grpc -> {
                String endpoint = Objects.requireNonNullElse(grpc.endpoint(), "localhost:4317");
                GrpcRefusal refusal = GrpcRefusal.listen("otelcol", ListenAddress.parse(endpoint), launch.log());
                parts.push(refusal);
                addresses.put("otlp-grpc", refusal.address());
            });
        });
    }

    private Handler receiver(String id, Map<Signal, List<Route>> bySignal) {
        Map<String, Handler> paths = new HashMap<>();
        bySignal.forEach((signal, to) -> paths.put(signal.path(), endpoint(id, signal, to)));
        return request -> paths.getOrDefault(request.path(), OtlpHttp::unrouted).handle(request);
    }

    private Handler endpoint(String id, Signal signal, List<Route> to) {
        String labels = "receiver=\"" + id + "\",transport=\"http\"";
        for (String outcome : List.of("accepted", "refused", "failed")) {
            telemetry.add("otelcol_receiver_" + outcome + "_" + signal.items(), labels, 0);
        }
        return switch (signal) {
            case TRACES ->
                new OtlpHttp<>(
                        ExportTraceServiceRequest.class,
                        ExportTraceServiceRequest::newBuilder,
                        r -> receive(labels, signal, to, r));
            case METRICS ->
                new OtlpHttp<>(
                        ExportMetricsServiceRequest.class,
                        ExportMetricsServiceRequest::newBuilder,
                        r -> receive(labels, signal, to, r));
            case LOGS ->
                new OtlpHttp<>(
                        ExportLogsServiceRequest.class,
                        ExportLogsServiceRequest::newBuilder,
                        r -> receive(labels, signal, to, r));
        };
    }

    private void receive(String labels, Signal signal, List<Route> to, Message request) {
        long items = Signal.count(request);
        if (items == 0) {
            return;
        }
        boolean taken = true;
        for (Route route : to) {
            for (String processor : route.processors()) {
                String own = "otel_signal=\"" + signal.text() + "\",processor=\"" + processor + "\"";
                telemetry.add("otelcol_processor_incoming_items", own, items);
                telemetry.add("otelcol_processor_outgoing_items", own, items);
            }
            for (Exporter exporter : route.exporters()) {
                taken &= exporter.accept(signal, request);
                if (!(exporter instanceof OtlpHttpExporter)) {
                    String own = "exporter=\"" + exporter.name() + "\"";
                    telemetry.add("otelcol_exporter_sent_" + signal.items(), own, items);
                }
            }
        }
        telemetry.add("otelcol_receiver_" + (taken ? "accepted" : "refused") + "_" + signal.items(), labels, items);
        if (!taken) {
            throw new OtlpException("sending queue is full");
        }
    }

    @Override
    public Map<String, InetSocketAddress> addresses() {
        return Map.copyOf(addresses);
    }

    @Override
    public void close() {
        while (!parts.isEmpty()) {
            try {
                parts.pop().close();
            } catch (Exception e) {
                throw new IllegalStateException("a part of the collector does not close", e);
            }
        }
    }
}
