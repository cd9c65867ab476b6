package dev.plumbline.embedded.grafana.source;

import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Asks the systems behind the data sources over HTTP; failures speak as Go's HTTP client does. */
public final class Upstream implements AutoCloseable {
    private static final Duration TIMEOUT = Duration.ofSeconds(30);

    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(TIMEOUT)
            .followRedirects(HttpClient.Redirect.NORMAL)
            .build();

    /** What came back. */
    public record Reply(int status, String contentType, byte[] body) {
        String text() {
            return new String(body, StandardCharsets.UTF_8);
        }

        /** Returns the status as Go writes it, {@code 404 Not Found}. */
        String statusLine() {
            return (status + " " + StatusText.of(status)).trim();
        }
    }

    /** The system could not be reached. */
    public static final class Unreachable extends Exception {
        private static final long serialVersionUID = 1;

        Unreachable(String message, Throwable cause) {
            super(message, cause);
        }
    }

    Reply get(String base, String path, Map<String, String> parameters, Map<String, String> headers)
            throws Unreachable {
        String query = encode(parameters);
        URI uri = URI.create(base.replaceFirst("/+$", "") + path + (query.isEmpty() ? "" : "?" + query));
        HttpRequest.Builder request = HttpRequest.newBuilder(uri).timeout(TIMEOUT);
        headers.forEach(request::setHeader);
        return send("Get", request.build());
    }

    Reply get(URI uri) throws Unreachable {
        return send("Get", HttpRequest.newBuilder(uri).timeout(TIMEOUT).build());
    }

    Reply postForm(URI uri, String form) throws Unreachable {
        return send(
                "Post",
                HttpRequest.newBuilder(uri)
                        .timeout(TIMEOUT)
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(HttpRequest.BodyPublishers.ofString(form))
                        .build());
    }

    /** Hands a request on as it is. */
    public Reply forward(String method, URI uri, Map<String, String> headers, byte[] body) throws Unreachable {
        HttpRequest.Builder request = HttpRequest.newBuilder(uri)
                .timeout(TIMEOUT)
                .method(method, HttpRequest.BodyPublishers.ofByteArray(body));
        headers.forEach(request::setHeader);
        String verb = method.charAt(0) + method.substring(1).toLowerCase(java.util.Locale.ROOT);
        return send(verb, request.build());
    }

    private Reply send(String verb, HttpRequest request) throws Unreachable {
        try {
            HttpResponse<byte[]> response = client.send(request, HttpResponse.BodyHandlers.ofByteArray());
            return new Reply(
                    response.statusCode(),
                    response.headers().firstValue("Content-Type").orElse(""),
                    response.body());
        } catch (IOException e) {
            throw new Unreachable(verb + " \"" + request.uri() + "\": " + reason(request.uri(), e), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Unreachable(verb + " \"" + request.uri() + "\": context canceled", e);
        }
    }

    private static String reason(URI uri, IOException e) {
        int port = uri.getPort() >= 0 ? uri.getPort() : uri.getScheme().equals("https") ? 443 : 80;
        String address = uri.getHost() + ":" + port;
        if (e instanceof ConnectException) {
            return e.getCause() instanceof java.nio.channels.UnresolvedAddressException
                    ? "dial tcp: lookup " + uri.getHost() + ": no such host"
                    : "dial tcp " + address + ": connect: connection refused";
        }
        return e instanceof HttpTimeoutException ? "context deadline exceeded" : "read tcp " + address + ": " + e;
    }

    /** Encodes parameters sorted by name, as Go's url.Values does. */
    static String encode(Map<String, String> parameters) {
        return new TreeMap<>(parameters)
                .entrySet().stream()
                        .map(e -> Parameters.escape(e.getKey()) + "=" + Parameters.escape(e.getValue()))
                        .collect(Collectors.joining("&"));
    }

    @Override
    public void close() {
        client.shutdownNow();
    }
}
