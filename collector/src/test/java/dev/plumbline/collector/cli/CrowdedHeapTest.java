package dev.plumbline.collector.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.plumbline.collector.testkit.CollectorProcess;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What many readers hold at the same time has a bound: the heap of this process is half as large as the image's. */
class CrowdedHeapTest {
    private static final String HEAP = "-Xmx32m -XX:+ExitOnOutOfMemoryError";
    private static final int FILES = 500;
    private static final int LINES = 1_500;
    private static final String LINE = "what one of many programs has written, and nobody has read as yet\n";

    @TempDir
    Path folder;

    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private HttpServer loki;

    @BeforeEach
    void listen() throws IOException {
        loki = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        loki.setExecutor(threads);
        loki.createContext("/", CrowdedHeapTest::take);
        loki.start();
    }

    @AfterEach
    void stop() {
        loki.stop(0);
        threads.shutdownNow();
    }

    private static void take(HttpExchange exchange) throws IOException {
        exchange.getRequestBody().transferTo(OutputStream.nullOutputStream());
        exchange.sendResponseHeaders(204, -1);
        exchange.close();
    }

    @Test
    void five_hundred_files_that_are_far_behind_are_read_in_little_memory() throws Exception {
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
                  forward_to = [loki.write.all.receiver]
                }
                loki.write "all" {
                  endpoint {
                    url = "http://127.0.0.1:%d/loki/api/v1/push"
                  }
                }
                """.formatted(
                        folder, loki.getAddress().getPort()));

        try (CollectorProcess collector =
                CollectorProcess.run(config, folder.resolve("data"), Map.of("_JAVA_OPTIONS", HEAP))) {
            collector.await("/metrics", page -> sent(page) >= (double) FILES * LINES);

            assertThat(sent(collector.get("/metrics"))).isEqualTo((double) FILES * LINES);
            collector.stop();
        }
    }

    private static double sent(String page) {
        return page.lines()
                .filter(line -> line.startsWith("loki_write_sent_entries_total{"))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .sum();
    }
}
