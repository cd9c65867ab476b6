package dev.plumbline.collector.components;

import dev.plumbline.collector.config.Arguments;
import dev.plumbline.collector.config.Block;
import dev.plumbline.collector.config.Problems;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Checks of what speaks HTTP that a schema cannot say: what excludes what, what needs what. */
public final class HttpClientChecks {
    /** Headers that the client sets itself, in lower case. */
    private static final Set<String> RESERVED = Set.of(
            "authorization",
            "host",
            "content-encoding",
            "content-length",
            "content-type",
            "user-agent",
            "connection",
            "keep-alive",
            "proxy-authenticate",
            "proxy-authorization",
            "www-authenticate",
            "accept-encoding",
            "x-prometheus-remote-write-version",
            "x-prometheus-remote-read-version",
            "x-prometheus-scrape-timeout-seconds",
            "x-amz-date",
            "x-amz-security-token",
            "x-amz-content-sha256");

    private HttpClientChecks() {}

    /** Checks a block that holds the attributes and blocks of an HTTP client. */
    public static void check(Block block, Problems problems) {
        Arguments arguments = Arguments.of(block);
        long ways = List.of("basic_auth", "authorization", "oauth2").stream()
                        .filter(name -> !block.blocks(name).isEmpty())
                        .count()
                + List.of("bearer_token", "bearer_token_file").stream()
                        .filter(name -> isSet(arguments, name))
                        .count();
        if (ways > 1) {
            problems.add(
                    block.position(),
                    "at most one of basic_auth, authorization, oauth2, bearer_token & bearer_token_file must be configured");
        }
        block.blocks("basic_auth").forEach(b -> exclusive(b, "password", "password_file", problems));
        block.blocks("authorization").forEach(b -> authorization(b, problems));
        block.blocks("oauth2").forEach(b -> oauth2(b, problems));
        block.blocks("tls_config").forEach(b -> tls(b, problems));
        proxy(block, problems);
        arguments.map("http_headers").keySet().stream()
                .filter(name -> RESERVED.contains(name.toLowerCase(Locale.ROOT)))
                .forEach(name -> problems.add(
                        arguments.position("http_headers"), "setting header \"" + name + "\" is not allowed"));
    }

    private static void authorization(Block block, Problems problems) {
        Arguments arguments = Arguments.of(block);
        exclusive(block, "credentials", "credentials_file", problems);
        if (arguments.text("type", "").strip().equalsIgnoreCase("basic")) {
            problems.add(
                    arguments.position("type"),
                    "authorization type cannot be set to \"basic\", use \"basic_auth\" block instead");
        }
    }

    private static void oauth2(Block block, Problems problems) {
        needed(block, List.of("client_id"), problems);
        needed(block, List.of("client_secret", "client_secret_file"), problems);
        needed(block, List.of("token_url"), problems);
        exclusive(block, "client_secret", "client_secret_file", problems);
        block.blocks("tls_config").forEach(b -> tls(b, problems));
        proxy(block, problems);
    }

    private static void tls(Block block, Problems problems) {
        exclusive(block, "ca_pem", "ca_file", problems);
        exclusive(block, "cert_pem", "cert_file", problems);
        exclusive(block, "key_pem", "key_file", problems);
        Arguments arguments = Arguments.of(block);
        boolean certificate = stands(arguments, "cert_pem") || stands(arguments, "cert_file");
        boolean key = stands(arguments, "key_pem") || stands(arguments, "key_file");
        if (certificate != key) {
            problems.add(
                    block.position(),
                    certificate
                            ? "exactly one of key_pem or key_file must be configured when a client certificate is configured"
                            : "exactly one of cert_pem or cert_file must be configured when a client key is configured");
        }
    }

    private static void proxy(Block block, Problems problems) {
        Arguments arguments = Arguments.of(block);
        boolean url = stands(arguments, "proxy_url");
        boolean environment = arguments.flag("proxy_from_environment", false);
        boolean unknown = arguments.isUnknown("proxy_from_environment");
        if (!arguments.map("proxy_connect_header").isEmpty() && !url && !environment && !unknown) {
            problems.add(
                    arguments.position("proxy_connect_header"),
                    "if proxy_connect_header is configured, proxy_url or proxy_from_environment must also be configured");
        }
        if (environment && url) {
            problems.add(
                    arguments.position("proxy_url"),
                    "if proxy_from_environment is configured, proxy_url must not be configured");
        }
        if (isSet(arguments, "no_proxy") && (environment || !url)) {
            problems.add(
                    arguments.position("no_proxy"),
                    environment
                            ? "if proxy_from_environment is configured, no_proxy must not be configured"
                            : "if no_proxy is configured, proxy_url must also be configured");
        }
        url(block, "proxy_url", problems);
    }

    /** Checks that an attribute is a URL, where its value is known. */
    static void url(Block block, String name, Problems problems) {
        Arguments arguments = Arguments.of(block);
        arguments.text(name).ifPresent(text -> {
            try {
                if (text.startsWith(":")) {
                    throw new URISyntaxException(text, "missing protocol scheme");
                }
                URI parsed = new URI(text);
                if (parsed.getScheme() == null && text.matches("[^/?#]*:.*")) {
                    throw new URISyntaxException(text, "first path segment in URL cannot contain colon");
                }
            } catch (URISyntaxException e) {
                problems.add(
                        arguments.position(name),
                        "failed to parse URL \"" + text + "\": " + e.getReason()
                                + (text.contains("${")
                                        ? "; a variable is put in by an expression, as in \"http://\" + sys.env(\"LOKI\")"
                                        : ""));
            }
        });
    }

    private static void needed(Block block, List<String> names, Problems problems) {
        if (names.stream().noneMatch(name -> stands(Arguments.of(block), name))) {
            problems.add(block.position(), "oauth2 " + String.join(" or ", names) + " must be configured");
        }
    }

    private static void exclusive(Block block, String one, String other, Problems problems) {
        Arguments arguments = Arguments.of(block);
        if (isSet(arguments, one) && isSet(arguments, other)) {
            problems.add(
                    arguments.position(other),
                    "at most one of " + block.name() + " " + one + " & " + other + " must be configured");
        }
    }

    private static boolean isSet(Arguments arguments, String name) {
        return arguments.block().attribute(name).isPresent()
                && !arguments.text(name).map(String::isEmpty).orElse(false);
    }

    private static boolean stands(Arguments arguments, String name) {
        return isSet(arguments, name) || arguments.isUnknown(name);
    }
}
