package dev.plumbline.steps;

import static dev.plumbline.harness.stack.Service.PROMETHEUS;
import static dev.plumbline.steps.Telling.IN_VAIN;
import static dev.plumbline.steps.Telling.PATIENT;
import static dev.plumbline.steps.Telling.fails;

import dev.plumbline.harness.failure.ConfigurationFailure;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The steps about files, over the files of this repository with one thing broken in them. */
final class ConfigurationStepsTest {
    private static final Path REPOSITORY = Path.of(System.getProperty("plumbline.root", ".."));
    private static final String COMPOSE = "compose.yaml";
    private static final String COLLECTOR = "config/collector/config.alloy";
    private static final String RULES = "config/prometheus/rules.yaml";
    private static final String BOARD = "config/grafana/dashboards/iot-devices-mqtt.json";
    private static final String GUIDE = "docs/loki-operations.md";

    @TempDir
    Path root;

    private final LyingStack stack = new LyingStack();

    private ConfigurationSteps steps() {
        return new ConfigurationSteps(stack.world(root));
    }

    @BeforeEach
    void copy() throws IOException {
        for (String file : List.of(COMPOSE, COLLECTOR, RULES, BOARD, GUIDE)) {
            Files.createDirectories(root.resolve(file).getParent());
            Files.copy(REPOSITORY.resolve(file), root.resolve(file));
        }
    }

    @AfterEach
    void close() {
        stack.close();
    }

    private void breaks(String file, String text, String replacement) throws IOException {
        String before = Files.readString(root.resolve(file));
        if (!before.contains(text)) {
            throw new IllegalStateException(file + " does not hold: " + text);
        }
        Files.writeString(root.resolve(file), before.replace(text, replacement));
    }

    private static void fail(ThrowingCallable step, String beginning) {
        fails(step, ConfigurationFailure.class, beginning);
    }

    @Test
    @SeenFailing("the_collector_accepts_its_configuration")
    void a_file_that_the_log_collector_refuses_is_told() throws Exception {
        Path jar = root.resolve("collector/target/plumbline-collector.jar");
        Files.createDirectories(jar.getParent());
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes().put(Attributes.Name.MAIN_CLASS, Accepting.class.getName());
        try (OutputStream out = Files.newOutputStream(jar);
                JarOutputStream entries = new JarOutputStream(out, manifest);
                InputStream compiled = Accepting.class.getResourceAsStream("Accepting.class")) {
            entries.putNextEntry(new JarEntry(Accepting.class.getName().replace('.', '/') + ".class"));
            compiled.transferTo(entries);
        }
        steps().the_collector_accepts_its_configuration();

        breaks(COLLECTOR, "// What", "wrong // What");
        fail(
                steps()::the_collector_accepts_its_configuration,
                "the log collector refuses config/collector/config.alloy:\n1:1: this is wrong");
        Files.delete(jar);
        fail(
                steps()::the_collector_accepts_its_configuration,
                "collector/target/plumbline-collector.jar does not exist");
    }

    @Test
    @SeenFailing({"the_configuration_is_complete", "the_configuration_sets_the_labels"})
    void a_component_or_label_that_the_configuration_lacks_is_told() throws IOException {
        steps().the_configuration_is_complete();
        steps().the_configuration_sets_the_labels();

        breaks(COLLECTOR, "\nlogging {", "\n// logging {");
        fail(steps()::the_configuration_is_complete, COLLECTOR + ": expected each component of [logging,");
        breaks(COLLECTOR, "\"container_id\"", "\"id\"");
        fail(steps()::the_configuration_sets_the_labels, COLLECTOR + ": expected each label of [job,");
    }

    @Test
    @SeenFailing({"compose_mounts_the_socket", "compose_checks_the_health"})
    void the_log_collectors_service_is_looked_at() throws IOException {
        steps().compose_mounts_the_socket();
        steps().compose_checks_the_health();

        breaks(COMPOSE, "/var/run/docker.sock:ro", "/var/run/docker.sock");
        fail(
                steps()::compose_mounts_the_socket,
                "compose.yaml: service collector mounts /var/run/docker.sock writable");
        breaks(COMPOSE, ":/var/run/docker.sock", ":/run/docker.sock");
        fail(steps()::compose_mounts_the_socket, "compose.yaml: service collector does not mount /var/run/docker.sock");
        breaks(COMPOSE, "        - CMD\n", "        - CMD-SHELL\n");
        fail(
                steps()::compose_checks_the_health,
                "compose.yaml: the health check of service collector calls [CMD-SHELL");
    }

