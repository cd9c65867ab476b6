package dev.plumbline.embedded.tempo.api;

import dev.plumbline.embedded.http.Handler;
import dev.plumbline.embedded.http.Request;
import dev.plumbline.embedded.http.Response;
import dev.plumbline.embedded.http.Routes;
import dev.plumbline.embedded.tempo.store.TraceStore;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;

/** Everything that Tempo serves on its HTTP port but its own metrics. */
public final class TempoApi implements Handler {
    private final Routes routes;

    /**
     * Serves a store.
     *
     * @param store where traces are
     * @param clock tells what is too young to be counted
     * @param metrics writes Tempo's own metrics
     */
    public TempoApi(TraceStore store, Clock clock, Handler metrics) {
        TraceApi traces = new TraceApi(store);
        SearchApi search = new SearchApi(store);
        TagsApi tags = new TagsApi(store);
        MetricsApi series = new MetricsApi(store, clock);
        this.routes = new Routes()
                .getOrPost("/api/traces/{id}", traces::v1)
                .getOrPost("/api/v2/traces/{id}", traces::v2)
                .getOrPost("/api/search", search::search)
                .getOrPost("/api/search/tags", tags::names)
                .getOrPost("/api/v2/search/tags", tags::namesV2)
                .getOrPost("/api/search/tag/{tag}/values", tags::values)
                .getOrPost("/api/v2/search/tag/{tag}/values", tags::valuesV2)
                .getOrPost("/api/metrics/query_range", series::range)
                .getOrPost("/api/metrics/query", series::instant)
                .getOrPost("/api/echo", r -> Response.text(200, "echo\n"))
                .getOrPost("/ready", r -> Response.text(200, "ready\n"))
                .get("/api/status/buildinfo", r -> buildInfo())
                .get("/metrics", metrics);
    }

    @Override
    public Response handle(Request request) {
        try {
            return routes.handle(request);
        } catch (ApiException e) {
            return Response.text(e.status(), e.text());
        }
    }

    private static Response buildInfo() {
        Map<String, String> info = new LinkedHashMap<>();
        for (String name : new String[] {"version", "revision", "branch", "buildUser", "buildDate"}) {
            info.put(name, "");
        }
        info.put("goVersion", "go1.26.8");
        return Response.json(200, info);
    }
}
