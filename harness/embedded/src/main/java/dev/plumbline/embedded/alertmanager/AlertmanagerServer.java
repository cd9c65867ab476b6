package dev.plumbline.embedded.alertmanager;

import dev.plumbline.embedded.http.HttpService;
import dev.plumbline.embedded.http.Request;
import dev.plumbline.embedded.http.Response;
import dev.plumbline.embedded.http.Routes;
import dev.plumbline.embedded.launch.Flags;
import dev.plumbline.embedded.launch.Launch;
import dev.plumbline.embedded.launch.LaunchException;
import dev.plumbline.embedded.launch.ListenAddress;
import dev.plumbline.embedded.launch.StandIn;
import dev.plumbline.embedded.prometheus.exposition.ExpositionWriter;
import dev.plumbline.embedded.prometheus.model.Loop;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** A running stand-in for Alertmanager. */
final class AlertmanagerServer implements StandIn {
    private static final long TICK = 250;

    private final Launch launch;
    private final Path file;
    private final Notifications notifications;
    private final Core core;
    private final HttpService http;
    private final Loop loop;
    private final Instant started;

    AlertmanagerServer(
            Launch launch, Flags flags, Path file, AlertmanagerConfig config, Map<String, Silence> silences) {
        this.launch = launch;
        this.file = file;
        this.started = launch.clock().instant();
        InetSocketAddress listen =
                ListenAddress.parse(flags.value("web.listen-address").orElse(":9093"));
        String external = flags.value("web.external-url").orElse("http://localhost:" + listen.getPort());
        this.notifications = new Notifications(external.replaceAll("/+$", ""), launch.log());
        this.core = new Core(launch.clock(), notifications, config, silences);
        Routes routes = new Routes();
        new AlertsApi(core).addTo(routes);
        new SilencesApi(core).addTo(routes);
        addStatus(routes);
        this.http = HttpService.start("alertmanager", listen, Front.over(routes), launch.log());
        this.loop = new Loop("alertmanager-groups", launch.clock(), TICK, due -> core.tick());
    }

    private void addStatus(Routes routes) {
        routes.get("/-/ready", r -> Response.text(200, "OK"));
        routes.get("/-/healthy", r -> Response.text(200, "OK"));
        routes.post("/-/reload", this::reload);
        routes.get("/metrics", r -> metrics());
        routes.get("/api/v2/status", r -> status());
        routes.get("/api/v2/receivers", r -> Response.json(200, receivers()));
    }

    private List<Object> receivers() {
        return AlertmanagerConfig.list(core.config().receivers()).stream()
                .map(r -> Objects.requireNonNullElse(r.name(), ""))
                .<Object>map(n -> Map.of("labels", Map.of("name", n), "name", n))
                .toList();
    }

    private Response status() {
        Map<String, Object> version = new LinkedHashMap<>();
        version.put("branch", "");
        version.put("buildDate", "");
        version.put("buildUser", "");
        version.put("goVersion", "go1.26.8");
        version.put("revision", "");
        version.put("version", "0.34.0");
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("cluster", Map.of("peers", List.of(), "status", "disabled"));
        body.put("config", Map.of("original", OriginalConfig.of(core.config())));
        body.put("uptime", AlertsApi.time(started.toEpochMilli()));
        body.put("versionInfo", version);
        return Response.json(200, body);
    }

    private Response reload(Request request) {
        try {
            core.apply(AlertmanagerStandIn.read(file));
            return Response.empty(200);
        } catch (LaunchException e) {
            launch.log().accept("level=ERROR msg=\"Loading configuration file failed\" err=\"" + e.getMessage() + "\"");
            return Response.text(500, "failed to reload config: " + e.getMessage() + "\n");
        }
    }

    private Response metrics() {
        List<Alert> alerts = core.alerts();
        long suppressed = alerts.stream()
                .filter(a -> !core.inhibitedBy(a.labels()).isEmpty()
                        || !core.silencedBy(a.labels()).isEmpty())
                .count();
        String alertsHelp = "How many alerts by state.";
        String receivedHelp = "The total number of received alerts.";
        ExpositionWriter out = new ExpositionWriter()
                .add("alertmanager_alerts", "gauge", alertsHelp, (double) alerts.size() - suppressed, "state", "active")
                .add("alertmanager_alerts", "gauge", alertsHelp, (double) suppressed, "state", "suppressed")
                .add("alertmanager_alerts", "gauge", alertsHelp, 0, "state", "unprocessed");
        for (boolean firing : new boolean[] {true, false}) {
            out.add(
                    "alertmanager_alerts_received_total",
                    "counter",
                    receivedHelp,
                    (double) core.received(firing),
                    "status",
                    firing ? "firing" : "resolved",
                    "version",
                    "v2");
        }
        out.add(
                        "alertmanager_alerts_invalid_total",
                        "counter",
                        "The total number of received alerts that were invalid.",
                        (double) core.invalidTotal(),
                        "version",
                        "v2")
                .add(
                        "alertmanager_notifications_total",
                        "counter",
                        "The total number of attempted notifications.",
                        (double) notifications.sentTotal(),
                        "integration",
                        "webhook")
                .add(
                        "alertmanager_notifications_failed_total",
                        "counter",
                        "The total number of failed notifications.",
                        (double) notifications.failedTotal(),
                        "integration",
                        "webhook",
                        "reason",
                        "other")
                .add(
                        "alertmanager_dispatcher_aggregation_groups",
                        "gauge",
                        "Number of active aggregation groups",
                        core.groups().size())
                .add(
                        "alertmanager_inhibition_rules",
                        "gauge",
                        "How many inhibition rules are configured.",
                        core.inhibitRuleCount())
                .add(
                        "alertmanager_config_last_reload_successful",
                        "gauge",
                        "Whether the last configuration reload attempt was successful.",
                        1)
                .add("alertmanager_cluster_enabled", "gauge", "Indicates whether the clustering is enabled or not.", 0)
                .add(
                        "alertmanager_build_info",
                        "gauge",
                        "A metric with a constant '1' value labeled by version, revision, branch, goversion from which"
                                + " alertmanager was built, and the goos and goarch for the build.",
                        1,
                        "branch",
                        "",
                        "goarch",
                        "amd64",
                        "goos",
                        "linux",
                        "goversion",
                        "go1.26.8",
                        "revision",
                        "",
                        "tags",
                        "stand-in",
                        "version",
                        "0.34.0");
        return out.addProcess(started.toEpochMilli() / 1000.0).response();
    }

    /** Does at once what is due, for tests that move the clock. */
    void tick() {
        core.tick();
    }

    @Override
    public Map<String, InetSocketAddress> addresses() {
        return Map.of("http", http.address());
    }

    @Override
    public void close() {
        http.close();
        loop.close();
        notifications.close();
    }
}
