package dev.plumbline.embedded.grafana;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.plumbline.embedded.grafana.provision.DataSource;
import dev.plumbline.embedded.grafana.source.Backend;
import dev.plumbline.embedded.grafana.source.Health;
import dev.plumbline.embedded.grafana.source.Upstream;
import dev.plumbline.embedded.http.Request;
import dev.plumbline.embedded.http.Response;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** {@code /api/datasources}: what there is, how it is, and a way through to it. */
final class DataSourceApi {
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final String PROXY = "/api/datasources/proxy/uid/";

    private final Catalogue sources;
    private final Upstream upstream;

    DataSourceApi(Catalogue sources, Upstream upstream) {
        this.sources = sources;
        this.upstream = upstream;
    }

    Response list(Request request) {
        ArrayNode list = NODES.arrayNode();
        sources.all().forEach(s -> list.add(json(s)));
        return Response.json(200, list);
    }

    Response byUid(Request request) {
        return one(sources.byUid(request.pathVariable("uid")));
    }

    Response byName(Request request) {
        return one(sources.byName(request.pathVariable("name")));
    }

    private static Response one(Optional<DataSource> source) {
        return source.map(s -> Response.json(200, json(s))).orElseGet(DataSourceApi::notFound);
    }

    private static Response notFound() {
        return Response.json(404, Map.of("message", "Data source not found"));
    }

    private static ObjectNode json(DataSource source) {
        ObjectNode node = NODES.objectNode();
        node.put("id", source.id())
                .put("uid", source.uid())
                .put("orgId", source.orgId())
                .put("name", source.name())
                .put("type", source.type())
                .put("typeLogoUrl", "public/app/plugins/datasource/" + source.type() + "/img/logo.svg")
                .put("access", source.access())
                .put("url", source.url())
                .put("user", "")
                .put("database", "")
                .put("basicAuth", false)
                .put("isDefault", source.isDefault());
        node.set("jsonData", source.jsonData());
        ObjectNode secure = node.putObject("secureJsonFields");
        source.secureKeys().forEach(k -> secure.put(k, true));
        return node.put("version", 1).put("readOnly", !source.editable());
    }

    /** A data source without a back end cannot be asked, however well the system behind it is. */
    Response health(Request request) {
        Optional<DataSource> source = sources.byUid(request.pathVariable("uid"));
        if (source.isEmpty()) {
            return notFound();
        }
        Optional<Backend> backend = Backend.of(source.get(), upstream);
        if (backend.isEmpty()) {
            return QueryApi.problem(500, "Plugin unavailable", "plugin.unavailable");
        }
        Health health = backend.get().health();
        ObjectNode node = NODES.objectNode();
        node.put("status", health.ok() ? "OK" : "ERROR").put("message", health.message());
        health.details().ifPresent(d -> node.set("details", d));
        return Response.json(health.ok() ? 200 : 400, node);
    }

    Response proxy(Request request) {
        String rest = request.uri().getRawPath().substring(PROXY.length());
        int slash = rest.indexOf('/');
        Optional<DataSource> source = sources.byUid(slash < 0 ? rest : rest.substring(0, slash));
        if (source.isEmpty()) {
            return notFound();
        }
        return forward(request, source.get(), slash < 0 ? "" : rest.substring(slash));
    }

    /** Plugins open a part of the API behind them to the browser, for variables and suggestions. */
    Response resource(Request request) {
        Optional<DataSource> source = sources.byUid(request.pathVariable("uid"));
        if (source.isEmpty()) {
            return notFound();
        }
        String raw = request.uri().getRawPath();
        String rest = raw.substring(raw.indexOf("/resources/") + "/resources".length());
        return switch (source.get().type()) {
            case "prometheus" -> forward(request, source.get(), rest);
            case "loki" -> forward(request, source.get(), "/loki/api/v1" + rest);
            case "tempo" -> tempo(request, source.get(), rest);
            default -> QueryApi.problem(500, "Plugin unavailable", "plugin.unavailable");
        };
    }

    private Response tempo(Request request, DataSource source, String rest) {
        return switch (rest) {
            case "/tags" -> forward(request, source, "/api/v2/search/tags");
            case "/tag-values" ->
                request.parameter("tag")
                        .map(t -> forward(request, source, "/api/v2/search/tag/" + encoded(t) + "/values"))
                        .orElseGet(() -> Response.text(400, "Missing required 'tag' parameter\n"));
            default -> Response.text(404, "404 page not found\n");
        };
    }

    private static String encoded(String segment) {
        return URLEncoder.encode(segment, StandardCharsets.UTF_8).replace("+", "%20");
    }

    private Response forward(Request request, DataSource source, String path) {
        String query = request.uri().getRawQuery();
        URI target = URI.create(source.url().replaceFirst("/+$", "") + path + (query == null ? "" : "?" + query));
        Map<String, String> headers = new LinkedHashMap<>();
        for (String name : List.of("Content-Type", "Accept")) {
            request.header(name).ifPresent(value -> headers.put(name, value));
        }
        try {
            Upstream.Reply reply = upstream.forward(request.method(), target, headers, request.body());
            return Response.of(reply.status(), reply.contentType(), reply.body());
        } catch (Upstream.Unreachable e) {
            return Response.json(502, Map.of("message", "proxy error: " + e.getMessage()));
        }
    }

    Response frontendSettings(Request request) {
        ObjectNode settings = NODES.objectNode();
        ObjectNode all = settings.putObject("datasources");
        for (DataSource source : sources.all()) {
            ObjectNode node = all.putObject(source.name());
            node.put("id", source.id())
                    .put("uid", source.uid())
                    .put("type", source.type())
                    .put("name", source.name())
                    .put("isDefault", source.isDefault())
                    .put("url", PROXY + source.uid());
            JsonNode json = source.jsonData();
            node.set("jsonData", json);
            ObjectNode meta = node.putObject("meta").put("id", source.type());
            if (source.hasBackend()) {
                meta.put("backend", true);
            }
        }
        settings.put(
                "defaultDatasource",
                sources.all().stream()
                        .filter(DataSource::isDefault)
                        .map(DataSource::name)
                        .findFirst()
                        .orElse(""));
        settings.putObject("buildInfo").put("version", GrafanaProgram.VERSION).put("edition", "Open Source");
        return Response.json(200, settings);
    }
}
