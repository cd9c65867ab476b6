package dev.plumbline.steps;

import static dev.plumbline.harness.stack.Service.GRAFANA;
import static dev.plumbline.harness.stack.Service.PROMETHEUS;
import static dev.plumbline.harness.stack.Service.WORKLOAD;
import static dev.plumbline.steps.Telling.IN_VAIN;
import static dev.plumbline.steps.Telling.PATIENT;
import static dev.plumbline.steps.Telling.fails;

import dev.plumbline.harness.failure.ConfigurationFailure;
import dev.plumbline.harness.failure.ExpectationFailure;
import dev.plumbline.harness.failure.PipelineFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The steps about dashboards, before a Grafana that lies as a broken one would. */
final class DashboardStepsTest {
    private static final String UID = "one-board";
    private static final String BOARD = """
            {"uid":"one-board","title":"One","panels":[
              {"title":"lines","type":"logs","datasource":{"uid":"loki"},"targets":[{"refId":"A","expr":"{a=\\"b\\"}"}]},
              {"title":"state","type":"stat","datasource":{"uid":"prom"},"targets":[{"refId":"A","expr":"up"}]}]}""";

    @TempDir
    Path root;

    private final LyingStack stack = new LyingStack();
    private final Emitted emitted = new Emitted();

    private World world() {
        return stack.world(root);
    }

    private DashboardSteps steps() {
        return new DashboardSteps(world(), emitted);
    }

    @BeforeEach
    void serve() throws IOException {
        Files.createDirectories(root.resolve("config/grafana/dashboards"));
        Files.writeString(root.resolve("config/grafana/dashboards/one-board.json"), BOARD);
        Files.writeString(root.resolve("config/grafana/expected-empty.yaml"), "[]\n");
        stack.says(GRAFANA, "/api/datasources", """
                [{"uid":"loki","type":"loki","name":"Loki","jsonData":{}},
                 {"uid":"prom","type":"prometheus","name":"Prometheus","jsonData":{}}]""");
        stack.says(GRAFANA, "/api/search", "[{\"uid\":\"one-board\"}]");
        served(BOARD, true);
        stack.says(GRAFANA, "/api/ds/query", frame("1"));
    }

    @AfterEach
    void close() {
        stack.close();
    }

    private void served(String board, boolean provisioned) {
        stack.says(
                GRAFANA,
                "/api/dashboards/uid/one-board",
                "{\"meta\":{\"provisioned\":" + provisioned + "},\"dashboard\":" + board + "}");
    }

    private static String frame(String value) {
        return "{\"results\":{\"A\":{\"status\":200,\"frames\":[{\"schema\":{\"fields\":[{\"type\":\"time\"},"
                + "{\"type\":\"number\"}]},\"data\":{\"values\":[[1],[" + value + "]]}}]}}}";
    }

    @Test
    @SeenFailing("grafana_serves_these_dashboards")
    void a_dashboard_that_is_not_the_one_of_the_file_is_told() {
        steps().grafana_serves_these_dashboards(PATIENT, List.of(UID));

        served(BOARD.replace("lines", "no lines"), true);
        fails(
                () -> steps().grafana_serves_these_dashboards(PATIENT, List.of(UID)),
                ExpectationFailure.class,
                "dashboard one-board is not the one of the file; they differ in [panels]");
        served(BOARD, false);
        fails(
                () -> steps().grafana_serves_these_dashboards(PATIENT, List.of(UID)),
                ExpectationFailure.class,
                "dashboard one-board is served, but not from a file");
        stack.says(GRAFANA, "/api/dashboards/uid/one-board", 404, question -> "{}");
        fails(
                () -> steps().grafana_serves_these_dashboards(IN_VAIN, List.of(UID)),
                ExpectationFailure.class,
                "dashboard one-board is served: not within ");
    }

    @Test
    @SeenFailing("grafana_reports_no_provisioning_error")
    void an_error_that_grafana_only_logs_is_told() throws IOException {
        stack.logs("logger=provisioning level=error msg=\"open /etc/plugins: no such file or directory\"");
        steps().grafana_reports_no_provisioning_error();

        stack.logs("logger=provisioning.dashboard level=error msg=\"failed to load dashboard from\"");
        fails(
                steps()::grafana_reports_no_provisioning_error,
                ConfigurationFailure.class,
                "Grafana reports errors while provisioning: logger=provisioning.dashboard");
    }

