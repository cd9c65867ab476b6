package dev.plumbline.harness.stack;

import dev.plumbline.harness.failure.ConfigurationFailure;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Asks endpoints with their credentials and trust, before there are scenarios that could keep evidence. */
public final class Asking implements AutoCloseable {
    private final Map<Tls, HttpClient> clients = new ConcurrentHashMap<>();
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
        return clients.computeIfAbsent(endpoint.tls(), this::client)
                .send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    private HttpClient client(Tls tls) {
        HttpClient.Builder client =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(connecting);
        if (tls.equals(Tls.USUAL)) {
            return client.build();
        }
        try {
            return client.sslContext(tls.context()).build();
        } catch (IOException | GeneralSecurityException e) {
            throw new ConfigurationFailure("cannot make TLS of " + tls + ": " + e.getMessage(), e);
        }
    }

    @Override
    public void close() {
        clients.values().forEach(HttpClient::close);
    }
}
