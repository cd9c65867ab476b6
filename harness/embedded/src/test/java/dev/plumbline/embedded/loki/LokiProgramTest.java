package dev.plumbline.embedded.loki;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.plumbline.embedded.launch.Launch;
import dev.plumbline.embedded.launch.LaunchException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LokiProgramTest {
    @TempDir
    Path folder;

    @Test
    void an_unknown_key_is_refused_by_name() {
        assertThatThrownBy(() -> LokiProcess.start(folder, "  ingestion_rate_gb: 1\n", 0))
                .isInstanceOf(LaunchException.class)
                .hasMessageContaining("does not know the key 'ingestion_rate_gb'")
                .hasMessageContaining("'ingestion_rate_mb'");
    }

    @Test
    void an_unknown_flag_is_refused_by_name() throws IOException {
        Path file = folder.resolve("loki.yaml");
        Files.writeString(file, "auth_enabled: false\n");
        Launch launch = new Launch(
                List.of("-config.file=" + file, "-config.expand-environment"), Map.of(), Clock.systemUTC(), line -> {});
        assertThatThrownBy(() -> new LokiStandIn().start(launch))
                .isInstanceOf(LaunchException.class)
                .hasMessageContaining("-config.expand-environment");
    }

    @Test
    void variables_are_expanded_with_their_defaults() {
        assertThat(LokiFlags.expanded("a: ${A:-one}\nb: ${B:-two}\n", Map.of("A", "1")))
                .isEqualTo("a: 1\nb: two\n");
    }

    @Test
    void the_shipped_configuration_is_accepted() throws IOException {
        Path shipped = Path.of("../../config/loki/loki.yaml");
        Launch launch = new Launch(
                List.of(
                        "-config.file=" + shipped,
                        "-server.http-listen-address=127.0.0.1",
                        "-server.http-listen-port=0",
                        "-server.grpc-listen-port=0"),
                Map.of(),
                Clock.systemUTC(),
                line -> {});
        try (var loki = new LokiStandIn().start(launch)) {
            assertThat(loki.addresses()).containsOnlyKeys("http");
        }
    }
}
