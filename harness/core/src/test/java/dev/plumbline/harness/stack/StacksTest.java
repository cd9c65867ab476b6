package dev.plumbline.harness.stack;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.plumbline.harness.failure.ConfigurationFailure;
import dev.plumbline.harness.failure.InfrastructureFailure;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

final class StacksTest {
    /** Does not bring up anything: says what it was asked for. */
    private record Kind(String kind, boolean available) implements StackProvider {
        @Override
        public Availability availability(StackRequest request) {
            return new Availability(available, available ? "there is " + kind : "no " + kind + " here");
        }

        @Override
        public Stack launch(StackRequest request, String reason, Consumer<String> progress) {
            throw new InfrastructureFailure(kind + " launched, " + reason);
        }
    }

    private static StackRequest asked(String kind) {
        Properties properties = new Properties();
        properties.setProperty("plumbline.stack", kind);
        return StackRequest.of(properties, Path.of("work"));
    }

    private static void launch(String kind, Kind... kinds) {
        new Stacks(List.of(kinds)).launch(asked(kind), line -> {}).close();
    }

    @Test
    void auto_takes_docker_where_it_can_be_had() {
        assertThatThrownBy(() -> launch("auto", new Kind("embedded", true), new Kind("docker", true)))
                .hasMessage("docker launched, auto: there is docker");
    }

    @Test
    void auto_says_why_it_does_not_take_docker() {
        assertThatThrownBy(() -> launch("auto", new Kind("embedded", true), new Kind("docker", false)))
                .hasMessage("embedded launched, auto: not docker, no docker here; there is embedded");
    }

    @Test
    void an_explicit_choice_is_launched_though_it_seems_not_to_be_had() {
        assertThatThrownBy(() -> launch("docker", new Kind("embedded", true), new Kind("docker", false)))
                .hasMessage("docker launched, asked for with -Dplumbline.stack=docker");
    }

    @Test
    void an_explicit_choice_never_falls_back() {
        assertThatThrownBy(() -> launch("docker", new Kind("embedded", true)))
                .isInstanceOf(ConfigurationFailure.class)
                .hasMessage("-Dplumbline.stack=docker: no provider of that kind is on the class path;"
                        + " add plumbline-harness-docker");
    }

    @Test
    void where_nothing_can_be_had_each_reason_is_told() {
        assertThatThrownBy(() -> launch("auto", new Kind("embedded", false), new Kind("docker", false)))
                .isInstanceOf(ConfigurationFailure.class)
                .hasMessage("no stack can be had: not docker, no docker here; not embedded, no embedded here; ");
    }
}
