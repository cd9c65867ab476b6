package dev.plumbline.embedded.engine;

import dev.plumbline.embedded.http.Handler;
import dev.plumbline.embedded.http.Request;
import dev.plumbline.embedded.http.Response;
import dev.plumbline.embedded.http.Routes;
import java.net.URI;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/** The HTTP API of the stand-in: what reads; what makes or changes containers is refused. */
final class EngineApi implements Handler {
    private static final String VERSION = "24.0.9";
    private static final Set<String> LIST_FILTERS =
            Set.of("id", "name", "label", "status", "exited", "network", "ancestor");
    private static final Set<String> LIST_REFUSED =
            Set.of("before", "since", "expose", "publish", "health", "isolation", "is-task", "volume");

    private final EngineStandIn engine;
    private final ApiVersions versions;
    private final Documents documents;
    private final LogsEndpoint logs;
    private final StatsEndpoint stats;
    private final EventsEndpoint events;

    EngineApi(EngineStandIn engine, ApiVersions versions, Clock clock) {
        this.engine = engine;
        this.versions = versions;
        this.documents = new Documents(engine.networks(), clock);
        this.logs = new LogsEndpoint(clock);
        this.stats = new StatsEndpoint(clock);
        this.events = new EventsEndpoint(engine.events(), clock);
    }

    @Override
    public Response handle(Request request) {
        Response response;
        try {
            ApiVersions.Versioned versioned = versions.split(request.uri().getRawPath());
            String query = request.uri().getRawQuery();
            Request plain = new Request(
                    request.method(),
                    URI.create(versioned.path() + (query == null ? "" : "?" + query)),
                    request.headers(),
                    request.parameters(),
                    Map.of(),
                    request.body());
            response = routes(versioned.minor()).handle(plain);
        } catch (EngineException e) {
            response = Response.json(e.status(), Map.of("message", e.getMessage()));
        }
        return response.withHeader("Api-Version", "1." + versions.newest())
                .withHeader("Ostype", "linux")
                .withHeader("Docker-Experimental", "false")
                .withHeader("Server", "Docker/" + VERSION + " (linux)");
    }

    private Routes routes(int minor) {
        return new Routes()
                .get("/_ping", r -> Response.text(200, "OK"))
                .get("/version", r -> version())
                .get("/info", r -> info())
                .get("/events", events::answer)
                .get("/networks", r -> networks(r))
                .get("/networks/{id}", this::network)
                .get("/containers/json", this::list)
                .get("/containers/{id}/json", r -> {
                    EngineStandIn.Registered found = found(r);
                    return Response.json(200, documents.inspect(found.container(), found.number()));
                })
                .get("/containers/{id}/logs", r -> logs.answer(r, found(r).container(), minor))
                .get("/containers/{id}/stats", r -> stats.answer(r, found(r).container()))
                .otherwise(r -> {
                    throw r.method().equals("GET") || r.method().equals("HEAD")
                            ? new EngineException(404, "page not found")
                            : EngineException.refused(r.method() + " " + r.path());
                });
    }

    private EngineStandIn.Registered found(Request request) {
        String id = request.pathVariable("id");
        return engine.find(id).orElseThrow(() -> new EngineException(404, "No such container: " + id));
    }

    private Response version() {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("Platform", Map.of("Name", "Plumbline engine stand-in"));
        json.put("Components", List.of());
        json.put("Version", VERSION);
        json.put("ApiVersion", "1." + versions.newest());
        json.put("MinAPIVersion", "1." + versions.oldest());
        json.put("Os", "linux");
        json.put("Arch", "amd64");
        return Response.json(200, json);
    }

    private Response info() {
        List<EngineContainer> all = engine.containers();
        long running = all.stream().filter(EngineContainer::isUp).count();
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("ID", "plumbline-engine-stand-in");
        json.put("Containers", all.size());
        json.put("ContainersRunning", running);
        json.put("ContainersStopped", all.size() - running);
        json.put("Name", "plumbline-engine-stand-in");
        json.put("ServerVersion", VERSION);
        json.put("Driver", "overlay2");
        json.put("LoggingDriver", "json-file");
        json.put("DockerRootDir", engine.root().toString());
        json.put("OperatingSystem", "Plumbline engine stand-in");
        json.put("OSType", "linux");
        json.put("Architecture", "x86_64");
        json.put("NCPU", Runtime.getRuntime().availableProcessors());
        return Response.json(200, json);
    }

    private Response networks(Request request) {
        Filters filters = Filters.parse(
                request.parameter("filters"),
                Set.of("id", "name"),
                Set.of("dangling", "driver", "label", "scope", "type"));
        return Response.json(
                200,
                engine.networks().all().stream()
                        .filter(n -> filters.any("id", n.id()::startsWith) && filters.any("name", n.name()::contains))
                        .map(Networks.Network::json)
                        .toList());
    }

    private Response network(Request request) {
        String id = request.pathVariable("id");
        return engine.networks()
                .find(id)
                .map(n -> Response.json(200, n.json()))
                .orElseThrow(() -> new EngineException(404, "network " + id + " not found"));
    }

    private Response list(Request request) {
        Filters filters = Filters.parse(request.parameter("filters"), LIST_FILTERS, LIST_REFUSED);
        int limit = request.parameter("limit")
                .map(Integer::parseInt)
                .filter(l -> l > 0)
                .orElse(Integer.MAX_VALUE);
        boolean all = LogsEndpoint.flag(request, "all")
                || filters.has("status")
                || filters.has("exited")
                || limit < Integer.MAX_VALUE;
        return Response.json(
                200,
                engine.registered().reversed().stream()
                        .filter(r -> (all || r.container().isUp()) && matches(r.container(), filters))
                        .limit(limit)
                        .map(r -> documents.row(r.container(), r.number()))
                        .toList());
    }

    private static boolean matches(EngineContainer container, Filters filters) {
        ContainerSpec spec = container.spec();
        return filters.any("id", container.id()::startsWith)
                && filters.any("name", n -> nameMatches(n, container.name()))
                && filters.labels(spec.labels())
                && filters.any("status", Documents.state(container)::equals)
                && filters.any(
                        "exited",
                        e -> container.state() == EngineContainer.State.EXITED
                                && e.equals(Integer.toString(container.exitCode())))
                && filters.any("network", spec.networks()::contains)
                && filters.any(
                        "ancestor", a -> spec.image().equals(a) || spec.image().startsWith(a + ":"));
    }

    private static boolean nameMatches(String pattern, String name) {
        try {
            Pattern compiled = Pattern.compile(pattern);
            return compiled.matcher(name).find() || compiled.matcher("/" + name).find();
        } catch (PatternSyntaxException e) {
            throw new EngineException(400, "invalid filter 'name': " + e.getDescription());
        }
    }
}
