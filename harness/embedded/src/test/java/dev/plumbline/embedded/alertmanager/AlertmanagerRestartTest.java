package dev.plumbline.embedded.alertmanager;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plumbline.embedded.launch.Launch;
import dev.plumbline.embedded.launch.StandIn;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AlertmanagerRestartTest {
    private static final String SILENCE = """
            {"matchers":[{"name":"a","value":"b","isRegex":false,"isEqual":true}],
            "startsAt":"2026-01-15T10:00:00Z","endsAt":"2100-01-15T10:00:00Z","createdBy":"me","comment":"quiet"}
            """;

    private static HttpResponse<String> send(StandIn running, HttpRequest.Builder request, String path)
            throws IOException, InterruptedException {
        int port = running.addresses().values().iterator().next().getPort();
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(
                    request.uri(URI.create("http://127.0.0.1:" + port + path))
                            .header("Content-Type", "application/json")
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
        }
    }

    @Test
    void silences_outlive_a_restart_of_the_same_program(@TempDir Path folder) throws Exception {
        Path file = Files.writeString(
                folder.resolve("alertmanager.yml"), "route: {receiver: none}\nreceivers: [{name: none}]\n");
        Launch launch = new Launch(
                List.of("--config.file=" + file, "--web.listen-address=127.0.0.1:0"),
                Map.of(),
                Clock.systemUTC(),
                line -> {});
        AlertmanagerStandIn program = new AlertmanagerStandIn();
        try (StandIn first = program.start(launch)) {
            HttpRequest.Builder post = HttpRequest.newBuilder().POST(HttpRequest.BodyPublishers.ofString(SILENCE));
            assertThat(send(first, post, "/api/v2/silences").statusCode()).isEqualTo(200);
        }
        try (StandIn second = program.start(launch)) {
            assertThat(send(second, HttpRequest.newBuilder(), "/api/v2/silences")
                            .body())
                    .contains("\"comment\":\"quiet\"");
        }
    }
}
