package dev.plumbline.embedded.grafana;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.plumbline.contract.Answer;
import dev.plumbline.embedded.clock.ManualClock;
import dev.plumbline.embedded.launch.LaunchException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GrafanaProgramTest {
    private static final String TWO_DEFAULTS = """
            apiVersion: 1
            datasources:
              - {name: A, type: prometheus, url: "http://127.0.0.1:1", isDefault: true}
              - {name: B, type: loki, url: "http://127.0.0.1:1", isDefault: true}
            """;
    private static final String SOURCES = """
            apiVersion: 1
            datasources:
              - name: Prometheus
                type: prometheus
                url: http://127.0.0.1:1
                isDefault: true
                jsonData: {note: "$${__value.raw} $__env{PLACE} ${PLACE} $MISSING."}
              - {name: Alerts, uid: alerts, type: alertmanager, url: "http://127.0.0.1:1"}
            """;

    @TempDir
    Path folder;

    private void sources(String yaml) {
        RunningGrafana.write(folder.resolve("datasources/d.yaml"), yaml);
    }

    private void dashboards() {
        RunningGrafana.write(
                folder.resolve("dashboards/p.yaml"),
                "apiVersion: 1\nproviders:\n  - {name: p, type: file, options: {path: '" + folder.resolve("boards")
                        + "'}}\n");
    }

    private void board(String file, String json) {
        RunningGrafana.write(folder.resolve("boards/" + file), json);
    }

    @Test
    void two_default_data_sources_stop_the_start() {
        sources(TWO_DEFAULTS);
        assertThatThrownBy(() -> RunningGrafana.over(folder).close())
                .isInstanceOf(LaunchException.class)
                .hasMessageContaining("Only one datasource per organization can be marked as default");
    }

    @Test
    void an_unknown_variable_is_an_error_that_names_the_nearest_one() {
        assertThatThrownBy(
                        () -> RunningGrafana.over(folder, Map.of("GF_AUTH_ANONYMOUS_ENABLE", "true"), Clock.systemUTC())
                                .close())
                .hasMessage("grafana: the stand-in does not know the variable GF_AUTH_ANONYMOUS_ENABLE;"
                        + " the nearest it knows is GF_AUTH_ANONYMOUS_ENABLED");
    }

    @Test
    void a_data_source_without_uid_gets_the_one_grafana_makes_up_and_its_settings_are_interpolated() {
        sources(SOURCES);
        try (RunningGrafana grafana = RunningGrafana.over(folder, Map.of("PLACE", "here"), Clock.systemUTC())) {
            JsonNode source =
                    grafana.get("/api/datasources/uid/PBFA97CFB590B2093").body();
            assertThat(source.path("jsonData").path("note").asText()).isEqualTo("${__value.raw} here here .");
            assertThat(source.path("readOnly").asBoolean()).isTrue();
            assertThat(grafana.get("/api/datasources/uid/nobody").status()).isEqualTo(404);
        }
    }

    @Test
    void an_alertmanager_has_no_back_end_to_ask_for_its_health() {
        sources(SOURCES);
        try (RunningGrafana grafana = RunningGrafana.over(folder)) {
            Answer answer = grafana.get("/api/datasources/uid/alerts/health");
            assertThat(answer.status()).isEqualTo(500);
            assertThat(answer.body().path("messageId").asText()).isEqualTo("plugin.unavailable");
        }
    }

    @Test
    void one_unknown_data_source_is_a_404_for_the_whole_batch_and_no_query_a_400() {
        sources(SOURCES);
        String batch = """
                {"from":"now-1h","to":"now","queries":[
                  {"refId":"A","datasource":{"uid":"PBFA97CFB590B2093"},"expr":"up"},
                  {"refId":"B","datasource":{"uid":"nobody"},"expr":"up"}]}""";
        try (RunningGrafana grafana = RunningGrafana.over(folder)) {
            assertThat(grafana.post("/api/ds/query", batch).status()).isEqualTo(404);
            Answer none = grafana.post("/api/ds/query", "{\"from\":\"now-1h\",\"to\":\"now\",\"queries\":[]}");
            assertThat(none.status()).isEqualTo(400);
            assertThat(none.body().path("messageId").asText()).isEqualTo("query.noQueries");
            assertThat(grafana.post("/api/ds/query", "{").status()).isEqualTo(400);
        }
    }

    @Test
    void a_bad_dashboard_is_only_logged() {
        dashboards();
        board("good.json", "{\"uid\":\"good\",\"title\":\"Good\",\"tags\":[\"t\"]}");
        board("bad.json", "{\"uid\":");
        try (RunningGrafana grafana = RunningGrafana.over(folder)) {
            JsonNode found = grafana.get("/api/search?type=dash-db").body();
            assertThat(found).hasSize(1);
            assertThat(found.path(0).path("url").asText()).isEqualTo("/d/good/good");
            JsonNode meta = grafana.get("/api/dashboards/uid/good").body().path("meta");
            assertThat(meta.path("provisionedExternalId").asText()).isEqualTo("good.json");
            assertThat(grafana.log())
                    .anyMatch(l -> l.contains("failed to load dashboard from") && l.contains("bad.json"));
        }
    }

    @Test
    void a_duplicate_uid_freezes_the_provider_after_a_good_first_import() {
        dashboards();
        board("a.json", "{\"uid\":\"one\",\"title\":\"A\"}");
        board("b.json", "{\"uid\":\"one\",\"title\":\"B\"}");
        ManualClock time = new ManualClock(Instant.parse("2026-01-15T10:00:00Z"));
        try (RunningGrafana grafana = RunningGrafana.over(folder, Map.of(), time)) {
            assertThat(grafana.get("/api/dashboards/uid/one").status()).isEqualTo(200);
            board("c.json", "{\"uid\":\"two\",\"title\":\"C\"}");
            reload(grafana);
            assertThat(grafana.get("/api/dashboards/uid/two").status()).isEqualTo(200);

            time.advance(Duration.ofSeconds(30));
            board("d.json", "{\"uid\":\"three\",\"title\":\"D\"}");
            reload(grafana);
            assertThat(grafana.get("/api/dashboards/uid/three").status()).isEqualTo(404);
            assertThat(grafana.log())
                    .anyMatch(l -> l.contains("the same UID is used more than once"))
                    .anyMatch(l -> l.contains("Not saving new dashboard due to restricted database access"));
        }
    }

    private static void reload(RunningGrafana grafana) {
        assertThat(grafana.post("/api/admin/provisioning/dashboards/reload", "").status())
                .isEqualTo(200);
    }

    @Test
    void a_v2_dashboard_is_refused_by_the_old_api_and_shown_by_the_new_one() {
        dashboards();
        board("new.json", """
                {"apiVersion":"dashboard.grafana.app/v2","kind":"Dashboard","metadata":{"name":"new"},
                 "spec":{"title":"New","elements":{},"layout":{}}}""");
        try (RunningGrafana grafana = RunningGrafana.over(folder)) {
            assertThat(grafana.get("/api/dashboards/uid/new").status()).isEqualTo(406);
            JsonNode resource = grafana.get("/apis/dashboard.grafana.app/v1/namespaces/default/dashboards/new")
                    .body();
            assertThat(resource.path("spec").path("title").asText()).isEqualTo("New");
        }
    }

    @Test
    void callers_are_told_apart_by_password_and_token() {
        sources(SOURCES);
        String good = "Basic " + encoded("admin:admin");
        try (RunningGrafana grafana =
                RunningGrafana.over(folder, Map.of("GF_AUTH_ANONYMOUS_ENABLED", "false"), Clock.systemUTC())) {
            assertThat(grafana.get("/api/health").status()).isEqualTo(200);
            assertThat(grafana.get("/api/datasources").body().path("messageId").asText())
                    .isEqualTo("auth.unauthorized");
            assertThat(grafana.get("/api/datasources", "Authorization", good).status())
                    .isEqualTo(200);
            assertThat(grafana.get("/api/datasources", "Authorization", "Basic " + encoded("admin:no"))
                            .body()
                            .path("messageId")
                            .asText())
                    .isEqualTo("password-auth.failed");
            assertThat(grafana.get("/api/datasources", "Authorization", "Bearer x")
                            .status())
                    .isEqualTo(401);
        }
    }

    @Test
    void an_anonymous_viewer_may_not_list_data_sources() {
        sources(SOURCES);
        try (RunningGrafana grafana =
                RunningGrafana.over(folder, Map.of("GF_AUTH_ANONYMOUS_ORG_ROLE", "Viewer"), Clock.systemUTC())) {
            assertThat(grafana.get("/api/datasources").status()).isEqualTo(403);
            assertThat(grafana.get("/api/search").status()).isEqualTo(200);
        }
    }

    private static String encoded(String pair) {
        return Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
    }
}
