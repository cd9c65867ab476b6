package dev.plumbline.embedded.prometheus;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.plumbline.embedded.launch.Launch;
import dev.plumbline.embedded.launch.LaunchException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WithoutEffectTest {
    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            global.rule_query_offset             | global: {rule_query_offset: 1m}
            storage.exemplars                    | storage: {exemplars: {max_exemplars: 10}}
            alerting.alert_relabel_configs       | alerting: {alert_relabel_configs: [{action: drop}]}
            alerting.alertmanagers.timeout       | alerting: {alertmanagers: [{timeout: 5s}]}
            alerting.alertmanagers.basic_auth    | alerting: {alertmanagers: [{basic_auth: {username: a}}]}
            """)
    void a_key_that_would_change_nothing_is_refused_by_name(String key, String text) throws IOException {
        Path file = Files.writeString(folder.resolve("prometheus.yml"), text + "\n");
        Launch launch = new Launch(
                List.of("--config.file=" + file, "--web.listen-address=127.0.0.1:0"),
                Map.of(),
                Clock.systemUTC(),
                line -> {});
        assertThatThrownBy(() -> new PrometheusStandIn().start(launch))
                .isInstanceOf(LaunchException.class)
                .hasMessageContaining("prometheus.yml")
                .hasMessageContaining("does nothing with the key '" + key + "'");
    }
}
