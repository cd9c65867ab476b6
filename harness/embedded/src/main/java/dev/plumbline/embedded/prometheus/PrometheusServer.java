package dev.plumbline.embedded.prometheus;

import dev.plumbline.embedded.config.StrictYaml;
import dev.plumbline.embedded.http.HttpService;
import dev.plumbline.embedded.http.Request;
import dev.plumbline.embedded.http.Response;
import dev.plumbline.embedded.http.Routes;
import dev.plumbline.embedded.launch.Launch;
import dev.plumbline.embedded.launch.LaunchException;
import dev.plumbline.embedded.launch.ListenAddress;
import dev.plumbline.embedded.launch.StandIn;
import dev.plumbline.embedded.prometheus.api.Live;
import dev.plumbline.embedded.prometheus.api.PrometheusRoutes;
import dev.plumbline.embedded.prometheus.config.PrometheusConfig;
import dev.plumbline.embedded.prometheus.engine.Engine;
import dev.plumbline.embedded.prometheus.ingest.OtlpWrite;
import dev.plumbline.embedded.prometheus.ingest.RemoteWrite;
import dev.plumbline.embedded.prometheus.model.Durations;
import dev.plumbline.embedded.prometheus.model.Loop;
import dev.plumbline.embedded.prometheus.rules.RuleManager;
import dev.plumbline.embedded.prometheus.scrape.ScrapeManager;
import dev.plumbline.embedded.prometheus.storage.Tsdb;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** A running stand-in for Prometheus. */
final class PrometheusServer implements StandIn {
    private static final long MINUTE = 60_000;

    private final Launch launch;
    private final PrometheusFlags flags;
    private final Tsdb tsdb;
    private final ScrapeManager scrapes;
    private final RuleManager rules;
    private final HttpService http;
    private final Loop retention;
    private final String externalUrl;
    private final Instant started;
    private volatile PrometheusConfig config;
    private volatile String configText = "";
    private volatile Instant lastReload;

    PrometheusServer(Launch launch, PrometheusFlags flags, Tsdb tsdb) {
        this.launch = launch;
        this.flags = flags;
        this.tsdb = tsdb;
        this.started = launch.clock().instant();
        this.lastReload = started;
        this.config = read();
        long lookback = Durations.parse(flags.value("query.lookback-delta"));
        Engine engine = new Engine(tsdb, this::evaluationInterval);
        InetSocketAddress listen =
                ListenAddress.parse(flags.value("web.listen-address").split(",", 2)[0]);
        String given = flags.value("web.external-url");
        this.externalUrl = given.isEmpty()
                ? "http://" + (listen.getAddress().isAnyLocalAddress() ? "localhost" : listen.getHostString()) + ":"
                        + listen.getPort()
                : given.replaceAll("/+$", "");
        Routes routes = new Routes();
        this.scrapes = new ScrapeManager(tsdb, launch.clock(), launch.log());
        this.rules = new RuleManager(engine, tsdb, launch.clock(), lookback, externalUrl, launch.log());
        PrometheusRoutes.addData(routes, tsdb, engine, launch.clock(), lookback);
        PrometheusRoutes.addLive(routes, this::live, launch.clock());
        addWrites(routes);
        for (String method : List.of("POST", "PUT")) {
            routes.on(method, "/-/reload", this::reload);
            routes.on(method, "/-/quit", r -> Response.text(403, "Lifecycle API is not enabled."));
        }
        for (String path : List.of("/-/reload", "/-/quit")) {
            routes.get(path, r -> Response.text(405, "Only POST or PUT requests allowed"));
        }
        this.retention = new Loop(
                "prometheus-retention",
                launch.clock(),
                MINUTE,
                due -> tsdb.truncate(launch.clock().millis()));
        this.http = listening(listen, routes);
        launch.log().accept("level=INFO msg=\"Server is ready to receive web requests.\"");
    }

    private HttpService listening(InetSocketAddress listen, Routes routes) {
        try {
            HttpService service =
                    HttpService.start("prometheus", listen, PrometheusRoutes.withMethods(routes), launch.log());
            try {
                apply(config);
                return service;
            } catch (RuntimeException e) {
                service.close();
                throw e;
            }
        } catch (RuntimeException e) {
            closeLoops();
            throw e;
        }
    }

    private void addWrites(Routes routes) {
        RemoteWrite remote = new RemoteWrite(tsdb);
        routes.post(
                "/api/v1/write",
                flags.isOn("web.enable-remote-write-receiver")
                        ? remote::handle
                        : r -> Response.text(
                                404,
                                "remote write receiver needs to be enabled with --web.enable-remote-write-receiver\n"));
        OtlpWrite otlp = new OtlpWrite(tsdb, this::promoted);
        routes.post(
                "/api/v1/otlp/v1/metrics",
                flags.isOn("web.enable-otlp-receiver")
                        ? otlp::handle
                        : r -> Response.text(
                                404, "otlp write receiver needs to be enabled with --web.enable-otlp-receiver\n"));
    }

    private List<String> promoted() {
        PrometheusConfig.Otlp otlp = config.otlp();
        return otlp == null ? List.of() : PrometheusConfig.list(otlp.promoteResourceAttributes());
    }

    private long evaluationInterval() {
        PrometheusConfig.Global global = config.global();
        return Durations.parse(global == null ? "1m" : PrometheusConfig.or(global.evaluationInterval(), "1m"));
    }

    private PrometheusConfig read() {
        Path file = Path.of(flags.value("config.file"));
        try {
            configText = Files.readString(file);
        } catch (IOException e) {
            throw new LaunchException("cannot read " + file + ": " + e.getMessage(), e);
        }
        try {
            PrometheusConfig read = StrictYaml.parse(file.toString(), configText, PrometheusConfig.class);
            WithoutEffect.check(read);
            return read;
        } catch (IllegalArgumentException e) {
            throw new LaunchException(file + ": " + e.getMessage(), e);
        }
    }

    private void apply(PrometheusConfig next) {
        try {
            rules.apply(next);
            scrapes.apply(next);
        } catch (IllegalArgumentException e) {
            throw new LaunchException(flags.value("config.file") + ": " + e.getMessage(), e);
        }
    }

    private Response reload(Request request) {
        if (!flags.isOn("web.enable-lifecycle")) {
            return Response.text(403, "Lifecycle API is not enabled.");
        }
        try {
            PrometheusConfig next = read();
            apply(next);
            config = next;
            lastReload = launch.clock().instant();
            return Response.empty(200);
        } catch (LaunchException e) {
            launch.log().accept("level=ERROR msg=\"Error reloading config\" err=\"" + e.getMessage() + "\"");
            return Response.text(500, "failed to reload config: " + e.getMessage() + "\n");
        }
    }

    private Live live() {
        return new Live(tsdb, scrapes, rules, flags.all(), configText, externalUrl, started, lastReload);
    }

    @Override
    public Map<String, InetSocketAddress> addresses() {
        return Map.of("http", http.address());
    }

    private void closeLoops() {
        retention.close();
        rules.close();
        scrapes.close();
    }

    @Override
    public void close() {
        http.close();
        closeLoops();
    }
}
