package dev.plumbline.embedded.http;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Maps methods and paths to handlers. Segments in braces match one segment; {@code {name...}} at the end matches the
 * rest. The first route that was added and matches wins.
 */
public final class Routes implements Handler {
    private final List<Route> routes = new ArrayList<>();
    private Handler otherwise = request -> Response.text(404, "404 page not found\n");

    private record Route(String method, List<String> segments, Handler handler) {}

    /** Adds a route for GET (and HEAD). */
    public Routes get(String path, Handler handler) {
        return on("GET", path, handler);
    }

    /** Adds a route for POST. */
    public Routes post(String path, Handler handler) {
        return on("POST", path, handler);
    }

    /** Adds a route for GET and POST alike, as query APIs take both. */
    public Routes getOrPost(String path, Handler handler) {
        return get(path, handler).post(path, handler);
    }

    /** Adds a route for any method, named in upper case. */
    public Routes on(String method, String path, Handler handler) {
        routes.add(new Route(method, List.of(path.split("/", -1)), handler));
        return this;
    }

    /** Sets what answers a path that no route matches; 404 as Go's net/http says it unless set. */
    public Routes otherwise(Handler handler) {
        otherwise = handler;
        return this;
    }

    /** Tells whether there is a route for a path, whatever its method. */
    public boolean knows(String rawPath) {
        List<String> segments = List.of(rawPath.split("/", -1));
        return routes.stream().anyMatch(r -> match(r.segments(), segments).isPresent());
    }

    /** Tells whether there is a route for a path and a method. */
    public boolean knows(String method, String rawPath) {
        List<String> segments = List.of(rawPath.split("/", -1));
        return routes.stream()
                .anyMatch(r -> r.method().equals(method)
                        && match(r.segments(), segments).isPresent());
    }

    @Override
    public Response handle(Request request) {
        String method = request.method().equals("HEAD") ? "GET" : request.method();
        List<String> segments = List.of(request.uri().getRawPath().split("/", -1));
        boolean pathKnown = false;
        for (Route route : routes) {
            Optional<Map<String, String>> variables = match(route.segments(), segments);
            if (variables.isPresent()) {
                if (route.method().equals(method)) {
                    return route.handler().handle(request.with(variables.get()));
                }
                pathKnown = true;
            }
        }
        return pathKnown ? Response.text(405, "Method Not Allowed\n") : otherwise.handle(request);
    }

    private static Optional<Map<String, String>> match(List<String> pattern, List<String> path) {
        Map<String, String> variables = new LinkedHashMap<>();
        for (int i = 0; i < pattern.size(); i++) {
            String wanted = pattern.get(i);
            if (wanted.startsWith("{") && wanted.endsWith("...}")) {
                String rest = i < path.size() ? String.join("/", path.subList(i, path.size())) : "";
                variables.put(wanted.substring(1, wanted.length() - 4), decoded(rest));
                return Optional.of(variables);
            }
            if (i >= path.size()) {
                return Optional.empty();
            }
            if (wanted.startsWith("{") && wanted.endsWith("}")) {
                variables.put(wanted.substring(1, wanted.length() - 1), decoded(path.get(i)));
            } else if (!wanted.equals(path.get(i))) {
                return Optional.empty();
            }
        }
        return pattern.size() == path.size() ? Optional.of(variables) : Optional.empty();
    }

    private static String decoded(String segment) {
        return URLDecoder.decode(segment.replace("+", "%2B"), StandardCharsets.UTF_8);
    }
}
