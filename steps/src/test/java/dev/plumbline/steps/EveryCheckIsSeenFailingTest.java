package dev.plumbline.steps;

import static org.assertj.core.api.Assertions.assertThat;

import io.cucumber.java.en.Then;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Holds the steps to this: no check that was never seen failing. */
final class EveryCheckIsSeenFailingTest {
    private static Stream<Class<?>> glue() {
        return Stream.of(
                AlertSteps.class,
                ConfigurationSteps.class,
                CorrelationSteps.class,
                DashboardSteps.class,
                InfrastructureSteps.class,
                LogSteps.class,
                MetricSteps.class,
                NameSteps.class,
                TraceSteps.class,
                VisitorSteps.class);
    }

    private static Stream<Class<?>> tests() {
        return Stream.of(
                ConfigurationStepsTest.class,
                DashboardStepsTest.class,
                LogStepsTest.class,
                MetricStepsTest.class,
                TraceStepsTest.class);
    }

    @Test
    void each_step_that_judges_is_seen_failing_by_a_test() {
        Set<String> judging = new TreeSet<>(glue().flatMap(c -> Arrays.stream(c.getDeclaredMethods()))
                .filter(m -> m.isAnnotationPresent(Then.class))
                .map(Method::getName)
                .toList());
        Set<String> seen = new TreeSet<>(tests().flatMap(c -> Arrays.stream(c.getDeclaredMethods()))
                .filter(m -> m.isAnnotationPresent(SeenFailing.class))
                .flatMap(m -> Arrays.stream(m.getAnnotation(SeenFailing.class).value()))
                .toList());
        assertThat(judging).hasSizeGreaterThan(30);
        assertThat(seen).isEqualTo(judging);
    }
}
