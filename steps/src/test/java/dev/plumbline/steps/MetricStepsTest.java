package dev.plumbline.steps;

import static dev.plumbline.harness.stack.Service.ALERTMANAGER;
import static dev.plumbline.harness.stack.Service.LOKI;
import static dev.plumbline.harness.stack.Service.OTEL_COLLECTOR;
import static dev.plumbline.harness.stack.Service.PROMETHEUS;
import static dev.plumbline.harness.stack.Service.WORKLOAD;
import static dev.plumbline.steps.Telling.IN_VAIN;
import static dev.plumbline.steps.Telling.PATIENT;
import static dev.plumbline.steps.Telling.fails;

import dev.plumbline.harness.failure.ExpectationFailure;
import dev.plumbline.harness.failure.InfrastructureFailure;
import dev.plumbline.harness.failure.PipelineFailure;
import dev.plumbline.harness.stack.Service;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The steps about readiness, metrics and alerts, before services that lie as broken ones would. */
final class MetricStepsTest {
    private static final String JOB_LOKI = "job loki is scraped: ";
    private static final List<Map<String, String>> ROWS = List.of(Map.of("job", "loki", "series", "loki_lines"));

    private final LyingStack stack = new LyingStack();
    private final World world = stack.world(Path.of("."));
    private final MetricSteps steps = new MetricSteps(world);
    private final AlertSteps alerts = new AlertSteps(world);

    private String own = "1";
    private String renamed = "";
    private String up = "1";
    private long age;

    @AfterEach
    void close() {
        stack.close();
    }

    @BeforeEach
    void scrape() {
        stack.says(PROMETHEUS, "/api/v1/status/config", """
                {"data":{"yaml":"global:\\n  scrape_interval: 1m\\n"}}""");
        targets("loki", "up");
        stack.says(PROMETHEUS, "/api/v1/query", 200, this::sample);
    }

    private String sample(String question) {
        if (question.contains("exported_job!=")) {
            return vector(renamed, "\"exported_job\":\"a/b\"");
        }
        if (question.contains("up{")) {
            long time = Instant.now().getEpochSecond() - age;
            return "{\"data\":{\"resultType\":\"matrix\",\"result\":[{\"metric\":{},\"values\":[[" + time + ",\"" + up
                    + "\"]]}]}}";
        }
        return vector(own, "");
    }

    private static String vector(String value, String labels) {
        return "{\"data\":{\"resultType\":\"vector\",\"result\":["
                + (value.isEmpty() ? "" : "{\"metric\":{" + labels + "},\"value\":[1,\"" + value + "\"]}") + "]}}";
    }

    private void targets(String job, String health) {
        stack.says(PROMETHEUS, "/api/v1/targets", """
                {"data":{"activeTargets":[{"labels":{"job":"%s","instance":"i"},"health":"%s","lastError":"e"}]}}""".formatted(job, health));
    }

    private void isMissed() {
        fails(() -> steps.these_jobs_are_up(IN_VAIN, ROWS), PipelineFailure.class, JOB_LOKI);
    }

    @Test
    @SeenFailing("these_jobs_are_up")
    void a_job_is_up_fresh_under_its_own_labels_and_has_series_of_its_own() {
        steps.these_jobs_are_up(PATIENT, ROWS);

        own = "";
        isMissed();
        own = "1";
        renamed = "1";
        isMissed();
        renamed = "";
        up = "0";
        isMissed();
        up = "1";
        age = 3600;
        isMissed();
        age = 0;
        targets("loki", "down");
        isMissed();
        targets("another", "up");
        isMissed();
    }

    @Test
    @SeenFailing("no_other_scrape_job_is_down")
    void another_job_that_is_down_is_told() {
        steps.no_other_scrape_job_is_down();

        targets("another", "unknown");
        fails(
                steps::no_other_scrape_job_is_down,
                PipelineFailure.class,
                "other scrape jobs are down: [Target[job=another");
    }

