package dev.plumbline.embedded.alertmanager;

import dev.plumbline.embedded.http.Handler;
import dev.plumbline.embedded.http.Routes;
import java.util.List;
import java.util.Map;

/** Answers paths and methods that API v2 does not have, as its generated server does. */
final class ApiV2 {
    private static final String PREFIX = "/api/v2/";
    private static final String SILENCE = "silence/";
    private static final Map<String, String> METHODS = Map.of(
            "alerts",
            "GET,POST",
            "alerts/groups",
            "GET",
            "silences",
            "GET,POST",
            "status",
            "GET",
            "receivers",
            "GET",
            SILENCE + "{id}",
            "GET,DELETE");

    private ApiV2() {}

    static Handler over(Routes routes) {
        return request -> {
            String path = request.uri().getPath();
            if (!path.startsWith(PREFIX)) {
                return routes.handle(request);
            }
            String rest = path.substring(PREFIX.length());
            String known = rest.startsWith(SILENCE) && !rest.equals(SILENCE) ? SILENCE + "{id}" : rest;
            String methods = METHODS.getOrDefault(known, "");
            if (methods.isEmpty()) {
                return Body.invalid(404, "path " + path + " was not found");
            }
            if (!List.of(methods.split(",")).contains(request.method())) {
                return Body.invalid(405, "method " + request.method() + " is not allowed, but [" + methods + "] are");
            }
            return routes.handle(request);
        };
    }
}
