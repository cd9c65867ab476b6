package dev.plumbline.embedded.alertmanager;

import dev.plumbline.embedded.http.Handler;
import dev.plumbline.embedded.http.Request;
import dev.plumbline.embedded.http.Response;
import dev.plumbline.embedded.http.Routes;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Answers paths and methods outside of API v2: what is gone, what a path does not take, where another one is. */
final class Front {
    private static final String V1 = "/api/v1/";
    private static final String V2 = "/api/v2";
    private static final Map<String, List<String>> METHODS = Map.of(
            "/", List.of("GET"),
            "/metrics", List.of("GET"),
            "/-/ready", List.of("GET", "HEAD"),
            "/-/healthy", List.of("GET", "HEAD"),
            "/-/reload", List.of("POST"),
            "/api/v1/status", List.of("GET"),
            "/api/v1/receivers", List.of("GET"),
            "/api/v1/alerts", List.of("GET", "POST"),
            "/api/v1/silences", List.of("GET", "POST"),
            "/api/v1/silence/", List.of("GET", "DELETE"));

    private Front() {}

    static Handler over(Routes routes) {
        Handler v2 = ApiV2.over(routes);
        return request -> {
            String path = request.uri().getPath();
            if (path.equals(V2)) {
                return Response.redirect(request.method(), 307, V2 + "/");
            }
            return path.startsWith(V2 + "/") ? v2.handle(request) : other(request, path, routes);
        };
    }

    private static Response other(Request request, String path, Routes routes) {
        List<String> methods = path.startsWith("/debug/")
                ? List.of("GET", "POST")
                : METHODS.getOrDefault(path.startsWith(V1 + "silence/") ? V1 + "silence/" : path, List.of());
        if (methods.isEmpty()) {
            return routes.handle(request);
        }
        if (request.method().equals("OPTIONS")) {
            return Response.empty(200);
        }
        if (!methods.contains(request.method())) {
            return Response.text(405, "Method Not Allowed\n");
        }
        if (path.startsWith(V1)) {
            return gone();
        }
        return request.method().equals("HEAD") ? Response.empty(200) : routes.handle(request);
    }

    private static Response gone() {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("status", "deprecated");
        body.put(
                "error",
                "The Alertmanager v1 API was deprecated in version 0.16.0 and is removed as of version 0.27.0 - please"
                        + " use the equivalent route in the v2 API");
        return Response.json(410, body);
    }
}
