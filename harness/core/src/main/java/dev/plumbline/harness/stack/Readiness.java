package dev.plumbline.harness.stack;

import dev.plumbline.harness.compose.ComposeService.Ready;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Optional;

/** Asks a service whether it is ready while the stack comes up. */
public final class Readiness implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(PATIENCE)
            .build();

    /**
     * Asks once.
     *
     * @param ready where the service tells it
     * @param endpoint address of {@link Ready#endpoint()}
     * @return why it is not ready, or empty if it is
     */
    public Optional<String> whyNot(Ready ready, Endpoint endpoint) {
        try {
            return ready.path().isEmpty()
                    ? connect(endpoint.uri())
                    : get(endpoint, ready.path().get());
        } catch (IOException e) {
            return Optional.of(endpoint.uri() + ": " + e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.of("interrupted");
        }
    }

    private static Optional<String> connect(URI uri) throws IOException {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(uri.getHost(), uri.getPort()), (int) PATIENCE.toMillis());
            return Optional.empty();
        }
    }

    private Optional<String> get(Endpoint endpoint, String path) throws IOException, InterruptedException {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(endpoint.at(path))).timeout(PATIENCE);
        endpoint.headers().forEach(request::header);
        HttpResponse<String> response = http.send(request.build(), HttpResponse.BodyHandlers.ofString());
        String body = response.body().strip();
        return response.statusCode() / 100 == 2
                ? Optional.empty()
                : Optional.of(endpoint.at(path) + " answers " + response.statusCode() + " "
                        + body.substring(0, Math.min(200, body.length())));
    }

    @Override
    public void close() {
        http.close();
    }
}
