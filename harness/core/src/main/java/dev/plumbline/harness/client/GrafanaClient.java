package dev.plumbline.harness.client;

import com.fasterxml.jackson.databind.JsonNode;
import dev.plumbline.harness.grafana.KnownSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Asks Grafana. */
public final class GrafanaClient {
    private final Http http;

    public GrafanaClient(Http http) {
        this.http = http;
    }

    /**
     * A data source that Grafana has.
     *
     * @param uid its uid
     * @param name its name
     * @param type plugin id, such as {@code prometheus}
     * @param provisioned whether it comes from a file
     * @param jsonData its settings, secrets left out
     */
    public record DataSource(String uid, String name, String type, boolean provisioned, JsonNode jsonData) {}

    /** Returns Grafana's version, as it reports it itself. */
    public String version() {
        return http.get("/api/health").json().path("version").asText();
    }

    /**
     * Returns a dashboard.
     *
     * @return the API's answer with {@code dashboard} and {@code meta}, or empty if there is none of that uid
     * @throws UnexpectedAnswer on any status but 200 and 404
     */
    public Optional<JsonNode> dashboard(String uid) {
        Reply reply = http.get("/api/dashboards/uid/" + uid);
        return reply.status() == 404 ? Optional.empty() : Optional.of(reply.json());
    }

    /** Returns the uids of all dashboards. */
    public List<String> dashboardUids() {
        List<String> uids = new ArrayList<>();
        http.get("/api/search", Map.of("type", "dash-db", "limit", "5000"))
                .json()
                .forEach(d -> uids.add(d.path("uid").asText()));
        return uids;
    }

    /** Returns all data sources. */
    public List<DataSource> dataSources() {
        List<DataSource> all = new ArrayList<>();
        http.get("/api/datasources").json().forEach(d -> all.add(dataSource(d)));
        return all;
    }

    /** Returns what the browser knows of the data sources. */
    public List<KnownSource> knownSources() {
        List<KnownSource> all = new ArrayList<>();
        http.get("/api/datasources").json().forEach(d -> all.add(KnownSource.of(d)));
        return all;
    }

    /** Returns the data source of that uid, with its settings. */
    public Optional<DataSource> dataSource(String uid) {
        Reply reply = http.get("/api/datasources/uid/" + uid);
        return reply.status() == 404 ? Optional.empty() : Optional.of(dataSource(reply.json()));
    }

    private static DataSource dataSource(JsonNode d) {
        return new DataSource(
                d.path("uid").asText(),
                d.path("name").asText(),
                d.path("type").asText(),
                d.path("readOnly").asBoolean(),
                d.path("jsonData"));
    }

    /**
     * How a data source is, as Grafana's health check finds it.
     *
     * @param checkable false where the plugin has no back end, so that Grafana cannot tell: a healthy Alertmanager
     *     answers 500 {@code plugin.unavailable}
     * @param healthy whether the check succeeded
     * @param message what the check said
     */
    public record Health(boolean checkable, boolean healthy, String message) {}

    /** Has Grafana check a data source. */
    public Health health(String uid) {
        Reply reply = http.get("/api/datasources/uid/" + uid + "/health");
        JsonNode body = reply.anyJson();
        boolean checkable = !body.path("messageId").asText().equals("plugin.unavailable");
        return new Health(checkable, reply.isOk(), body.path("message").asText(reply.shortBody()));
    }

    /**
     * Runs queries as a panel does.
     *
     * <p>One failing query turns the answer of the whole batch into a 400, so callers send one refId at a time or judge
     * each refId of the body.
     *
     * @param body of {@code POST /api/ds/query}
     * @return the answer, whatever its status
     */
    public Reply query(JsonNode body) {
        return http.post("/api/ds/query", body.toString());
    }

    /**
     * Asks a data source through Grafana's proxy.
     *
     * @param uid of the data source
     * @param path of the data source's own API
     * @param parameters query parameters, not yet encoded
     */
    public Reply proxy(String uid, String path, Map<String, String> parameters) {
        return http.get("/api/datasources/proxy/uid/" + uid + path, parameters);
    }
}
