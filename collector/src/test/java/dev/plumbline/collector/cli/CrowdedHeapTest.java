package dev.plumbline.collector.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.plumbline.collector.testkit.CollectorProcess;
import dev.plumbline.collector.testkit.PushDecoder;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What many readers and many tenants hold at the same time has a bound: the image gives the collector 64 MB of heap. */
class CrowdedHeapTest {
    private static final int FILES = 500;
    private static final int LINES = 1_500;
    private static final String LINE = "what one of many programs has written, and nobody has read as yet\n";

    @TempDir
    Path folder;

    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final AtomicInteger arrived = new AtomicInteger();
    private HttpServer loki;

    @BeforeEach
    void listen() throws IOException {
        loki = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        loki.setExecutor(threads);
        loki.createContext("/", this::take);
        loki.start();
    }

    @AfterEach
    void stop() {
        loki.stop(0);
        threads.shutdownNow();
    }

    private void take(HttpExchange exchange) throws IOException {
        arrived.addAndGet(
                PushDecoder.decode(exchange.getRequestBody().readAllBytes()).size());
        exchange.sendResponseHeaders(204, -1);
        exchange.close();
    }

    @ParameterizedTest
    @CsvSource({"32m, ''", "64m, stage.tenant { label = \"filename\" }"})
    void five_hundred_files_that_are_far_behind_are_read_in_little_memory(String heap, String tenantOfEach)
            throws Exception {
        byte[] lines = LINE.repeat(LINES).getBytes(StandardCharsets.UTF_8);
        for (int i = 0; i < FILES; i++) {
            Files.write(folder.resolve(i + ".log"), lines);
        }
        Path config = Files.writeString(folder.resolve("config.alloy"), """
                local.file_match "all" {
                  path_targets = [{__path__ = "%s/*.log"}]
                }
                loki.source.file "all" {
                  targets    = local.file_match.all.targets
                  forward_to = [loki.process.all.receiver]
                }
                loki.process "all" {
                  forward_to = [loki.write.all.receiver]
                  %s
                }
                loki.write "all" {
                  endpoint {
                    url = "http://127.0.0.1:%d/loki/api/v1/push"
                  }
                }
                """.formatted(
                        folder, tenantOfEach, loki.getAddress().getPort()));

        Map<String, String> options = Map.of("_JAVA_OPTIONS", "-Xmx" + heap + " -XX:+ExitOnOutOfMemoryError");
        try (CollectorProcess collector = CollectorProcess.run(config, folder.resolve("data"), options)) {
            await().atMost(Duration.ofSeconds(60)).until(() -> arrived.get() >= FILES * LINES);
            collector.stop();

            assertThat(arrived).hasValue(FILES * LINES);
        }
    }
}
