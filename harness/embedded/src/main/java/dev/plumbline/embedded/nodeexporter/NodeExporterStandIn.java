package dev.plumbline.embedded.nodeexporter;

import dev.plumbline.embedded.http.HttpService;
import dev.plumbline.embedded.http.Response;
import dev.plumbline.embedded.http.Routes;
import dev.plumbline.embedded.launch.Flags;
import dev.plumbline.embedded.launch.Launch;
import dev.plumbline.embedded.launch.ListenAddress;
import dev.plumbline.embedded.launch.StandIn;
import dev.plumbline.embedded.launch.StandInProgram;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.Set;

/** Stands in for node_exporter: reads {@code /proc} as it does, the most asked-for collectors only. */
public final class NodeExporterStandIn implements StandInProgram {
    @Override
    public StandIn start(Launch launch) {
        Flags flags = Flags.parse(
                "node_exporter",
                launch.arguments(),
                Set.of(
                        "web.listen-address",
                        "web.telemetry-path",
                        "path.rootfs",
                        "path.procfs",
                        "path.sysfs",
                        "log.level",
                        "log.format"),
                Set.of("version", "help"));
        InetSocketAddress listen =
                ListenAddress.parse(flags.value("web.listen-address").orElse(":9100"));
        NodeMetrics metrics = new NodeMetrics(
                Path.of(flags.value("path.procfs").orElse("/proc")),
                launch.clock(),
                launch.clock().instant());
        Routes routes = new Routes()
                .get(flags.value("web.telemetry-path").orElse("/metrics"), r -> metrics.page())
                .get(
                        "/",
                        r -> Response.of(
                                200,
                                "text/html; charset=UTF-8",
                                PAGE.getBytes(java.nio.charset.StandardCharsets.UTF_8)));
        HttpService http = HttpService.start("node-exporter", listen, routes, launch.log());
        return new Running(http, launch.clock().instant());
    }

    private static final String PAGE =
            "<html><head><title>Node Exporter</title></head><body><a href=\"/metrics\">Metrics</a></body></html>\n";

    private record Running(HttpService http, Instant started) implements StandIn {
        @Override
        public Map<String, InetSocketAddress> addresses() {
            return Map.of("http", http.address());
        }

        @Override
        public void close() {
            http.close();
        }
    }
}
