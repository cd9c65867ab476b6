package dev.plumbline.embedded.grafana;

import dev.plumbline.contract.Contract;
import dev.plumbline.embedded.http.HttpService;
import dev.plumbline.embedded.http.Response;
import dev.plumbline.embedded.http.Routes;
import dev.plumbline.embedded.launch.Launch;
import dev.plumbline.embedded.launch.StandIn;
import dev.plumbline.embedded.loki.LokiStandIn;
import dev.plumbline.embedded.prometheus.BlockLoader;
import dev.plumbline.embedded.prometheus.api.PrometheusRoutes;
import dev.plumbline.embedded.prometheus.engine.Engine;
import dev.plumbline.embedded.prometheus.storage.Tsdb;
import dev.plumbline.embedded.tempo.Tempo;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** The systems behind the data sources, stand-ins with the contract's data; a property puts a real one in their place. */
final class Systems implements AutoCloseable {
    private static final String PROPERTY = "plumbline.upstream.";

    /** The recording was made while the youngest traces were not yet counted. */
    private static final Instant RECORDED_TRACES = Instant.parse("2026-01-15T10:02:00Z");

    private static final Instant AFTER_THE_LOGS = Instant.parse("2026-01-15T10:30:00Z");

    private final Contract contract;
    private final List<AutoCloseable> started = new ArrayList<>();

    private final Path folder;

    Systems(Contract contract, Path folder) {
        this.contract = contract;
        this.folder = folder;
    }

    /** Returns the address of a system, or empty where the contract holds no data for it. */
    Optional<String> url(String system) throws Exception {
        String real = System.getProperty(PROPERTY + system, "");
        if (!real.isEmpty()) {
            return Optional.of(real);
        }
        return switch (system) {
            case "prometheus" -> prometheus();
            case "loki" -> loki();
            case "tempo" -> tempo();
            default -> Optional.empty();
        };
    }

    private Optional<String> prometheus() throws Exception {
        Optional<String> data = contract.text("data/metrics.om");
        if (data.isEmpty()) {
            return Optional.empty();
        }
        Tsdb tsdb = BlockLoader.load(data.get());
        Routes routes = new Routes()
                .get(
                        "/api/v1/status/buildinfo",
                        r -> Response.json(200, Map.of("status", "success", "data", Map.of())));
        PrometheusRoutes.addData(routes, tsdb, new Engine(tsdb, () -> 60_000L), Clock.systemUTC(), 300_000);
        return Optional.of(listening("prometheus", routes));
    }

    private Optional<String> loki() throws Exception {
        Optional<String> data = contract.text("data/logs.json");
        if (data.isEmpty()) {
            return Optional.empty();
        }
        Path file = folder.resolve("loki.yaml");
        Files.writeString(file, """
                auth_enabled: false
                ingester:
                  lifecycler:
                    min_ready_duration: 0s
                limits_config:
                  reject_old_samples: false
                  discover_log_levels: false
                  discover_service_name: []
                """);
        StandIn loki = new LokiStandIn()
                .start(launch(
                        contract.now("grafana-loki.json").orElse(AFTER_THE_LOGS),
                        "-config.file=" + file,
                        "-server.http-listen-address=127.0.0.1",
                        "-server.http-listen-port=0"));
        started.add(loki);
        post(url(loki, "http") + "/loki/api/v1/push", data.get());
        return Optional.of(url(loki, "http"));
    }

    private Optional<String> tempo() throws Exception {
        Optional<String> data = contract.text("data/traces.json");
        if (data.isEmpty()) {
            return Optional.empty();
        }
        Path file = folder.resolve("tempo.yaml");
        Files.writeString(file, """
                server:
                  http_listen_address: 127.0.0.1
                  http_listen_port: 0
                distributor:
                  receivers:
                    otlp:
                      protocols:
                        http:
                          endpoint: 127.0.0.1:0
                """);
        StandIn tempo = Tempo.program()
                .start(launch(contract.now("grafana-tempo.json").orElse(RECORDED_TRACES), "-config.file=" + file));
        started.add(tempo);
        post(url(tempo, "otlp-http") + "/v1/traces", data.get());
        return Optional.of(url(tempo, "http"));
    }

    private static Launch launch(Instant now, String... arguments) {
        Clock clock = Clock.fixed(now, ZoneOffset.UTC);
        return new Launch(List.of(arguments), Map.of(), clock, line -> {});
    }

    private static String url(StandIn standIn, String address) {
        InetSocketAddress at = Objects.requireNonNull(standIn.addresses().get(address), address);
        return "http://127.0.0.1:" + at.getPort();
    }

    private static void post(String url, String json) throws Exception {
        try (HttpClient client = HttpClient.newHttpClient()) {
            HttpRequest request = HttpRequest.newBuilder(URI.create(url))
                    .header("Content-Type", "application/json")
                    .POST(HttpRequest.BodyPublishers.ofString(json))
                    .build();
            int status =
                    client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
            if (status / 100 != 2) {
                throw new IllegalStateException(url + " answered " + status + " to the contract's data");
            }
        }
    }

    private String listening(String name, Routes routes) {
        InetSocketAddress any = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
        HttpService service = HttpService.start(name, any, routes, line -> {});
        started.add(service);
        return "http://127.0.0.1:" + service.address().getPort();
    }

    @Override
    public void close() throws Exception {
        for (AutoCloseable one : started) {
            one.close();
        }
    }
}
