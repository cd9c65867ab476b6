package dev.plumbline.collector.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plumbline.collector.testkit.CollectorProcess;
import dev.plumbline.collector.testkit.LateEngine;
import dev.plumbline.collector.testkit.ScriptedLoki;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code /-/ready} of the process: 503 and why, until it is 200. */
class ReadyTest {
    @TempDir
    Path folder;

    private LateEngine engine;
    private ScriptedLoki loki;
    private Path log;

    @BeforeEach
    void open() throws IOException {
        engine = new LateEngine();
        loki = new ScriptedLoki();
        log = Files.writeString(folder.resolve("app.log"), "one\ntwo\n");
    }

    @AfterEach
    void close() throws IOException {
        engine.close();
        loki.close();
    }

    private CollectorProcess start() throws IOException {
        return start(Map.of());
    }

    private CollectorProcess start(Map<String, String> environment) throws IOException {
        Path config =
                Files.writeString(folder.resolve("config.alloy"), """
                discovery.docker "d" {
                  host = "%s"
                }
                loki.source.docker "d" {
                  host = "%1$s"
                  targets = discovery.docker.d.targets
                  forward_to = [loki.write.w.receiver]
                }
                loki.source.file "f" {
                  targets = [{__path__ = "%s"}]
                  forward_to = [loki.write.w.receiver]
                }
                loki.write "w" {
                  endpoint {
                    url = "%s"
                    batch_wait = "5ms"
                    min_backoff_period = "5ms"
                    max_backoff_period = "20ms"
                  }
                }
                """.formatted(engine.host(), log, loki.pushUrl()));
        return CollectorProcess.run(config, folder.resolve("data"), environment);
    }

    @Test
    void what_it_takes_to_speak_tls_is_not_loaded_where_nobody_speaks_it() throws Exception {
        engine.answer();
        loki.pushes(call -> call.status(500, ""));
        Path classes = folder.resolve("classes");
        try (CollectorProcess collector = start(Map.of("JAVA_TOOL_OPTIONS", "-Xlog:class+load:file=" + classes))) {
            assertThat(loki.awaitStored(2, 60)).isTrue();
            collector.await("/-/ready", text -> text.startsWith("200 "));
        }
        assertThat(Files.readString(classes))
                .contains(" dev.plumbline.collector.write.LokiClient ", " jdk.internal.net.http.HttpClientImpl ")
                .doesNotContain(" sun.security.ssl.SSLContextImpl", " sun.security.x509.X509CertImpl");
    }

    @Test
    void it_is_not_ready_until_the_first_discovery_is_complete() throws Exception {
        try (CollectorProcess collector = start()) {
            assertThat(engine.awaitAsked(60)).isTrue();
            assertThat(loki.awaitStored(2, 60)).isTrue();
            assertThat(collector.get("/-/ready"))
                    .isEqualTo("503 not ready: discovery.docker.d: the first discovery is not complete\n");
            assertThat(collector.get("/-/healthy")).startsWith("200 ");
            engine.answer();
            assertThat(collector.await("/-/ready", text -> text.startsWith("200 ")))
                    .isEqualTo("200 Alloy is ready.\n");
        }
    }

    @Test
    void it_is_not_ready_while_there_is_no_engine() throws Exception {
        engine.close();
        try (CollectorProcess collector = start()) {
            assertThat(collector.await("/-/ready", text -> text.contains("cannot be reached")))
                    .startsWith("503 not ready: discovery.docker.d: the first discovery is not complete: the engine at "
                            + engine.host() + " cannot be reached: ");
        }
    }

    @Test
    void it_is_not_ready_while_loki_is_away() throws Exception {
        engine.answer();
        loki.away();
        try (CollectorProcess collector = start()) {
            assertThat(collector.await("/-/ready", text -> text.contains("stuck") && !text.contains("discovery")))
                    .isEqualTo("503 not ready: loki.write.w: delivery to endpoint-0 is stuck: Loki cannot be reached"
                            + " (ConnectException)\n");
            loki.back();
            assertThat(collector.await("/-/ready", text -> text.startsWith("200 ")))
                    .isEqualTo("200 Alloy is ready.\n");
            assertThat(loki.awaitStored(2, 60)).isTrue();
            loki.usually(call -> call.status(500, ""));
            Files.writeString(log, "three\n", java.nio.file.StandardOpenOption.APPEND);
            assertThat(collector.await("/-/ready", text -> text.startsWith("503 ")))
                    .isEqualTo(
                            "503 not ready: loki.write.w: delivery to endpoint-0 is stuck: Loki is away (status 500)\n");
            loki.usually(ScriptedLoki.STORE);
            collector.await("/-/ready", text -> text.startsWith("200 "));
            assertThat(loki.lines()).containsExactly("one", "two", "three");
        }
    }
}
