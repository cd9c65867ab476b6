package dev.plumbline.harness.stack;

import dev.plumbline.harness.failure.ConfigurationFailure;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Asks endpoints with their credentials and trust, before there are scenarios that could keep evidence. */
public final class Asking implements AutoCloseable {
    private final Map<Optional<Path>, HttpClient> clients = new ConcurrentHashMap<>();
    private final Duration connecting;

    /**
     * Begins.
     *
     * @param connecting how long to wait for a connection
     */
    public Asking(Duration connecting) {
        this.connecting = connecting;
    }

    /**
     * Asks with GET, following no redirect.
     *
     * @param path below the endpoint
     * @param patience how long to wait for the answer
     */
    public HttpResponse<String> get(Endpoint endpoint, String path, Duration patience)
            throws IOException, InterruptedException {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(endpoint.at(path))).timeout(patience);
        endpoint.headers().forEach(request::header);
        return clients.computeIfAbsent(endpoint.trust(), this::client)
                .send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    private HttpClient client(Optional<Path> trust) {
        HttpClient.Builder client =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(connecting);
        trust.ifPresent(pem -> {
            try {
                client.sslContext(Authorities.context(pem));
            } catch (IOException | GeneralSecurityException e) {
                throw new ConfigurationFailure(
                        "cannot read authorities to trust from " + pem + ": " + e.getMessage(), e);
            }
        });
        return client.build();
    }

    @Override
    public void close() {
        clients.values().forEach(HttpClient::close);
    }
}
