package dev.plumbline.collector.convert;

import dev.plumbline.collector.convert.Conversion.Level;
import dev.plumbline.collector.convert.Conversion.Remark;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** The HTTP and gRPC server that Promtail starts by itself for sources that are pushed to. */
final class ServerSettings {
    static final Set<String> KEYS = Set.of(
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
            "tls_cipher_suites",
            "tls_min_version",
            "proxy_protocol_enabled");

    /** Settings that Alloy's server has not; a value other than the empty one is an error. */
    private static final List<String> REFUSED = List.of(
            "http_listen_network",
            "grpc_listen_network",
            "tls_cipher_suites",
            "tls_min_version",
            "register_instrumentation",
            "graceful_shutdown_timeout",
            "grpc_server_keepalive_time",
            "grpc_server_keepalive_timeout",
            "grpc_server_min_time_between_pings",
            "grpc_server_ping_without_stream_allowed",
            "log_format",
            "log_level",
            "log_source_ips_enabled",
            "log_source_ips_header",
            "log_source_ips_regex",
            "log_request_at_info_level_enabled",
            "http_path_prefix");

    private static final Set<String> NOTHING = Set.of("", "false", "0", "0s");
    private static final Set<String> TLS =
            Set.of("cert", "key", "client_ca", "cert_file", "key_file", "client_auth_type", "client_ca_file");

    private final Section server;

    private ServerSettings(Section server) {
        this.server = server;
    }

    /** Reads the {@code server} of a source. */
    static ServerSettings of(Section source) {
        return new ServerSettings(source.section("server", KEYS).orElse(Section.empty("server")));
    }

    /** Returns an error for each setting that has no equivalent. */
    List<Remark> remarks() {
        List<Remark> remarks = new ArrayList<>();
        for (String key : REFUSED) {
            if (!NOTHING.contains(server.text(key, ""))) {
                remarks.add(new Remark(Level.ERROR, key + " is not supported in server config"));
            }
        }
        return remarks;
    }

    void write(AlloyText out) {
        out.open("http");
        listener("http", out);
        time("server_read_timeout", "http_server_read_timeout", out);
        time("server_write_timeout", "http_server_write_timeout", out);
        time("server_idle_timeout", "http_server_idle_timeout", out);
        tls("http_tls_config", out);
        out.close().open("grpc");
        listener("grpc", out);
        time("max_connection_age", "grpc_server_max_connection_age", out);
        time("max_connection_age_grace", "grpc_server_max_connection_age_grace", out);
        time("max_connection_idle", "grpc_server_max_connection_idle", out);
        for (String size : List.of("max_recv_msg_size", "max_send_msg_size", "max_concurrent_streams")) {
            out.whole("server_" + size, server.whole("grpc_server_" + size, 0), 0);
        }
        tls("grpc_tls_config", out);
        Duration shutdown = server.duration("graceful_shutdown_timeout", Duration.ZERO);
        out.close().duration("graceful_shutdown_timeout", shutdown, Duration.ofSeconds(30));
    }

    private void listener(String kind, AlloyText out) {
        out.text("listen_address", server.text(kind + "_listen_address", ""), "")
                .whole("listen_port", server.whole(kind + "_listen_port", 0), 0)
                .whole("conn_limit", server.whole(kind + "_listen_conn_limit", 0), 0);
    }

    private void time(String name, String key, AlloyText out) {
        out.duration(name, server.duration(key, Duration.ZERO), Duration.ZERO);
    }

    /** Without a certificate there is no TLS, whatever else is set. */
    private void tls(String key, AlloyText out) {
        server.section(key, TLS)
                .filter(tls -> !tls.text("cert", "").isEmpty()
                        || !tls.text("cert_file", "").isEmpty())
                .ifPresent(tls -> out.open("tls")
                        .text("cert_pem", tls.text("cert", ""), "")
                        .text("key_pem", tls.text("key", ""), "")
                        .text("cert_file", tls.text("cert_file", ""), "")
                        .text("key_file", tls.text("key_file", ""), "")
                        .text("client_auth_type", tls.text("client_auth_type", ""), "")
                        .text("client_ca_file", tls.text("client_ca_file", ""), "")
                        .text("client_ca", tls.text("client_ca", ""), "")
                        .close());
    }
}
