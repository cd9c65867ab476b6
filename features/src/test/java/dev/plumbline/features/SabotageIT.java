package dev.plumbline.features;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plumbline.features.ScenarioRun.Outcome;
import io.cucumber.plugin.event.Status;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Breaks the stack in each way of {@link Sabotages}: the scenarios that should fail do, with the cause, and no other. */
final class SabotageIT {
    private static final Path ROOT = Path.of(System.getProperty("plumbline.root", ".."));

    @TestFactory
    Stream<DynamicTest> a_broken_stack_fails_the_scenarios_that_it_should() {
        String only = System.getProperty("plumbline.sabotage", "");
        List<Sabotage> all = Boolean.getBoolean("plumbline.wire") ? LongSabotages.ALL : Sabotages.ALL;
        return all.stream()
                .filter(s -> s.name().contains(only))
                .map(s -> DynamicTest.dynamicTest(s.name(), () -> judge(s)));
    }

    private static void judge(Sabotage sabotage) {
        Map<String, Outcome> outcomes;
        try (BrokenStack broken = new BrokenStack(ROOT)) {
            sabotage.breaking().accept(broken);
            outcomes = ScenarioRun.of(broken.request(), sabotage.scenarios());
        }
        outcomes.forEach((name, outcome) -> System.out.println("sabotage: " + sabotage.name() + " | " + name + " | "
                + outcome.status() + " | " + outcome.firstLine()));
        Map<String, Status> expected = new TreeMap<>();
        Map<String, Status> found = new TreeMap<>();
        outcomes.forEach((name, outcome) -> {
            expected.put(name, Status.PASSED);
            found.put(name, outcome.status());
        });
        sabotage.failing().keySet().forEach(name -> expected.put(name, Status.FAILED));
        assertThat(found).as(outcomes.toString()).isNotEmpty().isEqualTo(expected);
        outcomes.forEach((name, outcome) -> {
            String cause = sabotage.failing().get(name);
            if (cause != null) {
                assertThat(outcome.firstLine()).as(name).matches(cause);
            }
        });
    }
}
