package dev.plumbline.collector.convert;

import dev.plumbline.collector.config.Problems;
import dev.plumbline.collector.convert.Conversion.Level;
import dev.plumbline.collector.convert.Conversion.Remark;
import dev.plumbline.collector.evaluation.YamlValues;
import dev.plumbline.collector.syntax.Formatter;
import dev.plumbline.collector.syntax.Source;
import dev.plumbline.collector.syntax.Statement.BlockStatement;
import dev.plumbline.collector.syntax.SyntaxTree;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.yaml.snakeyaml.nodes.Node;

/** Converts a Promtail configuration as {@code alloy convert} does. */
public final class PromtailConverter {
    private static final Set<String> TOP = Set.of(
            "global",
            "server",
            "client",
            "clients",
            "positions",
            "scrape_configs",
            "target_config",
            "limits_config",
            "options",
            "tracing",
            "wal");
    private static final Set<String> SERVER = HttpClient.with(
            ServerSettings.KEYS,
            Set.of("external_url", "health_check_target", "disable", "profiling_enabled", "enable_runtime_reload"));

    private final List<Remark> remarks = new ArrayList<>();

    private PromtailConverter() {}

    /** Converts a file; what cannot be converted stands in the remarks. */
    public static Conversion convert(String yaml) {
        return new PromtailConverter().run(yaml);
    }

    private Conversion run(String yaml) {
        AlloyText out = new AlloyText();
        try {
            Optional<Node> root = YamlValues.compose(yaml);
            Section promtail =
                    root.map(node -> Section.of(node, "config.Config", TOP)).orElse(Section.empty("config.Config"));
            write(promtail, out);
        } catch (ConversionException e) {
            remarks.add(new Remark(Level.CRITICAL, "failed to parse Promtail config: " + e.text()));
        } catch (IllegalArgumentException e) {
            remarks.add(new Remark(Level.CRITICAL, "failed to parse Promtail config: " + e.getMessage()));
        }
        Conversion conversion = new Conversion("", remarks);
        if (conversion.has(Level.CRITICAL)) {
            return conversion;
        }
        SyntaxTree tree = read(out);
        twice(tree)
                .ifPresent(component -> remark(
                        Level.CRITICAL,
                        "duplicate label after conversion \"" + component + "\"; give the jobs names that differ in"
                                + " letters and digits"));
        return new Conversion(out.toString().isEmpty() ? "" : Formatter.format(tree), remarks);
    }

    private void write(Section promtail, AlloyText out) {
        Limits limits = Limits.of(promtail);
        validate(promtail, limits);
        Section positions = promtail.section("positions", Set.of("sync_period", "filename", "ignore_invalid_yaml"))
                .orElse(Section.empty("positions"));
        Section target = promtail.section("target_config", Set.of("sync_period", "stdin"))
                .orElse(Section.empty("target_config"));
        Section watch = promtail.section("global", Set.of("file_watch_config"))
                .flatMap(g -> g.section("file_watch_config", Set.of("min_poll_frequency", "max_poll_frequency")))
                .orElse(Section.empty("file_watch_config"));
        Duration poll = Duration.ofMillis(250);
        Clients clients = new Clients(promtail, limits.maxStreams());
        new ScrapeConfigs(
                        new ScrapeConfigs.Surroundings(
                                clients,
                                limits,
                                target.duration("sync_period", Duration.ofSeconds(10)),
                                positions.text("filename", "/var/log/positions.yaml"),
                                watch.duration("min_poll_frequency", poll),
                                watch.duration("max_poll_frequency", poll)),
                        remarks)
                .write(promtail, out);
        clients.write(out);
    }

    private void validate(Section promtail, Limits limits) {
        if (promtail.section("wal", Set.of("enabled", "dir", "cleanSegmentsOlderThan", "watchConfig"))
                .filter(wal -> wal.flag("enabled", false))
                .isPresent()) {
            remark(Level.ERROR, "Promtail's WAL is currently not supported in Alloy");
        }
        if (limits.rated()) {
            remark(
                    Level.WARNING,
                    "limits_config: readline_rate, readline_burst and readline_rate_drop became a stage.limit in each"
                            + " pipeline; they limit each pipeline by itself, not all of them together");
        }
        promtail.section("options", Set.of());
        promtail.section("tracing", Set.of("enabled"));
        if (promtail.section("target_config", Set.of("sync_period", "stdin"))
                .filter(target -> target.flag("stdin", false))
                .isPresent()) {
            remark(Level.ERROR, "reading targets from stdin is not supported");
        }
        promtail.section("server", SERVER).ifPresent(this::server);
    }

    private void server(Section server) {
        if (server.flag("profiling_enabled", false)) {
            remark(Level.WARNING, "server.profiling_enabled has no equivalent");
        }
        if (!server.text("log_level", "info").equals("info")) {
            remark(Level.WARNING, "server.log_level is not converted: set the level in a logging block");
        }
        if (!server.text("http_path_prefix", "").isEmpty()) {
            remark(Level.ERROR, "server.http_path_prefix is not supported");
        }
        if (!server.flag("health_check_target", true)) {
            remark(Level.WARNING, "server.health_check_target cannot be switched off");
        }
        boolean ports = server.whole("http_listen_port", 0) != 0 || server.whole("grpc_listen_port", 0) != 0;
        if (ports || server.has("http_listen_port") || server.has("http_listen_address")) {
            remark(Level.NOTE, "server: the listen address is not part of the file; use --server.http.listen-addr");
        }
    }

    private void remark(Level level, String message) {
        remarks.add(new Remark(level, message));
    }

    private static SyntaxTree read(AlloyText out) {
        Problems problems = new Problems();
        SyntaxTree tree = SyntaxTree.parse(Source.of("converted.alloy", out.toString()), problems);
        if (problems.fatal()) {
            throw new IllegalStateException(
                    "the converter wrote what cannot be read: " + problems.inOrder() + "\n" + out);
        }
        return tree;
    }

    /** Returns a component that was written twice, as two jobs whose names become the same label do. */
    private static Optional<String> twice(SyntaxTree tree) {
        Set<String> seen = new HashSet<>();
        return tree.body().stream()
                .filter(BlockStatement.class::isInstance)
                .map(BlockStatement.class::cast)
                .map(block -> block.name() + "." + block.label())
                .filter(component -> !seen.add(component))
                .findFirst();
    }
}
