package dev.plumbline.collector.discovery;

import java.net.URI;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.SSLContext;

/**
 * Where an engine is and how to talk to it.
 *
 * @param host as written: {@code unix:///path}, {@code tcp://host:port}, {@code http://} or {@code https://}
 * @param tls keys and certificates, for {@code https} and, where given, {@code tcp}
 * @param headers sent with every request, such as an authorization
 */
public record EngineLocation(URI host, Optional<SSLContext> tls, Map<String, String> headers) {
    public EngineLocation {
        headers = Map.copyOf(headers);
    }

    /**
     * Checks an address.
     *
     * @return what is wrong with it, if anything is
     */
    public static Optional<String> problem(String host) {
        if (host.isEmpty()) {
            return Optional.of("host must not be empty; expected unix:///var/run/docker.sock or tcp://HOST:PORT");
        }
        try {
            URI uri = URI.create(host);
            String scheme = uri.getScheme() == null ? "" : uri.getScheme();
            boolean known = scheme.equals("unix") && !uri.getPath().isEmpty()
                    || scheme.matches("tcp|http|https") && uri.getHost() != null;
            return known
                    ? Optional.empty()
                    : Optional.of(
                            "expected unix:///PATH, tcp://HOST:PORT, http://HOST:PORT or https://HOST:PORT, found \""
                                    + host + "\"");
        } catch (IllegalArgumentException e) {
            return Optional.of("\"" + host + "\" is not an address: " + e.getMessage());
        }
    }
}
