package dev.plumbline.collector.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Option;

/** Flags of Alloy's that mean nothing here: those that do no harm are taken, the others refused with the reason. */
final class AlloyFlags {
    private static final String ONE_PROCESS = "this collector reads the engine of one machine, it does not cluster";

    @Option(
            names = "--stability.level",
            paramLabel = "LEVEL",
            description =
                    "Taken: generally-available, public-preview or experimental; all components are there at each.")
    private String stability = "generally-available";

    @Option(
            names = {
                "--disable-reporting",
                "--feature.component-shutdown-deadline",
                "--server.http.disable-support-bundle",
                "--server.http.enable-pprof",
                "--server.http.memory-addr"
            },
            paramLabel = "VALUE",
            description =
                    "Taken, without effect: nothing is reported, Java has no pprof, writers have a drain_timeout.")
    private List<String> withoutEffect = new ArrayList<>();

    @Option(names = "--feature.community-components.enabled", paramLabel = "BOOL", hidden = true)
    private boolean community;

    @Option(names = "--feature.prometheus.direct-fanout.enabled", paramLabel = "BOOL", hidden = true)
    private boolean directFanout;

    @Option(names = "--server.http.enable-graphql", paramLabel = "BOOL", hidden = true)
    private boolean graphql;

    @Option(names = "--server.http.enable-graphql-playground", paramLabel = "BOOL", hidden = true)
    private boolean graphqlPlayground;

    @Option(names = "--server.http.ui-path-prefix", paramLabel = "PREFIX", hidden = true)
    private String uiPrefix = "/";

    @Option(names = "--config.format", paramLabel = "FORMAT", hidden = true)
    private String format = "alloy";

    @Option(names = "--config.bypass-conversion-errors", paramLabel = "BOOL", hidden = true)
    private boolean bypass;

    @Option(names = "--config.extra-args", paramLabel = "ARGS", hidden = true)
    private String extra = "";

    @Option(names = "--windows.priority", paramLabel = "PRIORITY", hidden = true)
    private String windowsPriority = "";

    @Option(names = "--cluster.enabled", paramLabel = "BOOL", hidden = true)
    private boolean cluster;

    @Option(
            names = {
                "--cluster.node-name",
                "--cluster.advertise-address",
                "--cluster.join-addresses",
                "--cluster.discover-peers",
                "--cluster.advertise-interfaces",
                "--cluster.rejoin-interval",
                "--cluster.max-join-peers",
                "--cluster.name",
                "--cluster.enable-tls",
                "--cluster.tls-ca-path",
                "--cluster.tls-cert-path",
                "--cluster.tls-key-path",
                "--cluster.tls-server-name",
                "--cluster.wait-for-size",
                "--cluster.wait-timeout"
            },
            paramLabel = "VALUE",
            hidden = true)
    private List<String> clusterSettings = new ArrayList<>();

    /** Returns how many flags were given that have no effect here. */
    int withoutEffect() {
        return withoutEffect.size();
    }

    /** Returns why a flag is refused, if one is. */
    Optional<String> refusal() {
        if (cluster || !clusterSettings.isEmpty()) {
            return Optional.of("--cluster.* is not supported: " + ONE_PROCESS);
        }
        if (!format.equals("alloy")) {
            return Optional.of("--config.format=" + format
                    + " is not supported: convert the file once with `collector convert --from=promtail FILE`");
        }
        if (bypass || !extra.isEmpty()) {
            return Optional.of("--config.bypass-conversion-errors and --config.extra-args are not supported:"
                    + " files are converted once, with `collector convert`");
        }
        if (!uiPrefix.equals("/")) {
            return Optional.of("--server.http.ui-path-prefix is not supported: the status page is at /");
        }
        if (graphql || graphqlPlayground) {
            return Optional.of("--server.http.enable-graphql is not supported: there is no GraphQL API");
        }
        if (community || directFanout) {
            return Optional.of("--feature.* is not supported: there are no such components");
        }
        if (!windowsPriority.isEmpty()) {
            return Optional.of("--windows.priority is not supported: this collector runs on Linux");
        }
        if (!List.of("generally-available", "public-preview", "experimental").contains(stability)) {
            return Optional.of("--stability.level=" + stability
                    + " is none; expected generally-available, public-preview or experimental");
        }
        return Optional.empty();
    }
}
