package dev.plumbline.embedded.grafana;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.plumbline.contract.Answer;
import dev.plumbline.embedded.clock.ManualClock;
import dev.plumbline.embedded.launch.LaunchException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Facts of the contract's {@code grafana.md} on the server: provisioning, search, folders, forms of errors. */
class GrafanaFactsTest {
    private static final String ONE = "{name: A, uid: a, type: prometheus, url: 'http://127.0.0.1:1'}";

    @TempDir
    Path folder;

    private void sources(String entries) {
        RunningGrafana.write(folder.resolve("datasources/d.yaml"), "apiVersion: 1\n" + entries);
    }

    private void provider(String more) {
        RunningGrafana.write(
                folder.resolve("dashboards/p.yaml"),
                "apiVersion: 1\nproviders:\n  - {name: p, type: file, " + more + "}\n");
    }

    private String path() {
        return "path: '" + folder.resolve("boards") + "'";
    }

    private void board(String file, String json) {
        RunningGrafana.write(folder.resolve("boards/" + file), json);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '#',
            value = {
                "{name: B, uid: a, type: loki, url: x} # used more than once",
                "{name: B, uid: 'a b', type: loki, url: x} # invalid uid",
                "{name: B, uid: aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa, type: loki, url: x} # invalid uid",
            })
    void a_uid_that_is_taken_or_odd_stops_the_start(String second, String problem) {
        sources("datasources: [" + ONE + ", " + second + "]\n");

        assertThatThrownBy(() -> RunningGrafana.over(folder).close())
                .isInstanceOf(LaunchException.class)
                .hasMessageContaining(problem);
    }

    @Test
    void without_a_version_the_keys_of_a_file_are_in_snake_case() {
        RunningGrafana.write(
                folder.resolve("datasources/d.yaml"),
                "datasources:\n  - {name: A, uid: a, type: loki, url: x, isDefault: true, jsonData: {maxLines: 1}}\n");
        try (RunningGrafana grafana = RunningGrafana.over(folder)) {
            JsonNode source = grafana.get("/api/datasources/uid/a").body();
            assertThat(source.path("isDefault").asBoolean()).isFalse();
            assertThat(source.path("jsonData")).isEmpty();
        }
    }

    @Test
    void a_stored_data_source_keeps_its_uid_unless_it_is_deleted_first() {
        sources("datasources: [" + ONE + "]\n");
        String reload = "/api/admin/provisioning/datasources/reload";
        try (RunningGrafana grafana = RunningGrafana.over(folder)) {
            sources("datasources: [" + ONE.replace("uid: a", "uid: b") + "]\n");
            Answer refused = grafana.post(reload, "");
            assertThat(refused.status()).isEqualTo(500);
            assertThat(refused.body().path("message").asText()).endsWith("data source not found");
            assertThat(grafana.get("/api/datasources/uid/a").status()).isEqualTo(200);

            sources("deleteDatasources: [{name: A, orgId: 1}]\ndatasources: [" + ONE.replace("uid: a", "uid: b")
                    + "]\n");
            assertThat(grafana.post(reload, "").body().path("message").asText())
                    .isEqualTo("Datasources config reloaded");
            assertThat(grafana.get("/api/datasources/uid/a").status()).isEqualTo(404);
            assertThat(grafana.get("/api/datasources/uid/b").status()).isEqualTo(200);
        }
    }

    @Test
    void folders_of_files_and_a_folder_of_the_provider_exclude_each_other() {
        provider("folder: F, options: {foldersFromFilesStructure: true, " + path() + "}");

        assertThatThrownBy(() -> RunningGrafana.over(folder).close()).isInstanceOf(LaunchException.class);
    }

    @Test
    void a_missing_folder_and_what_is_no_dashboard_are_only_logged() {
        provider("options: {" + path() + "}");
        try (RunningGrafana grafana = RunningGrafana.over(folder)) {
            assertThat(grafana.get("/api/search").body()).isEmpty();
            assertThat(grafana.log()).anyMatch(l -> l.contains("failed to walk provisioned dashboards"));
        }
        board("wrapped.json", "{\"dashboard\": {\"title\": \"A\"}}");
        board("untitled.json", "{\"uid\": \"u\", \"title\": \"\"}");
        board("bare-v2.json", "{\"title\": \"B\", \"elements\": {}, \"layout\": {}}");
        board(".hidden/h.json", "{\"uid\": \"h\", \"title\": \"H\"}");
        try (RunningGrafana grafana = RunningGrafana.over(folder)) {
            assertThat(grafana.get("/api/search").body()).isEmpty();
            assertThat(grafana.log())
                    .filteredOn(l -> l.contains("failed to load dashboard from"))
                    .hasSize(3)
                    .anyMatch(l -> l.contains("dashboard appears to be in v2 format"));
        }
    }

    @ParameterizedTest
    @CsvSource({"false, 404", "true, 200"})
    void a_dashboard_goes_with_its_file_unless_deletion_is_disabled(boolean disabled, int status) throws IOException {
        provider("disableDeletion: " + disabled + ", options: {" + path() + "}");
        board("a.json", "{\"uid\": \"a\", \"title\": \"A\", \"id\": 7, \"version\": 9}");
        board("b.json", "{\"uid\": \"b\", \"title\": \"B\"}");
        try (RunningGrafana grafana = RunningGrafana.over(folder)) {
            JsonNode stored = grafana.get("/api/dashboards/uid/a").body().path("dashboard");
            assertThat(stored.path("version").asInt()).isEqualTo(1);
            Files.delete(folder.resolve("boards/a.json"));
            grafana.post("/api/admin/provisioning/dashboards/reload", "");
            assertThat(grafana.get("/api/dashboards/uid/a").status()).isEqualTo(status);
        }
    }