    @Test
    @SeenFailing("prometheus_holds_the_probe")
    void a_probe_has_the_value_that_it_was_set_to() {
        stack.says(WORKLOAD, "/metrics", "{}");
        steps.the_workload_sets_its_probe(42.5);
        own = "42.5";
        steps.prometheus_holds_the_probe(42.5, PATIENT);

        own = "42.4";
        fails(
                () -> steps.prometheus_holds_the_probe(42.5, PATIENT),
                ExpectationFailure.class,
                "the probe was set to 42.5, Prometheus holds 42.4");
        own = "";
        stack.says(OTEL_COLLECTOR, "/metrics", "plumbline_probe{stamp=\"x\"} 1\n");
        fails(
                () -> steps.prometheus_holds_the_probe(42.5, IN_VAIN),
                PipelineFailure.class,
                "the workload emitted a metric that is not in Prometheus: ");
    }

    @Test
    @SeenFailing("these_services_are_ready")
    void a_service_that_answers_503_is_not_ready() {
        InfrastructureSteps infrastructure = new InfrastructureSteps(world);
        stack.says(LOKI, "/ready", "ready");
        infrastructure.these_services_are_ready(PATIENT, List.of("Loki"));

        stack.says(LOKI, "/ready", 503, question -> "Ingester not ready");
        fails(
                () -> infrastructure.these_services_are_ready(IN_VAIN, List.of("Loki")),
                InfrastructureFailure.class,
                "Loki is ready: not within ");
    }

    @Test
    @SeenFailing("the_alert_fires")
    void a_pending_alert_does_not_fire() {
        alert("firing");
        alerts.the_alert_fires("Down", PATIENT);

        alert("pending");
        fails(() -> alerts.the_alert_fires("Down", IN_VAIN), PipelineFailure.class, "alert Down fires in Prometheus: ");
    }

    private void alert(String state) {
        stack.says(PROMETHEUS, "/api/v1/alerts", """
                {"data":{"alerts":[{"labels":{"alertname":"Down"},"state":"%s"}]}}""".formatted(state));
    }

    @Test
    @SeenFailing("alertmanager_routes")
    void an_alert_for_somebody_else_or_one_that_is_silenced_is_not_routed() {
        routed("workload", "active");
        alerts.alertmanager_routes("Down", "workload", PATIENT);

        routed("nobody", "active");
        fails(
                () -> alerts.alertmanager_routes("Down", "workload", IN_VAIN),
                PipelineFailure.class,
                "alert Down is routed");
        routed("workload", "suppressed");
        fails(
                () -> alerts.alertmanager_routes("Down", "workload", IN_VAIN),
                PipelineFailure.class,
                "alert Down is routed");
        stack.says(ALERTMANAGER, "/api/v2/alerts", 410, question -> "gone");
        fails(
                () -> alerts.alertmanager_routes("Down", "workload", IN_VAIN),
                PipelineFailure.class,
                "alert Down is routed");
    }

    private void routed(String receiver, String state) {
        stack.says(ALERTMANAGER, "/api/v2/alerts", """
                [{"labels":{"alertname":"Down"},"status":{"state":"%s"},"receivers":[{"name":"%s"}]}]""".formatted(state, receiver));
    }

    @Test
    @SeenFailing({"the_receiver_is_told", "the_receiver_is_told_of_the_end"})
    void what_was_told_before_the_end_does_not_tell_of_the_end() {
        stack.says(WORKLOAD, "/alerts", "[" + notification("firing") + "]");
        alerts.the_receiver_is_told("Down", PATIENT);
        fails(() -> alerts.the_receiver_is_told("Up", IN_VAIN), PipelineFailure.class, "the receiver is told that Up");

        stack.says(WORKLOAD, "/alerts", "[" + notification("resolved") + "]");
        fails(
                () -> alerts.the_receiver_is_told_of_the_end(Service.COLLECTOR, IN_VAIN, "Down"),
                PipelineFailure.class,
                "the receiver is told that Down is resolved: ");
    }

    private static String notification(String status) {
        return "{\"alerts\":[{\"status\":\"" + status + "\",\"labels\":{\"alertname\":\"Down\"}}]}";
    }
}
