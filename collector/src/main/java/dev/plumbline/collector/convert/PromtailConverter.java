package dev.plumbline.collector.convert;

import dev.plumbline.collector.config.Problems;
import dev.plumbline.collector.convert.Conversion.Level;
import dev.plumbline.collector.convert.Conversion.Remark;
import dev.plumbline.collector.evaluation.YamlValues;
import dev.plumbline.collector.syntax.Formatter;
import dev.plumbline.collector.syntax.Source;
import dev.plumbline.collector.syntax.SyntaxTree;
import java.time.Duration;
import java.util.ArrayList;
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
    private static final Set<String> SERVER = Set.of(
            "http_listen_address",
            "http_listen_port",
            "http_listen_conn_limit",
            "http_listen_network",
            "http_path_prefix",
            "http_server_idle_timeout",
            "http_server_read_timeout",
            "http_server_write_timeout",
            "http_server_read_header_timeout",
            "http_tls_config",
            "http_log_closed_connections_without_response_enabled",
            "grpc_listen_address",
            "grpc_listen_port",
            "grpc_listen_conn_limit",
            "grpc_listen_network",
            "grpc_tls_config",
            "grpc_server_max_recv_msg_size",
            "grpc_server_max_send_msg_size",
            "grpc_server_max_concurrent_streams",
            "grpc_server_max_connection_age",
            "grpc_server_max_connection_age_grace",
            "grpc_server_max_connection_idle",
            "grpc_server_keepalive_time",
            "grpc_server_keepalive_timeout",
            "grpc_server_min_time_between_pings",
            "grpc_server_ping_without_stream_allowed",
            "grpc_server_num_workers",
            "graceful_shutdown_timeout",
            "log_level",
            "log_format",
            "log_source_ips_enabled",
            "log_source_ips_header",
            "log_source_ips_regex",
            "log_request_headers",
            "log_request_at_info_level_enabled",
            "log_request_exclude_headers_list",
            "register_instrumentation",
            "external_url",
            "health_check_target",
            "disable",
            "profiling_enabled",
            "enable_runtime_reload",
            "tls_cipher_suites",
            "tls_min_version",
            "proxy_protocol_enabled");

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
        return conversion.has(Level.CRITICAL) ? conversion : new Conversion(formatted(out), remarks);
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
        if (server.has("http_listen_port") || server.has("http_listen_address")) {
            remark(Level.NOTE, "server: the listen address is not part of the file; use --server.http.listen-addr");
        }
    }

    private void remark(Level level, String message) {
        remarks.add(new Remark(level, message));
    }

    private static String formatted(AlloyText out) {
        String text = out.toString();
        if (text.isEmpty()) {
            return "";
        }
        Problems problems = new Problems();
        SyntaxTree tree = SyntaxTree.parse(Source.of("converted.alloy", text), problems);
        if (problems.fatal()) {
            throw new IllegalStateException(
                    "the converter wrote what cannot be read: " + problems.inOrder() + "\n" + text);
        }
        return Formatter.format(tree);
    }
}
