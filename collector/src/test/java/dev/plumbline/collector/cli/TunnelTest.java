package dev.plumbline.collector.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plumbline.collector.testkit.CollectorProcess;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A proxy that tunnels is told a password only by a process that was started for it: Java decides when it loads its client. */
class TunnelTest {
    @TempDir
    Path folder;

    @Test
    void a_proxy_that_tunnels_is_told_the_user_and_the_password_of_its_url() throws Exception {
        CompletableFuture<String> head = new CompletableFuture<>();
        try (ServerSocket proxy = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Thread.ofVirtual().start(() -> answer(proxy, head));
            String endpoint = """
                    url       = "https://loki.invalid/loki/api/v1/push"
                    proxy_url = "http://u:p@127.0.0.1:%d"
                    """.formatted(proxy.getLocalPort());
            try (CollectorProcess collector = CollectorProcess.ship(folder, endpoint, Map.of())) {
                String basic = Base64.getEncoder().encodeToString("u:p".getBytes(StandardCharsets.UTF_8));
                assertThat(head.get(60, TimeUnit.SECONDS))
                        .as(collector.said())
                        .startsWith("CONNECT loki.invalid:443 ")
                        .contains("Proxy-Authorization: Basic " + basic);
            }
        }
    }

    private static void answer(ServerSocket proxy, CompletableFuture<String> head) {
        try (Socket socket = proxy.accept()) {
            StringBuilder said = new StringBuilder();
            while (said.indexOf("\r\n\r\n") < 0) {
                said.append((char) socket.getInputStream().read());
            }
            socket.getOutputStream()
                    .write("HTTP/1.1 403 No\r\nContent-Length: 0\r\n\r\n".getBytes(StandardCharsets.UTF_8));
            head.complete(said.toString());
        } catch (IOException e) {
            head.completeExceptionally(e);
        }
    }
}
