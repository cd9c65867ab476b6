package dev.plumbline.reports;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ReportTest {
    @TempDir
    Path folder;

    @Test
    void a_failure_stands_on_the_first_page_with_its_cause_and_its_beginning() throws IOException {
        result("a", "Logs available", "failed", "lost between engine & collector\nsecond line");
        record("2026-11-22T10:00:00Z");
        make();
        record("2026-11-23T10:00:00Z");
        Run run = make();
        String page = read("index.html");
        assertThat(run.passed()).isFalse();
        assertThat(page)
                .contains("The pipeline breaks a promise: 0 passed, 1 failed, 0 not applicable.")
                .contains("<pre>lost between engine &amp; collector\nsecond line</pre>")
                .contains("failing since 2026-11-22T10:00:00Z");
    }

    @Test
    void a_pass_names_the_stack_and_every_stand_in() throws IOException {
        result("a", "Logs available", "passed", "");
        record("2026-11-22T10:00:00Z");
        assertThat(make().passed()).isTrue();
        assertThat(read("index.html"))
                .contains("The pipeline keeps its promises: 1 passed, 0 failed, 0 not applicable.")
                .contains("<td>loki</td><td>stand-in</td><td>3.7.6</td>");
    }

    @Test
    void a_failure_says_what_kind_it_is_and_what_to_do() throws IOException {
        result("a", "Logs available", "failed", "lost between engine and collector");
        record("2026-11-22T10:00:00Z");
        make();
        assertThat(read("index.html"))
                .contains("<b>Pipeline: something was lost on the way.</b> Begin at the last hop that still had it")
                .contains("<small>Scenario 4 · Logs</small>");
    }

    @Test
    void scenarios_that_fail_for_one_reason_are_told_once() throws IOException {
        result("a", "All services are ready", "failed", "loki exited with code 1");
        result("b", "Logs available", "failed", "the stack did not come up: loki exited with code 1");
        Files.writeString(folder.resolve("results").resolve("plumbline-run.json"), """
                {"run": "r1", "time": "2026-11-22T10:00:00Z", "kind": "docker", "failure": "loki exited with code 1\\nits log"}
                """);
        make();
        assertThat(read("index.html")).containsOnlyOnce("<article>").contains("The same failed: Logs available");
    }

    @Test
    void a_kind_is_known_by_the_class_of_the_failure() {
        assertThat(Kind.of("dev.plumbline.harness.failure.ConfigurationFailure: x"))
                .isEqualTo(Kind.CONFIGURATION);
        assertThat(Kind.of("java.lang.NullPointerException: x")).isEqualTo(Kind.SUITE);
    }

    @Test
    void what_a_scenario_saw_stands_beside_it() throws IOException {
        result("a", "Logs available", "passed", "");
        Files.writeString(folder.resolve("results").resolve("x-container.json"), """
                {"uuid": "x", "children": ["a"], "afters": [{"name": "hook", "attachments": [
                  {"name": "What was seen", "source": "seen.txt", "type": "text/plain"}]}]}
                """);
        Files.writeString(folder.resolve("results").resolve("seen.txt"), "40 lines, each once");
        make();
        assertThat(read("index.html")).contains("<summary>40 lines, each once</summary>");
    }

    @Test
    void what_only_was_not_applicable_is_not_a_pass() throws IOException {
        result("a", "Logs available", "skipped", "not applicable: no Loki");
        Run run = make();
        assertThat(run.passed()).isFalse();
        assertThat(Main.judgedNothing(run)).isTrue();
        result("b", "Traces available", "passed", "");
        assertThat(Main.judgedNothing(make())).isFalse();
    }

    @Test
    void a_build_that_skips_its_scenarios_is_not_held_to_them() {
        assertThat(Main.wasSkipped("${skipTests} true ${maven.test.skip}")).isTrue();
        assertThat(Main.wasSkipped("${skipTests} ${skipITs} false")).isFalse();
    }

    @Test
    void a_run_without_scenarios_is_not_a_pass_and_still_has_a_report() throws IOException {
        assertThat(make().passed()).isFalse();
        assertThat(read("index.html")).contains("No scenario ran.");
    }

    @Test
    void the_report_calls_out_to_nobody() throws IOException {
        result("a", "Logs available", "passed", "");
        make();
        assertThat(read("index.html")).doesNotContain("googletagmanager").doesNotContain("gtag('config'");
    }

    @Test
    void the_xml_counts_failures_and_survives_hostile_bytes() throws IOException {
        result("a", "Logs available", "failed", "bytes \\u0000\\u0007 <&>");
        make();
        assertThat(read("junit/plumbline.xml"))
                .contains("tests=\"1\" failures=\"1\" skipped=\"0\"")
                .contains("bytes \uFFFD\uFFFD &lt;&amp;&gt;");
    }

    private void result(String id, String name, String status, String message) throws IOException {
        Files.createDirectories(folder.resolve("results"));
        Files.writeString(folder.resolve("results").resolve(id + "-result.json"), """
                {"uuid": "%s", "historyId": "%s", "name": "%s", "status": "%s", "start": 1000, "stop": 2500,
                 "statusDetails": {"message": "%s", "trace": "%s"}, "labels": [{"name": "feature", "value": "Logs"}, {"name": "tag", "value": "scenario-4"}], "steps": []}
                """.formatted(
                id, id, name, status, message.replace("\n", "\\n"), "dev.plumbline.harness.failure.PipelineFailure"));
    }

    private void record(String time) throws IOException {
        Files.writeString(folder.resolve("results").resolve("plumbline-run.json"), """
                {"run": "r1", "time": "%s", "kind": "embedded", "reason": "asked for",
                 "components": [{"service": "loki", "nature": "stand-in", "version": "3.7.6", "origin": "x"}]}
                """.formatted(time));
    }

    private Run make() throws IOException {
        return Main.make(folder.resolve("results"), folder.resolve("reports"));
    }

    private String read(String file) throws IOException {
        return Files.readString(folder.resolve("reports").resolve(file));
    }
}
