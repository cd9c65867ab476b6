package dev.plumbline.harness.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.plumbline.harness.failure.ConfigurationFailure;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import org.junit.jupiter.api.Test;

final class StackRequestTest {
    private static final Path WORK = Path.of("work");
    private final Properties properties = new Properties();

    private StackRequest request() {
        return StackRequest.of(properties, WORK);
    }

    @Test
    void without_properties_any_stack_will_do() {
        StackRequest request = request();
        assertThat(request.kind()).isEqualTo("auto");
        assertThat(request.images()).isEqualTo("compose");
        assertThat(request.imageOf()).isEmpty();
        assertThat(request.programOf()).isEmpty();
        assertThat(request.endpoints()).isEqualTo(Optional.empty());
        assertThat(request.keep()).isFalse();
        assertThat(request.run().value()).matches("r[a-z0-9]{8}");
    }

    @Test
    void programs_and_images_are_named_by_service() {
        properties.setProperty("plumbline.program.loki", "/opt/loki");
        properties.setProperty("plumbline.image.tempo", "tempo:4");
        properties.setProperty("plumbline.image.grafana", "");
        StackRequest request = request();
        assertThat(request.programOf()).isEqualTo(Map.of("loki", Path.of("/opt/loki")));
        assertThat(request.imageOf()).isEqualTo(Map.of("tempo", "tempo:4"));
    }

    @Test
    void an_unknown_kind_is_refused() {
        properties.setProperty("plumbline.stack", "podman");
        assertThatIllegalArgumentException()
                .isThrownBy(this::request)
                .withMessage("-Dplumbline.stack=podman: expected one of auto, embedded, docker, attach");
    }

    @Test
    void an_unknown_service_is_refused_with_the_nearest_one() {
        properties.setProperty("plumbline.program.lokki", "/opt/loki");
        assertThatIllegalArgumentException()
                .isThrownBy(this::request)
                .withMessageStartingWith(
                        "-Dplumbline.program.lokki: there is no service 'lokki'; did you mean 'loki'?");
    }

    @Test
    void a_run_id_is_kept() {
        properties.setProperty("plumbline.run", "nightly7");
        assertThat(request().run()).isEqualTo(new RunId("nightly7"));
    }

    @Test
    void a_property_of_an_unknown_service_is_named() {
        properties.setProperty("plumbline.image.lokki", "loki:1");
        assertThatThrownBy(() -> request())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith(
                        "-Dplumbline.image.lokki: there is no service 'lokki'; did you mean 'loki'? Known: ");
    }

    @Test
    void what_would_have_no_effect_is_refused() {
        properties.setProperty("plumbline.image.loki", "loki:1");
        properties.setProperty("plumbline.program.tempo", "/usr/bin/tempo");
        StackRequest request = request();
        assertThatThrownBy(() -> request.demandEffect(true, false))
                .isInstanceOf(ConfigurationFailure.class)
                .hasMessage("without effect on this stack: -Dplumbline.program.tempo; images run with"
                        + " -Dplumbline.stack=docker, programs with -Dplumbline.stack=embedded");
        assertThatThrownBy(() -> request.demandEffect(false, true))
                .hasMessageStartingWith("without effect on this stack: -Dplumbline.image.loki; ");
        request.demandEffect(true, true);
    }
}
