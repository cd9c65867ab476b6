package dev.plumbline.embedded.prometheus.api;

import dev.plumbline.embedded.http.Handler;
import dev.plumbline.embedded.http.Request;
import dev.plumbline.embedded.http.Response;
import dev.plumbline.embedded.http.Routes;
import java.util.List;

/** Paths that the real one has and this one refuses, or that are switched off in both. */
final class MissingApi {
    private MissingApi() {}

    static void addTo(Routes routes) {
        refuse(routes, "/api/v1/features", "features");
        refuse(routes, "/api/v1/openapi.yaml", "openapi");
        refuse(routes, "/api/v1/status/self_metrics", "self metrics");
        refuse(routes, "/api/v1/status/tsdb/blocks", "blocks");
        Handler off = request -> Answers.error(new ApiException(500, "unavailable", "search API disabled"));
        for (String what : new String[] {"metric_names", "label_names", "label_values"}) {
            routes.getOrPost("/api/v1/search/" + what, off);
        }
        routes.get("/api/v1/targets/relabel_steps", MissingApi::relabelSteps);
        routes.post("/api/v1/read", request -> Response.text(400, "snappy: corrupt input\n"));
    }

    private static void refuse(Routes routes, String path, String what) {
        routes.get(
                path,
                request ->
                        Answers.error(new ApiException(501, "unavailable", "not supported by the stand-in: " + what)));
    }

    private static Response relabelSteps(Request request) {
        for (String wanted : List.of("scrapePool", "labels")) {
            if (request.parameter(wanted).orElse("").isEmpty()) {
                return Answers.error(new ApiException(400, "bad_data", "no " + wanted + " parameter provided"));
            }
        }
        return Answers.error(new ApiException(501, "unavailable", "not supported by the stand-in: relabel steps"));
    }
}
