package dev.plumbline.harness.stack;

import java.net.URI;
import java.util.Map;

/**
 * Where a service is reached, and with what.
 *
 * @param uri base address; its path, if any, precedes every path that is asked for
 * @param headers sent with every request, credentials among them; never shown
 * @param tls whom to trust, and who we are
 */
public record Endpoint(URI uri, Map<String, String> headers, Tls tls) {
    public Endpoint {
        headers = Map.copyOf(headers);
    }

    /** Returns an endpoint that needs no credentials. */
    public static Endpoint of(URI uri) {
        return new Endpoint(uri, Map.of(), Tls.USUAL);
    }

    /** Returns the address of a path below this endpoint. */
    public String at(String path) {
        String base = uri.toString();
        return (base.endsWith("/") ? base.substring(0, base.length() - 1) : base) + path;
    }

    @Override
    public String toString() {
        return uri + (headers.isEmpty() ? "" : " with " + headers.keySet());
    }
}
