package dev.plumbline.embedded.grafana;

import dev.plumbline.embedded.grafana.provision.Dashboards;
import dev.plumbline.embedded.grafana.source.Upstream;
import dev.plumbline.embedded.http.HttpService;
import dev.plumbline.embedded.http.Request;
import dev.plumbline.embedded.http.Response;
import dev.plumbline.embedded.http.Routes;
import dev.plumbline.embedded.launch.Launch;
import dev.plumbline.embedded.launch.LaunchException;
import dev.plumbline.embedded.launch.StandIn;
import dev.plumbline.embedded.launch.StandInProgram;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** The stand-in for the Grafana server: configured by {@code GF_*} variables, filled by provisioning. */
public final class GrafanaProgram implements StandInProgram {
    /** The version that it claims; the form of its answers is that of Grafana 13. */
    static final String VERSION = "13.2.0-plumbline-stand-in";

    @Override
    public StandIn start(Launch launch) {
        if (!launch.arguments().isEmpty()) {
            throw new LaunchException("grafana: the stand-in takes no arguments, found " + launch.arguments());
        }
        GrafanaSettings settings = GrafanaSettings.of(launch.environment());
        Catalogue sources = new Catalogue(settings.provisioning(), launch.environment());
        Dashboards dashboards =
                new Dashboards(settings.provisioning(), launch.environment(), launch.clock(), launch.log());
        Upstream upstream = new Upstream();
        AtomicLong asked = new AtomicLong();
        Routes routes = routes(settings, sources, dashboards, upstream, launch, asked);
        HttpService http = HttpService.start(
                "grafana",
                settings.address(),
                request -> {
                    asked.incrementAndGet();
                    return routes.handle(request);
                },
                launch.log());
        ScheduledExecutorService watch = Executors.newSingleThreadScheduledExecutor(
                Thread.ofPlatform().name("grafana-dashboards").daemon().factory());
        Future<?> unused = watch.scheduleWithFixedDelay(() -> refresh(dashboards, launch), 1, 1, TimeUnit.SECONDS);
        launch.log().accept("logger=http.server level=info msg=\"HTTP Server Listen\" address=" + http.address());
        return new Running(http, watch, upstream);
    }

    private static void refresh(Dashboards dashboards, Launch launch) {
        try {
            dashboards.refresh();
        } catch (RuntimeException e) {
            launch.log().accept("logger=provisioning.dashboard level=error msg=\"" + e + "\"");
        }
    }

    private static Routes routes(
            GrafanaSettings settings,
            Catalogue sources,
            Dashboards dashboards,
            Upstream upstream,
            Launch launch,
            AtomicLong asked) {
        Access access = new Access(settings);
        DataSourceApi data = new DataSourceApi(sources, upstream);
        DashboardApi boards = new DashboardApi(dashboards);
        QueryApi queries = new QueryApi(sources, upstream, launch.clock());
        Routes routes = new Routes()
                .get("/api/health", r -> Response.json(200, Map.of("database", "ok", "version", VERSION, "commit", "")))
                .get("/metrics", r -> Response.text(200, metrics(dashboards, asked)))
                .get("/login", r -> html())
                .get("/", r -> html())
                .get("/d/{uid}/{slug...}", r -> html())
                .get("/api/search", access.atLeast("Viewer", "dashboards:read", boards::search))
                .get("/api/dashboards/uid/{uid}", access.atLeast("Viewer", "dashboards:read", boards::byUid))
                .get("/api/folders", access.atLeast("Viewer", "folders:read", boards::folders))
                .get(
                        "/api/annotations",
                        access.atLeast("Viewer", "annotations:read", r -> Response.json(200, List.of())))
                .get("/api/frontend/settings", access.atLeast("Viewer", "", data::frontendSettings))
                .post("/api/ds/query", access.atLeast("Viewer", "datasources:query", queries::answer))
                .get("/api/datasources", access.atLeast("Admin", "datasources:read", data::list))
                .get("/api/datasources/uid/{uid}", access.atLeast("Admin", "datasources:read", data::byUid))
                .get("/api/datasources/name/{name}", access.atLeast("Admin", "datasources:read", data::byName))
                .get("/api/datasources/uid/{uid}/health", access.atLeast("Viewer", "datasources:query", data::health));
        for (String method : new String[] {"GET", "POST", "PUT", "DELETE"}) {
            routes.on(
                    method,
                    "/api/datasources/proxy/uid/{rest...}",
                    access.atLeast("Viewer", "datasources:query", data::proxy));
            routes.on(
                    method,
                    "/api/datasources/uid/{uid}/resources/{rest...}",
                    access.atLeast("Viewer", "datasources:query", data::resource));
        }
        for (String version : new String[] {"v1", "v1beta1"}) {
            String path = "/apis/dashboard.grafana.app/" + version + "/namespaces/default/dashboards";
            routes.get(path, access.atLeast("Viewer", "dashboards:read", boards::resources))
                    .get(path + "/{uid}", access.atLeast("Viewer", "dashboards:read", boards::resource))
                    .get(
                            "/apis/folder.grafana.app/" + version + "/namespaces/default/folders",
                            access.atLeast("Viewer", "folders:read", boards::folderResources));
        }
        return routes.post(
                "/api/admin/provisioning/{what}/reload",
                access.atLeast("Admin", "provisioning:reload", r -> reload(r, sources, dashboards)));
    }

    private static Response reload(Request request, Catalogue sources, Dashboards dashboards) {
        return switch (request.pathVariable("what")) {
            case "dashboards" -> {
                dashboards.refresh();
                yield Response.json(200, Map.of("message", "Dashboards config reloaded"));
            }
            case "datasources" -> {
                try {
                    sources.reload();
                    yield Response.json(200, Map.of("message", "Datasources config reloaded"));
                } catch (LaunchException e) {
                    yield Response.json(500, Map.of("message", String.valueOf(e.getMessage())));
                }
            }
            case "plugins" -> Response.json(200, Map.of("message", "Plugins config reloaded"));
            case "alerting" -> Response.json(200, Map.of("message", "Alerting config reloaded"));
            default -> Response.json(404, Map.of("message", "Not found"));
        };
    }

    private static Response html() {
        return Response.of(
                200,
                "text/html; charset=UTF-8",
                "<!DOCTYPE html><title>Grafana</title><p>This is a stand-in for Grafana; it has no user interface."
                        .getBytes(java.nio.charset.StandardCharsets.UTF_8));
    }

    private static String metrics(Dashboards dashboards, AtomicLong asked) {
        return """
                # HELP grafana_build_info A metric with a constant '1' value labeled by version
                # TYPE grafana_build_info gauge
                grafana_build_info{branch="",edition="oss",goversion="",revision="",version="%s"} 1
                # HELP grafana_stat_totals_dashboard total amount of dashboards
                # TYPE grafana_stat_totals_dashboard gauge
                grafana_stat_totals_dashboard %d
                # HELP grafana_api_response_status_total api http response status
                # TYPE grafana_api_response_status_total counter
                grafana_api_response_status_total{code="200"} %d
                """.formatted(VERSION, dashboards.all().size(), asked.get());
    }

    private record Running(HttpService http, ScheduledExecutorService watch, Upstream upstream) implements StandIn {
        @Override
        public Map<String, InetSocketAddress> addresses() {
            return Map.of("http", http.address());
        }

        @Override
        public void close() {
            http.close();
            watch.shutdownNow();
            upstream.close();
        }
    }
}
