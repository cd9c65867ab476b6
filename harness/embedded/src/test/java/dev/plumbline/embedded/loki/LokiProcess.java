package dev.plumbline.embedded.loki;

import dev.plumbline.contract.Answer;
import dev.plumbline.contract.Question;
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
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** A stand-in on a free port, its clock stopped, with the limits of a test. */
final class LokiProcess implements AutoCloseable {
    private final StandIn standIn;
    private final HttpClient client = HttpClient.newHttpClient();

    private LokiProcess(StandIn standIn) {
        this.standIn = standIn;
    }

    static LokiProcess start(Path folder, String limits, long now) throws IOException {
        Files.createDirectories(folder);
        Path file = folder.resolve("loki.yaml");
        Files.writeString(file, """
                auth_enabled: false
                ingester:
                  lifecycler:
                    min_ready_duration: 0s
                limits_config:
                  reject_old_samples: false
                """ + limits);
        Clock clock = Clock.fixed(Instant.ofEpochSecond(now / 1_000_000_000L, now % 1_000_000_000L), ZoneOffset.UTC);
        List<String> arguments =
                List.of("-config.file=" + file, "-server.http-listen-address=127.0.0.1", "-server.http-listen-port=0");
        return new LokiProcess(new LokiStandIn().start(new Launch(arguments, Map.of(), clock, line -> {})));
    }

    Answer ask(Question question) {
        String query = question.query().isEmpty() ? "" : "?" + question.query();
        HttpRequest.Builder request = HttpRequest.newBuilder(uri(question.path() + query));
        question.headers().forEach(request::header);
        request.method(
                question.method(),
                question.body().map(HttpRequest.BodyPublishers::ofString).orElse(HttpRequest.BodyPublishers.noBody()));
        return send(request.build());
    }

    Answer get(String pathAndQuery) {
        return send(HttpRequest.newBuilder(uri(pathAndQuery)).build());
    }

    Answer post(String path, String type, String body) {
        return send(HttpRequest.newBuilder(uri(path))
                .header("Content-Type", type)
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build());
    }

    URI uri(String pathAndQuery) {
        InetSocketAddress http = Objects.requireNonNull(standIn.addresses().get("http"));
        return URI.create("http://" + http.getHostString() + ":" + http.getPort() + pathAndQuery);
    }

    Answer send(HttpRequest request) {
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
