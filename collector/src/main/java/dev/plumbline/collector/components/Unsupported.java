package dev.plumbline.collector.components;

import dev.plumbline.collector.config.Arguments;
import dev.plumbline.collector.config.Block;
import dev.plumbline.collector.config.Problems;

/** Refuses by name what Alloy can do and this collector cannot: nothing is taken and then left undone. */
public final class Unsupported {
    private static final String PROXY = "an engine is reached without a proxy";

    private Unsupported() {}

    /**
     * Refuses an attribute that says something else than what is done anyway.
     *
     * @param harmless the value that may stand there
     * @param reason what is done, or why not
     */
    public static void unless(String harmless, Block block, String name, String reason, Problems problems) {
        Arguments arguments = Arguments.of(block);
        arguments
                .text(name)
                .filter(text -> !text.equals(harmless))
                .ifPresent(text -> problems.add(
                        arguments.position(name), name + " is not supported by this collector: " + reason));
    }

    /** Refuses, of a block with the attributes of an HTTP client, what no client here does. */
    public static void http(Block block, Problems problems) {
        proxy(block, problems);
        block.blocks("oauth2").forEach(oauth2 -> proxy(oauth2, problems));
    }

    private static void proxy(Block block, Problems problems) {
        Arguments arguments = Arguments.of(block);
        if (arguments.has("proxy_connect_header")) {
            problems.add(
                    arguments.position("proxy_connect_header"),
                    "proxy_connect_header is not supported by this collector: a proxy is reached without headers of"
                            + " its own");
        }
        arguments
                .text("proxy_url")
                .filter(url -> !url.matches("|http://([^/@\\s]*@)?[^/:@]+(:\\d+)?/?"))
                .ifPresent(url -> problems.add(
                        arguments.position("proxy_url"),
                        "proxy_url is not supported by this collector but as http://HOST:PORT"));
    }

    /** Refuses what a client of an engine does not do. */
    public static void engine(Block block, Problems problems) {
        for (Block oauth2 : block.blocks("oauth2")) {
            problems.add(
                    oauth2.position(),
                    "oauth2 is not supported by this collector: use basic_auth, authorization or a bearer token");
        }
        unless("false", block, "proxy_from_environment", PROXY, problems);
        unless("", block, "no_proxy", PROXY, problems);
        unless("", block, "proxy_url", PROXY, problems);
        Arguments arguments = Arguments.of(block);
        if (arguments.has("proxy_connect_header")) {
            problems.add(
                    arguments.position("proxy_connect_header"),
                    "proxy_connect_header is not supported by this collector: " + PROXY);
        }
        unless("true", block, "follow_redirects", "an engine does not redirect", problems);
        for (Block tls : block.blocks("tls_config")) {
            unless(
                    "false",
                    tls,
                    "insecure_skip_verify",
                    "name the authority that signed the certificate in ca_file or ca_pem",
                    problems);
            unless("", tls, "server_name", "the name in the address is the one that is checked", problems);
            unless("", tls, "min_version", "Java decides, at least TLS 1.2", problems);
        }
    }
}
