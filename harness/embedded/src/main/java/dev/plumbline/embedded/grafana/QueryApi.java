package dev.plumbline.embedded.grafana;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.plumbline.embedded.grafana.provision.DataSource;
import dev.plumbline.embedded.grafana.source.Backend;
import dev.plumbline.embedded.grafana.source.Query;
import dev.plumbline.embedded.grafana.source.RequestException;
import dev.plumbline.embedded.grafana.source.Result;
import dev.plumbline.embedded.grafana.source.Upstream;
import dev.plumbline.embedded.http.Request;
import dev.plumbline.embedded.http.Response;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** {@code POST /api/ds/query}: hands each query to its data source's back end and collects the frames. */
final class QueryApi {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final Catalogue sources;
    private final Upstream upstream;
    private final Clock clock;

    QueryApi(Catalogue sources, Upstream upstream, Clock clock) {
        this.sources = sources;
        this.upstream = upstream;
        this.clock = clock;
    }

    Response answer(Request request) {
        JsonNode body;
        try {
            body = JSON.readTree(request.text());
        } catch (JsonProcessingException e) {
            return Response.json(400, Map.of("message", "bad request data"));
        }
        if (body == null
                || !body.isObject()
                || body.path("from").isNumber()
                || body.path("to").isNumber()) {
            return Response.json(400, Map.of("message", "bad request data"));
        }
        if (body.path("queries").isEmpty()) {
            return problem(400, "No queries found", "query.noQueries");
        }
        Map<DataSource, List<Query>> groups = new LinkedHashMap<>();
        List<String> refIds = new ArrayList<>();
        for (JsonNode model : body.path("queries")) {
            JsonNode source = model.path("datasource");
            String uid = source.isObject() ? source.path("uid").asText("") : source.asText("");
            String refId = model.path("refId").asText("A");
            if (refIds.contains(refId)) {
                return problem(400, "Multiple queries using the same RefId is not allowed ", "query.duplicateRefId");
            }
            refIds.add(refId);
            if (uid.equals("__expr__") || source.path("type").asText().equals("__expr__")) {
                return Response.json(
                        400, Map.of("message", "the stand-in does not support server side expressions (__expr__)"));
            }
            if (uid.isEmpty()) {
                return problem(
                        400, "Query does not contain a valid data source identifier", "query.invalidDatasourceId");
            }
            Optional<DataSource> found = sources.byUid(uid);
            if (found.isEmpty()) {
                return Response.json(404, Map.of("message", "Data source not found"));
            }
            Optional<Query> query = query(refId, model, body);
            if (query.isEmpty()) {
                return problem(400, "Query time range is not valid", "query.invalidTimeRange");
            }
            groups.computeIfAbsent(found.get(), s -> new ArrayList<>()).add(query.get());
        }
        return run(groups);
    }

    private Optional<Query> query(String refId, JsonNode model, JsonNode body) {
        JsonNode range = model.has("timeRange") ? model.path("timeRange") : body;
        Optional<Long> from = Moment.millis(range.path("from").asText(""), clock.instant());
        Optional<Long> to = Moment.millis(range.path("to").asText(""), clock.instant());
        return from.isPresent() && to.isPresent()
                ? Optional.of(new Query(refId, from.get(), to.get(), model))
                : Optional.empty();
    }

    private Response run(Map<DataSource, List<Query>> groups) {
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        ObjectNode results = body.putObject("results");
        boolean failed = false;
        for (Map.Entry<DataSource, List<Query>> group : groups.entrySet()) {
            Optional<Backend> backend = Backend.of(group.getKey(), upstream);
            if (backend.isEmpty()) {
                return problem(500, "Plugin unavailable", "plugin.unavailable");
            }
            try {
                for (Map.Entry<String, Result> one :
                        backend.get().query(group.getValue()).entrySet()) {
                    results.set(one.getKey(), one.getValue().json());
                    failed |= one.getValue().isFailed();
                }
            } catch (RequestException e) {
                return Response.json(
                        500,
                        JsonNodeFactory.instance
                                .objectNode()
                                .put("error", e.getMessage())
                                .put("message", "An error occurred within the plugin")
                                .put("messageId", "plugin.requestFailureError")
                                .put("statusCode", 500)
                                .put("traceID", ""));
            }
        }
        return Response.json(failed ? 400 : 200, body);
    }

    static Response problem(int status, String message, String id) {
        return Response.json(
                status,
                JsonNodeFactory.instance
                        .objectNode()
                        .put("message", message)
                        .put("messageId", id)
                        .put("statusCode", status)
                        .put("traceID", ""));
    }
}
