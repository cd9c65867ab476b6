package dev.plumbline.embedded.loki;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.plumbline.embedded.http.Handler;
import dev.plumbline.embedded.http.HttpService;
import dev.plumbline.embedded.http.Request;
import dev.plumbline.embedded.http.Response;
import dev.plumbline.embedded.http.Routes;
import dev.plumbline.embedded.launch.Launch;
import dev.plumbline.embedded.launch.StandIn;
import dev.plumbline.embedded.loki.logql.LogQlException;
import dev.plumbline.embedded.loki.logql.Parser;
import dev.plumbline.embedded.loki.logql.Prettier;
import java.net.InetSocketAddress;
import java.time.Clock;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiFunction;

/** One run of the stand-in: the HTTP API over streams that outlive it. */
final class RunningLoki implements StandIn {
    private static final long PATTERNS_KEPT = 3 * 3_600_000_000_000L;

    private final Settings settings;
    private final String configuration;
    private final Clock clock;
    private final Instant started;
    private final LokiMetrics metrics;
    private final Map<String, LogStore> stores;
    private final Map<String, Tenant> tenants = new ConcurrentHashMap<>();
    private final Ingestion ingestion;
    private final OtlpDecoder otlp;
    private final QueryApi queries;
    private final IndexApi index;
    private final HttpService http;

    RunningLoki(LokiFlags flags, Launch launch, Map<String, LogStore> stores) {
        this.stores = stores;
        settings = flags.settings();
        configuration = flags.configuration();
        clock = launch.clock();
        started = clock.instant();
        metrics = new LokiMetrics(clock);
        ingestion = new Ingestion(settings, clock, metrics);
        otlp = new OtlpDecoder(settings, clock);
        queries = new QueryApi(settings, clock);
        index = new IndexApi(settings, clock);
        http = HttpService.start("loki", flags.address(), counted(routes()), launch.log());
    }

    @Override
    public Map<String, InetSocketAddress> addresses() {
        return Map.of("http", http.address());
    }

    @Override
    public void close() {
        http.close();
    }

    private Routes routes() {
        Routes routes = new Routes();
        routes.post("/loki/api/v1/push", tenanted((tenant, request) -> {
            ingestion.push(tenant, PushDecoder.decode(request), "loki");
            return Response.empty(204);
        }));
        routes.post("/otlp/v1/logs", tenanted((tenant, request) -> {
            ingestion.push(tenant, otlp.decode(request), "otlp");
            return Response.empty(204);
        }));
        routes.getOrPost("/loki/api/v1/query_range", tenanted(queries::range));
        routes.getOrPost("/loki/api/v1/query", tenanted(queries::instant));
        routes.getOrPost("/loki/api/v1/labels", tenanted(index::labels));
        routes.getOrPost("/loki/api/v1/label", tenanted(index::labels));
        routes.getOrPost("/loki/api/v1/label/{name}/values", tenanted(index::values));
        routes.getOrPost("/loki/api/v1/series", tenanted(index::series));
        DetectionApi detection = new DetectionApi(settings, clock);
        routes.getOrPost("/loki/api/v1/detected_labels", tenanted(detection::labels));
        routes.getOrPost("/loki/api/v1/detected_fields", tenanted(detection::fields));
        routes.getOrPost("/loki/api/v1/detected_field/{name}/values", tenanted(detection::values));
        routes.get("/loki/api/v1/status/buildinfo", request -> buildInfo());
        routes.getOrPost("/loki/api/v1/format_query", tenanted((tenant, request) -> formatted(request)));
        VolumeApi volumes = new VolumeApi(settings, clock);
        routes.getOrPost("/loki/api/v1/index/stats", tenanted(volumes::stats));
        routes.getOrPost("/loki/api/v1/index/volume", tenanted(volumes::volume));
        routes.getOrPost("/loki/api/v1/index/volume_range", tenanted(volumes::volumeRange));
        routes.getOrPost("/loki/api/v1/patterns", tenanted((tenant, request) -> patterns(request)));
        // only ever a socket, which no step of the suite opens
        routes.getOrPost("/loki/api/v1/tail", request -> Response.text(400, "Bad Request\n"));
        for (String path : List.of("rules")) {
            routes.getOrPost(
                    "/loki/api/v1/" + path,
                    request -> Response.text(501, "the stand-in does not answer /loki/api/v1/" + path + "\n"));
        }
        List<String> modules = List.of("distributor", "ingester", "querier", "query-frontend", "store");
        routes.get("/services", request -> Response.text(200, String.join(" => Running\n", modules) + " => Running\n"));
        routes.get("/config", request -> Response.text(200, configuration));
        routes.get("/ready", request -> ready());
        routes.get("/metrics", request -> metrics());
        return routes;
    }