    @Test
    @SeenFailing("every_query_returns_data")
    void a_batch_that_answers_200_and_shows_nothing_is_empty() {
        DashboardSteps steps = steps();
        steps.the_dashboard_is_opened(UID);
        steps.every_query_returns_data(PATIENT);

        stack.says(GRAFANA, "/api/ds/query", 400, question -> frame("1"));
        steps.every_query_returns_data(PATIENT);

        stack.says(GRAFANA, "/api/ds/query", frame("null"));
        fails(() -> steps.every_query_returns_data(IN_VAIN), PipelineFailure.class, "");
    }

    @Test
    @SeenFailing("a_log_panel_shows_those_lines")
    void a_log_panel_that_shows_other_lines_does_not_show_these() {
        World world = world();
        stack.says(WORKLOAD, "/lines", "{}");
        new LogSteps(world, emitted).a_service_has_written_error_lines("checkout", 1);
        DashboardSteps steps = new DashboardSteps(world, emitted);
        steps.the_dashboard_is_opened(UID);
        stack.says(GRAFANA, "/api/ds/query", frame("\"stamp=" + world.stamp() + "xcheckoutstderr n=1\""));
        steps.a_log_panel_shows_those_lines(PATIENT);

        stack.says(GRAFANA, "/api/ds/query", frame("\"stamp=another n=1\""));
        fails(
                () -> steps.a_log_panel_shows_those_lines(IN_VAIN),
                PipelineFailure.class,
                "a log panel of one-board shows a line of this scenario: not within ");
    }

    @Test
    @SeenFailing("a_status_panel_shows_every_component")
    void a_status_panel_that_leaves_a_component_out_or_shows_it_down_is_told() {
        stack.says(PROMETHEUS, "/api/v1/query", """
                {"data":{"result":[{"metric":{},"value":[1,"1"]}]}}""");
        steps().a_status_panel_shows_every_component(UID);

        stack.says(GRAFANA, "/api/ds/query", frame("0"));
        fails(
                () -> steps().a_status_panel_shows_every_component(UID),
                ExpectationFailure.class,
                "panel 'state', query A shows 0 components up and 1 down; Prometheus scrapes 1");
        stack.says(GRAFANA, "/api/ds/query", frame("1"));
        stack.says(PROMETHEUS, "/api/v1/query", """
                {"data":{"result":[{"metric":{},"value":[1,"2"]}]}}""");
        fails(
                () -> steps().a_status_panel_shows_every_component(UID),
                ExpectationFailure.class,
                "panel 'state', query A shows 1 components up and 0 down; Prometheus scrapes 2");
        served(BOARD.replace("\"up\"", "\"down\""), true);
        fails(
                () -> steps().a_status_panel_shows_every_component(UID),
                ExpectationFailure.class,
                "dashboard one-board has no panel that charts 'up' of every component");
    }

    @Test
    @SeenFailing("every_data_source_exists")
    void a_data_source_that_grafana_does_not_have_is_told() {
        steps().every_data_source_exists();

        served(BOARD.replace("\"prom\"", "\"prom-2\""), true);
        fails(
                () -> steps().every_data_source_exists(),
                ConfigurationFailure.class,
                "dashboard one-board.panels[1].datasource names data source 'prom-2', which Grafana does not have");
    }

    @Test
    @SeenFailing("every_data_source_is_healthy")
    void an_ill_data_source_is_told_and_one_that_cannot_be_asked_is_not_called_ill() {
        String unavailable = "{\"messageId\":\"plugin.unavailable\",\"message\":\"Plugin unavailable\"}";
        stack.says(GRAFANA, "/api/datasources/uid/loki/health", 500, question -> unavailable);
        stack.says(GRAFANA, "/api/datasources/uid/prom/health", "{\"status\":\"OK\",\"message\":\"fine\"}");
        steps().every_data_source_is_healthy();

        stack.says(
                GRAFANA,
                "/api/datasources/uid/prom/health",
                400,
                question -> "{\"status\":\"ERROR\",\"message\":\"refused\"}");
        fails(() -> steps().every_data_source_is_healthy(), PipelineFailure.class, "data source prom: refused");
        stack.says(GRAFANA, "/api/datasources/uid/prom/health", 500, question -> unavailable);
        fails(
                () -> steps().every_data_source_is_healthy(),
                PipelineFailure.class,
                "Grafana can check none of its data sources");
    }
}