    @Test
    void a_title_twice_in_a_folder_is_warned_of() {
        provider("options: {" + path() + "}");
        board("a.json", "{\"uid\": \"a\", \"title\": \"Same\"}");
        board("b.json", "{\"uid\": \"b\", \"title\": \"Same\"}");
        ManualClock time = new ManualClock(Instant.parse("2026-01-15T10:00:00Z"));
        try (RunningGrafana grafana = RunningGrafana.over(folder, Map.of(), time)) {
            time.advance(Duration.ofSeconds(31));
            grafana.post("/api/admin/provisioning/dashboards/reload", "");
            assertThat(grafana.log()).anyMatch(l -> l.contains("dashboard title is not unique in folder"));
        }
    }

    @Test
    void search_finds_by_words_tags_uids_and_folders_page_by_page() {
        provider("folder: Team, folderUid: team, options: {" + path() + "}");
        board("a.json", "{\"uid\": \"a\", \"title\": \"Alpha one\", \"tags\": [\"x\", \"y\"]}");
        board("b.json", "{\"uid\": \"b\", \"title\": \"Beta one\", \"tags\": [\"x\"]}");
        try (RunningGrafana grafana = RunningGrafana.over(folder)) {
            assertThat(found(grafana, "type=dash-db")).isEqualTo("a b ");
            assertThat(found(grafana, "type=dash-folder")).isEqualTo("team ");
            assertThat(found(grafana, "query=ALPHA")).isEqualTo("a ");
            assertThat(found(grafana, "tag=x&tag=y")).contains("a ").doesNotContain("b ");
            assertThat(found(grafana, "dashboardUIDs=b")).isEqualTo("b ");
            assertThat(found(grafana, "type=dash-db&folderUIDs=team")).isEqualTo("a b ");
            assertThat(found(grafana, "type=dash-db&limit=1&page=2")).isEqualTo("b ");
            JsonNode hit = grafana.get("/api/search?query=alpha").body().path(0);
            assertThat(hit.path("folderUid").asText()).isEqualTo("team");
            assertThat(hit.path("folderTitle").asText()).isEqualTo("Team");
            assertThat(grafana.get("/api/folders").body().path(0).path("uid").asText())
                    .isEqualTo("team");
            String folders = "/apis/folder.grafana.app/v1/namespaces/default/folders";
            assertThat(grafana.get(folders).body().at("/items/0/metadata/name").asText())
                    .isEqualTo("team");
            String boards = "/apis/dashboard.grafana.app/v1beta1/namespaces/default/dashboards";
            assertThat(grafana.get(boards).body().at("/items/0/metadata/name").asText())
                    .isEqualTo("a");
        }
    }

    private static String found(RunningGrafana grafana, String query) {
        StringBuilder uids = new StringBuilder();
        grafana.get("/api/search?" + query)
                .body()
                .forEach(hit -> uids.append(hit.path("uid").asText()).append(' '));
        return uids.toString();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"from\": \"now-1h\", \"to\": \"now\", \"queries\": [{\"refId\": \"A\"}]} | query.invalidDatasourceId",
                "{\"from\": \"now-1h\", \"to\": \"now\", \"queries\": [{\"refId\": \"A\", \"datasource\": {\"uid\": \"a\"}}, {\"refId\": \"A\", \"datasource\": {\"uid\": \"a\"}}]} | query.duplicateRefId",
                "{\"from\": 1, \"to\": 2, \"queries\": []} | ''",
            })
    void a_request_that_cannot_be_split_into_queries_is_a_400(String body, String id) {
        sources("datasources: [" + ONE + "]\n");
        try (RunningGrafana grafana = RunningGrafana.over(folder)) {
            Answer answer = grafana.post("/api/ds/query", body);
            assertThat(answer.status()).isEqualTo(400);
            assertThat(answer.body().path("messageId").asText()).isEqualTo(id);
        }
    }

    @Test
    void one_system_that_is_gone_makes_the_batch_a_400_and_its_own_part_a_502() {
        sources("datasources: [" + ONE + "]\n");
        String body = "{\"from\": \"now-1h\", \"to\": \"now\", \"queries\": ["
                + "{\"refId\": \"A\", \"expr\": \"up\", \"datasource\": {\"uid\": \"a\"}}]}";
        try (RunningGrafana grafana = RunningGrafana.over(folder)) {
            Answer answer = grafana.post("/api/ds/query", body);
            assertThat(answer.status()).isEqualTo(400);
            JsonNode part = answer.body().at("/results/A");
            assertThat(part.path("status").asInt()).isEqualTo(502);
            assertThat(part.path("errorSource").asText()).isEqualTo("downstream");
            assertThat(part.path("frames")).isEmpty();
        }
    }

    @Test
    void what_is_not_there_is_a_404_that_says_so() {
        try (RunningGrafana grafana = RunningGrafana.over(folder)) {
            assertThat(grafana.get("/api/dashboards/uid/x")
                            .body()
                            .path("message")
                            .asText())
                    .isEqualTo("Dashboard not found");
            assertThat(grafana.get("/api/datasources/uid/x")
                            .body()
                            .path("message")
                            .asText())
                    .isEqualTo("Data source not found");
            assertThat(grafana.get("/api/datasources/1").status()).isEqualTo(404);
            assertThat(grafana.get("/api/health").body().path("database").asText())
                    .isEqualTo("ok");
        }
    }
}
