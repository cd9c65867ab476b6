package dev.plumbline.embedded.alertmanager;

import dev.plumbline.embedded.config.StrictYaml;
import dev.plumbline.embedded.launch.Flags;
import dev.plumbline.embedded.launch.Launch;
import dev.plumbline.embedded.launch.LaunchException;
import dev.plumbline.embedded.launch.StandIn;
import dev.plumbline.embedded.launch.StandInProgram;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** Stands in for Alertmanager 0.34: the same flags and file, its HTTP API, webhooks. */
public final class AlertmanagerStandIn implements StandInProgram {
    private static final Set<String> VALUED = Set.of(
            "config.file",
            "storage.path",
            "data.retention",
            "data.maintenance-interval",
            "alerts.gc-interval",
            "web.listen-address",
            "web.external-url",
            "web.route-prefix",
            "web.config.file",
            "web.get-concurrency",
            "web.timeout",
            "cluster.listen-address",
            "cluster.advertise-address",
            "cluster.peer",
            "cluster.peer-timeout",
            "cluster.gossip-interval",
            "cluster.pushpull-interval",
            "cluster.tcp-timeout",
            "cluster.probe-timeout",
            "cluster.probe-interval",
            "cluster.settle-timeout",
            "cluster.reconnect-interval",
            "cluster.reconnect-timeout",
            "cluster.label",
            "enable-feature",
            "log.level",
            "log.format");

    /** Outlive a restart, as in the real one's storage; alerts do not, Prometheus sends them again. */
    private final Map<String, Silence> silences = new LinkedHashMap<>();

    @Override
    public StandIn start(Launch launch) {
        Flags flags = Flags.parse("alertmanager", launch.arguments(), VALUED, Set.of("version", "help"));
        Path file = Path.of(flags.value("config.file").orElse("alertmanager.yml"));
        return new AlertmanagerServer(launch, flags, file, read(file), silences);
    }

    static AlertmanagerConfig read(Path file) {
        try {
            return StrictYaml.read(file, AlertmanagerConfig.class);
        } catch (IllegalArgumentException e) {
            throw new LaunchException(file + ": " + e.getMessage(), e);
        }
    }
}
