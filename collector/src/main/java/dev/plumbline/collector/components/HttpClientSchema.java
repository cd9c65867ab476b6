package dev.plumbline.collector.components;

import dev.plumbline.collector.config.Schema;

/** What everything that speaks HTTP may hold. */
final class HttpClientSchema {
    private HttpClientSchema() {}

    static Schema client() {
        return Schema.block()
                .optional("bearer_token", Schema.Type.SECRET)
                .optional("bearer_token_file", Schema.Type.STRING)
                .including(proxy())
                .optional("follow_redirects", Schema.Type.BOOL, "true")
                .optional("enable_http2", Schema.Type.BOOL, "true")
                .optional("http_headers", Schema.Type.STRING_LIST_MAP)
                .inner("basic_auth", 0, 1, basicAuth())
                .inner("authorization", 0, 1, authorization())
                .inner("oauth2", 0, 1, oauth2())
                .inner("tls_config", 0, 1, tls());
    }

    private static Schema proxy() {
        return Schema.block()
                .optional("proxy_url", Schema.Type.STRING)
                .optional("no_proxy", Schema.Type.STRING)
                .optional("proxy_from_environment", Schema.Type.BOOL, "false")
                .optional("proxy_connect_header", Schema.Type.STRING_LIST_MAP);
    }

    private static Schema basicAuth() {
        return Schema.block()
                .optional("username", Schema.Type.STRING)
                .optional("password", Schema.Type.SECRET)
                .optional("password_file", Schema.Type.STRING);
    }

    private static Schema authorization() {
        return Schema.block()
                .optional("type", Schema.Type.STRING, "\"Bearer\"")
                .optional("credentials", Schema.Type.SECRET)
                .optional("credentials_file", Schema.Type.STRING);
    }

    private static Schema oauth2() {
        return Schema.block()
                .optional("client_id", Schema.Type.STRING)
                .optional("client_secret", Schema.Type.SECRET)
                .optional("client_secret_file", Schema.Type.STRING)
                .optional("scopes", Schema.Type.STRING_LIST)
                .optional("token_url", Schema.Type.STRING)
                .optional("endpoint_params", Schema.Type.STRING_MAP)
                .including(proxy())
                .inner("tls_config", 0, 1, tls());
    }

    private static Schema tls() {
        return Schema.block()
                .optional("ca_pem", Schema.Type.STRING)
                .optional("ca_file", Schema.Type.STRING)
                .optional("cert_pem", Schema.Type.STRING)
                .optional("cert_file", Schema.Type.STRING)
                .optional("key_pem", Schema.Type.SECRET)
                .optional("key_file", Schema.Type.STRING)
                .optional("server_name", Schema.Type.STRING)
                .optional("insecure_skip_verify", Schema.Type.BOOL, "false")
                .optionalOneOf("min_version", "TLS10", "TLS11", "TLS12", "TLS13");
    }
}
