package dev.plumbline.embedded.grafana.source;

import java.util.Map;
import java.util.Set;

/** Names of HTTP status codes, and whom Grafana blames for them. */
final class StatusText {
    private static final Map<Integer, String> TEXT = Map.ofEntries(
            Map.entry(200, "OK"),
            Map.entry(204, "No Content"),
            Map.entry(400, "Bad Request"),
            Map.entry(401, "Unauthorized"),
            Map.entry(403, "Forbidden"),
            Map.entry(404, "Not Found"),
            Map.entry(405, "Method Not Allowed"),
            Map.entry(410, "Gone"),
            Map.entry(413, "Request Entity Too Large"),
            Map.entry(415, "Unsupported Media Type"),
            Map.entry(422, "Unprocessable Entity"),
            Map.entry(429, "Too Many Requests"),
            Map.entry(500, "Internal Server Error"),
            Map.entry(501, "Not Implemented"),
            Map.entry(502, "Bad Gateway"),
            Map.entry(503, "Service Unavailable"),
            Map.entry(504, "Gateway Timeout"));
    private static final Set<Integer> PLUGINS_FAULT = Set.of(405, 406, 412, 413, 414, 416, 417, 426, 431, 501);

    private StatusText() {}

    static String of(int status) {
        return TEXT.getOrDefault(status, "");
    }

    /** Returns {@code plugin} for what a wrong request provokes, else {@code downstream}. */
    static String source(int status) {
        return PLUGINS_FAULT.contains(status) ? "plugin" : "downstream";
    }
}
