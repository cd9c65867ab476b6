package dev.plumbline.embedded.tempo;

import dev.plumbline.contract.Answer;
import dev.plumbline.contract.Question;
import dev.plumbline.embedded.launch.Launch;
import dev.plumbline.embedded.launch.StandIn;
import dev.plumbline.embedded.launch.StandInProgram;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;

/** A Tempo stand-in on free ports, and a client for it. */
final class RunningTempo implements AutoCloseable {
    private final HttpClient client = HttpClient.newHttpClient();
    private final StandIn tempo;

    private RunningTempo(StandIn tempo) {
        this.tempo = tempo;
    }

    static RunningTempo start(Path folder, Clock clock, Map<String, String> environment, String more)
            throws IOException {
        return start(Tempo.program(), folder, clock, environment, more);
    }

    static RunningTempo start(
            StandInProgram program, Path folder, Clock clock, Map<String, String> environment, String more)
            throws IOException {
        Path config = folder.resolve("tempo.yaml");
        Files.writeString(config, """
                server:
                  http_listen_address: 127.0.0.1
                  http_listen_port: 0
                distributor:
                  receivers:
                    otlp:
                      protocols:
                        grpc:
                          endpoint: 127.0.0.1:0
                        http:
                          endpoint: 127.0.0.1:0
                """ + more);
        return new RunningTempo(
                program.start(new Launch(List.of("-config.file=" + config), environment, clock, line -> {})));
    }

    InetSocketAddress address(String name) {
        InetSocketAddress address = tempo.addresses().get(name);
        if (address == null) {
            throw new IllegalArgumentException(name);
        }
        return address;
    }

    Answer ask(String name, Question question) throws IOException, InterruptedException {
        String query = question.query().isEmpty() ? "" : "?" + question.query();
        HttpRequest.Builder request = HttpRequest.newBuilder(uri(name, question.path() + query))
                .method(
                        question.method(),
                        question.body()
                                .map(HttpRequest.BodyPublishers::ofString)
                                .orElseGet(HttpRequest.BodyPublishers::noBody));
        question.headers().forEach(request::header);
        HttpResponse<String> response = client.send(request.build(), HttpResponse.BodyHandlers.ofString());
        return Answer.of(
                response.statusCode(),
                response.headers().firstValue("Content-Type").orElse(""),
                response.body());
    }

    Answer get(String pathAndQuery) throws IOException, InterruptedException {
        HttpResponse<String> response = client.send(
                HttpRequest.newBuilder(uri("http", pathAndQuery)).build(), HttpResponse.BodyHandlers.ofString());
        return Answer.of(
                response.statusCode(),
                response.headers().firstValue("Content-Type").orElse(""),
                response.body());
    }

    Answer push(String json) throws IOException, InterruptedException {
        HttpResponse<String> response = client.send(
                HttpRequest.newBuilder(uri("otlp-http", "/v1/traces"))
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString(json))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
        return Answer.of(
                response.statusCode(),
                response.headers().firstValue("Content-Type").orElse(""),
                response.body());
    }

    private URI uri(String name, String pathAndQuery) {
        return URI.create("http://127.0.0.1:" + address(name).getPort() + pathAndQuery);
    }

    @Override
    public void close() {
        tempo.close();
        client.close();
    }
}
