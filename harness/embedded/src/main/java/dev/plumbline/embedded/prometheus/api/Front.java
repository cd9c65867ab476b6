package dev.plumbline.embedded.prometheus.api;

import dev.plumbline.embedded.http.Handler;
import dev.plumbline.embedded.http.Request;
import dev.plumbline.embedded.http.Response;
import dev.plumbline.embedded.http.Routes;
import java.util.Set;

/** Answers methods that a path does not take, and sends paths that are written oddly to where they mean. */
final class Front {
    private static final String API = "/api/v1";
    private static final Set<String> PROBES = Set.of("/-/ready", "/-/healthy");

    private Front() {}

    static Handler over(Routes routes) {
        return request -> {
            String path = request.uri().getRawPath();
            String clean = path.equals(API) ? API + "/" : path.replaceAll("/{2,}", "/");
            if (!clean.equals(path)) {
                return Response.redirect(request.method(), 307, clean);
            }
            boolean api = path.startsWith(API + "/");
            if (api && request.method().equals("OPTIONS")) {
                return Response.empty(204);
            }
            String shorter = path.replaceFirst("/$", "");
            if (!shorter.isEmpty()
                    && !shorter.equals(path)
                    && !shorter.equals(API)
                    && routes.knows(request.method(), shorter)) {
                return Response.redirect(
                        request.method(),
                        request.method().equals("GET") ? 301 : 307,
                        api ? shorter.substring(API.length()) : shorter);
            }
            return routes.knows(path) ? known(request, path, routes) : routes.handle(request);
        };
    }

    private static Response known(Request request, String path, Routes routes) {
        return switch (request.method()) {
            case "OPTIONS" -> Response.empty(200);
            case "HEAD" -> PROBES.contains(path) ? Response.empty(200) : Response.text(405, "Method Not Allowed\n");
            default -> routes.handle(request);
        };
    }
}
