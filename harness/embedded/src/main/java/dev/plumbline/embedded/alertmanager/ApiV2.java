package dev.plumbline.embedded.alertmanager;

import dev.plumbline.embedded.http.Handler;
import dev.plumbline.embedded.http.Routes;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
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
            "DELETE,GET");

    private ApiV2() {}

    static Handler over(Routes routes) {
        return request -> {
            String path = request.uri().getPath();
            String rest = path.substring(PREFIX.length()).replaceFirst("/+$", "");
            String known = rest.startsWith(SILENCE) ? SILENCE + "{id}" : rest;
            String methods = METHODS.getOrDefault(known, "");
            if (methods.isEmpty()) {
                return Body.invalid(404, "path " + path + " was not found");
            }
            if (!List.of(methods.split(",")).contains(request.method())) {
                return Body.invalid(405, "method " + request.method() + " is not allowed, but [" + methods + "] are");
            }
            if (!accepted(request.header("accept").orElse(""))) {
                return Body.invalid(406, "unsupported media type requested, only [application/json] are available");
            }
            return routes.handle(path.endsWith("/") ? request.at(PREFIX + rest) : request);
        };
    }

    private static boolean accepted(String accept) {
        return accept.isBlank()
                || Arrays.stream(accept.split(","))
                        .map(type -> type.split(";", 2)[0].strip().toLowerCase(Locale.ROOT))
                        .anyMatch(List.of("application/json", "application/*", "*/*")::contains);
    }
}