    private Handler tenanted(BiFunction<Tenant, Request, Response> handler) {
        return request -> {
            try {
                return handler.apply(tenant(request), request);
            } catch (ApiError e) {
                if (request.path().startsWith("/otlp/")) {
                    return OtlpDecoder.refusal(e);
                }
                boolean pushed = request.path().endsWith("/push");
                return Response.text(e.status(), e.getMessage() + (pushed ? "\n" : ""));
            } catch (LogQlException e) {
                return Response.text(e.status(), String.valueOf(e.getMessage()));
            }
        };
    }

    private Tenant tenant(Request request) {
        String id = "fake";
        if (settings.authEnabled()) {
            id = request.header("X-Scope-OrgID").orElse("");
            if (id.isEmpty()) {
                throw new ApiError(401, "no org id");
            }
        }
        return tenants.computeIfAbsent(
                id,
                t -> new Tenant(
                        t, settings, stores.computeIfAbsent(t, s -> new LogStore()), Times.nanos(clock.instant())));
    }

    private static Response formatted(Request request) {
        String query = request.parameter("query").orElse("");
        try {
            return Answers.success(TextNode.valueOf(Prettier.format(Parser.parse(query))));
        } catch (LogQlException e) {
            Map<String, String> refusal = new LinkedHashMap<>();
            refusal.put("status", "invalid-query");
            refusal.put("error", String.valueOf(e.getMessage()));
            return Response.json(400, refusal);
        }
    }

    /** Without Loki's pattern ingester, which is off unless it is configured, there are none; of the last hours, not even that. */
    private Response patterns(Request request) {
        long now = Times.nanos(clock.instant());
        QueryParameters parameters = new QueryParameters(request, now);
        QueryParameters.Bounds bounds = parameters.bounds();
        Parser.parse(parameters.text("query"));
        return bounds.end() > now - PATTERNS_KEPT
                ? Response.empty(404)
                : Answers.success(JsonNodeFactory.instance.arrayNode());
    }

    private static Response buildInfo() {
        Map<String, String> info = new LinkedHashMap<>();
        for (String key : List.of("version", "revision", "branch", "buildUser", "buildDate", "goVersion")) {
            info.put(key, "");
        }
        return Response.json(200, info);
    }

    private Response ready() {
        if (clock.instant().isBefore(started.plus(settings.readyAfter()))) {
            return Response.text(
                    503,
                    "Ingester not ready: waiting for " + settings.readyAfter().toSeconds() + "s after being ready\n");
        }
        return Response.text(200, "ready\n");
    }

    private Response metrics() {
        return Response.of(
                200,
                "text/plain; version=0.0.4; charset=utf-8",
                metrics.text(new TreeMap<>(stores)).getBytes(java.nio.charset.StandardCharsets.UTF_8));
    }

    private Handler counted(Handler handler) {
        return request -> {
            long before = System.nanoTime();
            Response response = handler.handle(request);
            String route = request.path().substring(1).replace('/', '_').toLowerCase(Locale.ROOT);
            metrics.request(
                    request.method(),
                    response.status() == 404 ? "other" : route.replaceAll("_label_.*_values$", "_label_name_values"),
                    response.status(),
                    (System.nanoTime() - before) / 1e9);
            return response.status() == 405 ? Response.empty(405) : response;
        };
    }
}
