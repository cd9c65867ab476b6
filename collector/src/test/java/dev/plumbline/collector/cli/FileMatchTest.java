package dev.plumbline.collector.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plumbline.collector.runtime.ComponentGraph;
import dev.plumbline.collector.testkit.FakeLoki;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Files that are found by patterns are read, those that come later too, in both ways that Alloy knows. */
class FileMatchTest {
    private static final String COMPONENT = """
            local.file_match "logs" {
              path_targets = [{__path__ = "%1$s/**/*.log", __path_exclude__ = "%1$s/*/no.log", app = "x"}]
              sync_period = "20ms"
            }
            loki.source.file "f" {
              targets = local.file_match.logs.targets
              forward_to = [loki.write.w.receiver]
            }
            """;
    private static final String BLOCK = """
            loki.source.file "f" {
              targets = [{__path__ = "%1$s/**/*.log", __path_exclude__ = "%1$s/*/no.log", app = "x"}]
              forward_to = [loki.write.w.receiver]
              file_match {
                enabled = true
                sync_period = "20ms"
              }
            }
            """;

    @TempDir
    Path folder;

    private FakeLoki loki;
    private ComponentGraph graph;

    @BeforeEach
    void open() throws IOException {
        loki = new FakeLoki();
        graph = new ComponentGraph(Components.byName(), folder.resolve("storage"), Clock.systemUTC());
    }

    @AfterEach
    void close() {
        graph.close();
        loki.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {COMPONENT, BLOCK})
    void files_of_a_pattern_are_read(String source) throws Exception {
        Path logs = folder.resolve("logs");
        Files.createDirectories(logs.resolve("in"));
        Files.writeString(logs.resolve("a.log"), "one\n");
        Files.writeString(logs.resolve("in/no.log"), "never\n");
        Path config = Files.writeString(
                folder.resolve("config.alloy"), source.formatted(logs) + """
                loki.write "w" {
                  endpoint {
                    url = "%s"
                    batch_wait = "5ms"
                  }
                }
                """.formatted(loki.pushUrl()));
        Loader loader = new Loader(Configurations.source(config), graph, new PrometheusRegistry(), Clock.systemUTC());
        assertThat(loader.load()).isEmpty();
        assertThat(loki.awaitStored(1, 60_000)).isTrue();
        Files.writeString(logs.resolve("in/b.log"), "two\n");
        assertThat(loki.awaitStored(2, 60_000)).isTrue();
        assertThat(loki.stored())
                .extracting(entry -> entry.labels() + entry.text())
                .containsExactly(
                        "{app=\"x\", filename=\"" + logs.resolve("a.log") + "\"}one",
                        "{app=\"x\", filename=\"" + logs.resolve("in/b.log") + "\"}two");
    }
}
