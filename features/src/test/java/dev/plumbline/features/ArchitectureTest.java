package dev.plumbline.features;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Holds the direction of dependencies: features, steps, harness; the log collector is driven from outside. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS) // classes are read once
final class ArchitectureTest {
    private static final Path ROOT = Path.of(System.getProperty("plumbline.root", ".."));
    private static final String FEATURES = "dev.plumbline.features..";
    private static final String STEPS = "dev.plumbline.steps..";
    private static final String CORE = "dev.plumbline.harness..";
    private static final String EMBEDDED = "dev.plumbline.embedded..";
    private static final String REPORTS = "dev.plumbline.reports..";
    private static final String COLLECTOR = "dev.plumbline.collector..";

    private final JavaClasses classes = new ClassFileImporter().importPackages("dev.plumbline");

    @Test
    void the_rules_see_classes_of_every_module_they_speak_of() {
        for (String type : List.of(
                "dev.plumbline.features.FeaturesIT",
                "dev.plumbline.steps.World",
                "dev.plumbline.harness.stack.Stack",
                "dev.plumbline.embedded.stack.EmbeddedStackProvider",
                "dev.plumbline.reports.Main")) {
            assertThat(classes.contain(type)).as(type).isTrue();
        }
    }

    @Test
    void the_harness_knows_nothing_of_cucumber() {
        noClasses()
                .that()
                .resideInAnyPackage(CORE, EMBEDDED)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("io.cucumber..")
                .check(classes);
    }

    @Test
    void the_harness_knows_nothing_of_steps_features_and_reports() {
        noClasses()
                .that()
                .resideInAnyPackage(CORE, EMBEDDED)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(STEPS, FEATURES, REPORTS)
                .check(classes);
    }

    @Test
    void steps_know_nothing_of_how_stacks_are_made_asked_and_waited_for() {
        noClasses()
                .that()
                .resideInAnyPackage(STEPS)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "io.restassured..",
                        "org.testcontainers..",
                        "com.github.dockerjava..",
                        "org.awaitility..",
                        EMBEDDED,
                        FEATURES,
                        REPORTS)
                .check(classes);
    }

    @Test
    void only_the_waiting_api_knows_awaitility() {
        noClasses()
                .that()
                .resideOutsideOfPackage("dev.plumbline.harness.waiting..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.awaitility..")
                .check(classes);
    }

    @Test
    void nothing_depends_on_the_classes_of_the_log_collector() {
        noClasses().should().dependOnClassesThat().resideInAnyPackage(COLLECTOR).check(classes);
    }

    @Test
    void nobody_sleeps() throws IOException {
        String call = "Thread" + ".sleep(";
        List<String> sleepers = new ArrayList<>();
        int seen = 0;
        for (Path file : sources()) {
            seen++;
            if (Files.readString(file).contains(call)) {
                sleepers.add(ROOT.relativize(file).toString());
            }
        }
        assertThat(seen).isGreaterThan(100);
        assertThat(sleepers).isEmpty();
    }

    private static List<Path> sources() throws IOException {
        List<Path> sources = new ArrayList<>();
        for (String module : List.of("collector", "harness", "steps", "reports", "features")) {
            try (Stream<Path> tree = Files.walk(ROOT.resolve(module))) {
                tree.filter(f -> f.toString().endsWith(".java"))
                        .filter(f -> !f.toString().contains("/target/"))
                        .forEach(sources::add);
            }
        }
        return sources;
    }
}
