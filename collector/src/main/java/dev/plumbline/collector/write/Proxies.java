package dev.plumbline.collector.write;

import dev.plumbline.collector.config.Arguments;
import dev.plumbline.collector.config.Block;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.SocketAddress;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Chooses a proxy as Go programs do: by {@code proxy_url} and {@code no_proxy}, or by the environment's
 * {@code HTTP_PROXY}, {@code HTTPS_PROXY} and {@code NO_PROXY}. What is on this machine is reached without one.
 */
final class Proxies extends ProxySelector {
    private final Optional<URI> forHttp;
    private final Optional<URI> forHttps;
    private final List<String> without;

    private Proxies(Optional<URI> forHttp, Optional<URI> forHttps, String without) {
        this.forHttp = forHttp;
        this.forHttps = forHttps;
        this.without = Stream.of(without.split(","))
                .map(String::strip)
                .filter(rule -> !rule.isEmpty())
                .map(rule -> rule.toLowerCase(Locale.ROOT))
                .toList();
    }

    static Optional<Proxies> of(Block block) {
        return of(block, System.getenv());
    }

    static Optional<Proxies> of(Block block, Map<String, String> environment) {
        Arguments in = Arguments.of(block);
        if (in.flag("proxy_from_environment", false)) {
            return Optional.of(new Proxies(
                    variable(environment, "HTTP_PROXY").map(Proxies::address),
                    variable(environment, "HTTPS_PROXY").map(Proxies::address),
                    variable(environment, "NO_PROXY").orElse("")));
        }
        return in.text("proxy_url").filter(url -> !url.isEmpty()).map(url -> {
            Optional<URI> proxy = Optional.of(address(url));
            return new Proxies(proxy, proxy, in.text("no_proxy", ""));
        });
    }

    private static Optional<String> variable(Map<String, String> environment, String name) {
        return Stream.of(name, name.toLowerCase(Locale.ROOT))
                .map(n -> environment.getOrDefault(n, ""))
                .filter(value -> !value.isEmpty())
                .findFirst();
    }

    /** Reads a proxy's address; one without a scheme is that of an HTTP proxy. */
    private static URI address(String text) {
        URI url = URI.create(text.contains("://") ? text : "http://" + text);
        if (!"http".equals(url.getScheme()) || url.getHost() == null) {
            throw new IllegalArgumentException("a proxy is only reached over plain HTTP, as http://HOST:PORT");
        }
        return url;
    }

    /** Returns the header by which the proxy for a request knows who asks, if it wants to. */
    Optional<String> authorization(URI uri) {
        return proxy(uri).map(URI::getRawUserInfo).map(Authorization::basic);
    }

    /** Returns the proxy that a request goes through; nothing if it goes straight. */
    private Optional<URI> proxy(URI uri) {
        Optional<URI> proxy = "https".equals(uri.getScheme()) ? forHttps : forHttp;
        return proxy.filter(p -> uri.getHost() != null && !isReachedWithout(uri));
    }

    @Override
    public List<Proxy> select(URI uri) {
        return List.of(proxy(uri).map(Proxies::through).orElse(Proxy.NO_PROXY));
    }

    private static Proxy through(URI proxy) {
        int port = proxy.getPort() < 0 ? 80 : proxy.getPort();
        return new Proxy(Proxy.Type.HTTP, InetSocketAddress.createUnresolved(proxy.getHost(), port));
    }

    private boolean isReachedWithout(URI uri) {
        String host = uri.getHost().toLowerCase(Locale.ROOT).replace("[", "").replace("]", "");
        if (host.equals("localhost") || host.startsWith("127.") || host.equals("::1")) {
            return true;
        }
        return without.stream().anyMatch(rule -> covers(rule, host, uri.getPort()));
    }

    private static boolean covers(String rule, String host, int port) {
        if (rule.equals("*")) {
            return true;
        }
        if (rule.contains("/")) {
            return Network.of(rule).filter(n -> n.holds(host)).isPresent();
        }
        String name = rule;
        int colon = rule.lastIndexOf(':');
        if (colon > 0 && rule.indexOf(':') == colon) {
            if (!rule.substring(colon + 1).equals(Integer.toString(port))) {
                return false;
            }
            name = rule.substring(0, colon);
        }
        name = name.startsWith("*.") ? name.substring(1) : name;
        return name.startsWith(".") ? host.endsWith(name) : host.equals(name) || host.endsWith("." + name);
    }

    @Override
    public void connectFailed(URI uri, SocketAddress address, IOException e) {
        // The request fails, which is told where it is made.
    }
}
