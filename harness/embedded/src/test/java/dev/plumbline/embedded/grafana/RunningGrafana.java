package dev.plumbline.embedded.grafana;

import dev.plumbline.contract.Answer;
import dev.plumbline.embedded.launch.Launch;
import dev.plumbline.embedded.launch.StandIn;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/** A stand-in on a free port over a folder of provisioning files. */
final class RunningGrafana implements AutoCloseable {
    private final HttpClient client = HttpClient.newHttpClient();
    private final List<String> log = Collections.synchronizedList(new ArrayList<>());
    private final StandIn standIn;

    private RunningGrafana(Path provisioning, Map<String, String> environment, Clock clock) {
        Map<String, String> all = new TreeMap<>(Map.of(
                "GF_PATHS_PROVISIONING", provisioning.toString(),
                "GF_SERVER_HTTP_ADDR", "127.0.0.1",
                "GF_SERVER_HTTP_PORT", "0",
                "GF_AUTH_ANONYMOUS_ENABLED", "true",
                "GF_AUTH_ANONYMOUS_ORG_ROLE", "Admin"));
        all.putAll(environment);
        standIn = new GrafanaProgram().start(new Launch(List.of(), all, clock, log::add));
    }

    static RunningGrafana over(Path provisioning, Map<String, String> environment, Clock clock) {
        return new RunningGrafana(provisioning, environment, clock);
    }

    static RunningGrafana over(Path provisioning) {
        return new RunningGrafana(provisioning, Map.of(), Clock.systemUTC());
    }

    static void write(Path file, String content) {
        try {
            Files.createDirectories(file.getParent());
            Files.writeString(file, content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    List<String> log() {
        return List.copyOf(log);
    }

    Answer get(String path, String... headers) {
        return send(request(path, headers).build());
    }

    Answer post(String path, String body, String... headers) {
        return send(request(path, headers)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build());
    }

    private HttpRequest.Builder request(String path, String... headers) {
        InetSocketAddress address = Objects.requireNonNull(standIn.addresses().get("http"));
        HttpRequest.Builder builder = HttpRequest.newBuilder(
                URI.create("http://" + address.getHostString() + ":" + address.getPort() + path));
        for (int i = 0; i < headers.length; i += 2) {
            builder.header(headers[i], headers[i + 1]);
        }
        return builder;
    }

    private Answer send(HttpRequest request) {
        try {
            HttpResponse<String> response = client.send(request, HttpResponse.BodyHandlers.ofString());
            return Answer.of(
                    response.statusCode(),
                    response.headers().firstValue("Content-Type").orElse(""),
                    response.body());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        standIn.close();
        client.close();
    }
}
