package dev.plumbline.harness.stack;

import dev.plumbline.harness.compose.ComposeService.Ready;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Optional;

/** Asks a service whether it is ready while the stack comes up. */
public final class Readiness implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private final Asking http = new Asking(PATIENCE);

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
        HttpResponse<String> response = http.get(endpoint, path, PATIENCE);
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