    @Test
    @SeenFailing({"every_image_has_a_fixed_version", "nothing_is_fixed"})
    void what_suits_one_machine_or_one_day_only_is_told() throws IOException {
        steps().every_image_has_a_fixed_version();
        steps().nothing_is_fixed();

        breaks(COMPOSE, "ports: [\"3100\"]", "ports: [\"3100\"]\n    container_name: loki");
        fail(
                steps()::nothing_is_fixed,
                "compose.yaml: two stacks could not run side by side: [loki has a container_name]");
        breaks(COMPOSE, "grafana/tempo:3.0.3", "grafana/tempo");
        fail(steps()::every_image_has_a_fixed_version, "compose.yaml: images without a fixed version: [grafana/tempo]");
    }

    @Test
    @SeenFailing("every_dashboard_file_is_valid")
    void a_dashboard_file_that_is_not_json_or_has_another_uid_is_told() throws IOException {
        steps().every_dashboard_file_is_valid();

        breaks(BOARD, "\"uid\": \"iot-devices-mqtt\"", "\"uid\": \"iot\"");
        fail(
                steps()::every_dashboard_file_is_valid,
                "config/grafana/dashboards: iot-devices-mqtt.json has the uid 'iot'");
        Files.writeString(root.resolve(BOARD), "{\n\"uid\": }");
        fail(
                steps()::every_dashboard_file_is_valid,
                "config/grafana/dashboards: iot-devices-mqtt.json:2:8: not valid JSON: ");
        Files.delete(root.resolve(BOARD));
        fail(steps()::every_dashboard_file_is_valid, "config/grafana/dashboards: there is no dashboard file");
    }

    @Test
    @SeenFailing({"every_name_is_exposed", "prometheus_holds_every_name"})
    void a_metric_that_nothing_exposes_is_told() throws IOException {
        Files.delete(root.resolve(BOARD));
        Files.writeString(root.resolve(RULES), "groups: [{name: g, rules: [{alert: A, expr: up == 0}]}]\n");
        NameSteps names = new NameSteps(stack.world(root));
        stack.says(PROMETHEUS, "/api/v1/label/__name__/values", "{\"data\":[\"up\"]}");
        stack.says(PROMETHEUS, "/api/v1/series", "{\"data\":[{\"__name__\":\"up\",\"job\":\"a\"}]}");
        steps().every_name_is_exposed();
        names.prometheus_holds_every_name(PATIENT);

        breaks(RULES, "up == 0", "loki_build_infos == 0");
        fail(steps()::every_name_is_exposed, root.resolve(RULES) + ": rule 'A': no component exposes the metric");
        breaks(RULES, "loki_build_infos == 0", "loki_build_info == 0");
        steps().every_name_is_exposed();
        fail(
                () -> names.prometheus_holds_every_name(IN_VAIN),
                root.resolve(RULES) + ": rule 'A': Prometheus does not hold the metric");
    }

    @Test
    @SeenFailing("the_guide_has_these_sections")
    void a_section_that_is_missing_or_empty_is_told() throws IOException {
        List<String> sections = List.of("Retention", "Quick start");
        steps().the_guide_has_these_sections(GUIDE, sections);

        Files.writeString(root.resolve(GUIDE), "# Loki\n\n## Retention\n\n## Quick start\n\nHow.\n");
        fail(
                () -> steps().the_guide_has_these_sections(GUIDE, sections),
                "docs/loki-operations.md: expected a section 'Retention' with something in it, found an empty one at"
                        + " line 3");
        Files.writeString(root.resolve(GUIDE), "# Loki\n\n## Quick start\n\nHow.\n");
        fail(
                () -> steps().the_guide_has_these_sections(GUIDE, sections),
                "docs/loki-operations.md: expected a section 'Retention' with something in it, found the sections");
    }
}
