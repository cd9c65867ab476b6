package dev.plumbline.collector.convert;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.yaml.snakeyaml.nodes.Node;

/** The HTTP client settings that Promtail has inline in clients and discoveries. */
final class HttpClient {
    static final Set<String> TLS = Set.of(
            "ca",
            "ca_file",
            "cert",
            "cert_file",
            "key",
            "key_file",
            "server_name",
            "insecure_skip_verify",
            "min_version",
            "max_version",
            "ca_ref",
            "cert_ref",
            "key_ref");
    private static final Set<String> PROXY =
            Set.of("proxy_url", "no_proxy", "proxy_from_environment", "proxy_connect_header");
    static final Set<String> KEYS = with(
            PROXY,
            Set.of(
                    "basic_auth",
                    "authorization",
                    "oauth2",
                    "bearer_token",
                    "bearer_token_file",
                    "tls_config",
                    "follow_redirects",
                    "enable_http2",
                    "http_headers"));

    private HttpClient() {}

    static Set<String> with(Set<String> some, Set<String> more) {
        Set<String> all = new TreeSet<>(some);
        all.addAll(more);
        return Set.copyOf(all);
    }

    /** Writes the settings that differ from the defaults. */
    static void write(Section client, AlloyText out) {
        long ways = List.of("basic_auth", "authorization", "oauth2", "bearer_token", "bearer_token_file").stream()
                .filter(client::has)
                .count();
        if (ways > 1) {
            throw new ConversionException(
                    "at most one of basic_auth, authorization, oauth2, bearer_token & bearer_token_file must be configured");
        }
        proxy(client, out);
        out.flag("follow_redirects", client.flag("follow_redirects", true), true);
        out.flag("enable_http2", client.flag("enable_http2", true), true);
        client.section(
                        "basic_auth",
                        Set.of(
                                "username",
                                "username_file",
                                "username_ref",
                                "password",
                                "password_file",
                                "password_ref"))
                .ifPresent(basic -> out.open("basic_auth")
                        .text("username", basic.text("username", ""), "")
                        .text("password", basic.text("password", ""), "")
                        .text("password_file", basic.text("password_file", ""), "")
                        .close());
        authorization(client, out);
        client.section(
                        "oauth2",
                        with(
                                PROXY,
                                Set.of(
                                        "client_id",
                                        "client_secret",
                                        "client_secret_file",
                                        "client_secret_ref",
                                        "scopes",
                                        "token_url",
                                        "endpoint_params",
                                        "tls_config")))
                .ifPresent(oauth2 -> oauth2(oauth2, out));
        tls(client, out, false);
    }

    private static void authorization(Section client, AlloyText out) {
        client.section("authorization", Set.of("type", "credentials", "credentials_file", "credentials_ref"))
                .ifPresent(a -> {
                    String type = a.text("type", "").strip();
                    bearer(
                            out,
                            type.isEmpty() ? "Bearer" : type,
                            a.text("credentials", ""),
                            a.text("credentials_file", ""));
                });
        if (client.has("bearer_token") || client.has("bearer_token_file")) {
            bearer(out, "Bearer", client.text("bearer_token", ""), client.text("bearer_token_file", ""));
        }
    }

    private static void bearer(AlloyText out, String type, String credentials, String file) {
        out.open("authorization")
                .text("type", type)
                .text("credentials", credentials, "")
                .text("credentials_file", file, "")
                .close();
    }

    private static void oauth2(Section oauth2, AlloyText out) {
        out.open("oauth2")
                .text("client_id", oauth2.text("client_id", ""), "")
                .text("client_secret", oauth2.text("client_secret", ""), "")
                .text("client_secret_file", oauth2.text("client_secret_file", ""), "")
                .texts("scopes", oauth2.texts("scopes"))
                .text("token_url", oauth2.text("token_url", ""), "");
        if (!oauth2.map("endpoint_params").isEmpty()) {
            out.map("endpoint_params", oauth2.map("endpoint_params"));
        }
        proxy(oauth2, out);
        tls(oauth2, out, true);
        out.close();
    }

    private static void tls(Section holder, AlloyText out, boolean always) {
        Section tls = holder.section("tls_config", TLS).orElse(Section.empty("tls_config"));
        tls(tls, always, out);
    }

    /** Writes what a {@code tls_config} holds as a block of that name; nothing where it holds nothing. */
    static void tls(Section tls, AlloyText out) {
        tls(tls, false, out);
    }

    private static void tls(Section tls, boolean always, AlloyText out) {
        AlloyText inner = new AlloyText();
        inner.text("ca_pem", tls.text("ca", ""), "")
                .text("ca_file", tls.text("ca_file", ""), "")
                .text("cert_pem", tls.text("cert", ""), "")
                .text("cert_file", tls.text("cert_file", ""), "")
                .text("key_pem", tls.text("key", ""), "")
                .text("key_file", tls.text("key_file", ""), "")
                .text("server_name", tls.text("server_name", ""), "")
                .flag("insecure_skip_verify", tls.flag("insecure_skip_verify", false), false)
                .text("min_version", tls.text("min_version", ""), "");
        if (always || !inner.toString().isEmpty()) {
            out.open("tls_config").lines(inner).close();
        }
    }

    static void proxy(Section holder, AlloyText out) {
        out.text("proxy_url", holder.text("proxy_url", ""), "")
                .text("no_proxy", holder.text("no_proxy", ""), "")
                .flag("proxy_from_environment", holder.flag("proxy_from_environment", false), false);
        holder.node("proxy_connect_header").ifPresent(node -> header(node, out));
    }

    private static void header(Node node, AlloyText out) {
        Map<String, List<String>> header = Nodes.lists(node);
        StringBuilder object = new StringBuilder("{\n");
        header.forEach((key, values) -> object.append(AlloyText.key(key))
                .append(" = ")
                .append(AlloyText.list(values))
                .append(",\n"));
        out.raw("proxy_connect_header", object.append('}').toString());
    }
}
