package dev.plumbline.collector.write;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.SSLSession;

/** An answer that was read whole. */
final class PlainAnswer implements HttpResponse<InputStream> {
    private final HttpRequest request;
    private final int status;
    private final HttpHeaders headers;
    private final byte[] body;
    private final boolean keepsConnection;

    PlainAnswer(
            HttpRequest request, int status, Map<String, List<String>> headers, byte[] body, boolean keepsConnection) {
        this.request = request;
        this.status = status;
        this.headers = HttpHeaders.of(headers, (name, value) -> true);
        this.body = body;
        this.keepsConnection = keepsConnection;
    }

    /** Tells whether the connection can be used again. */
    boolean keepsConnection() {
        return keepsConnection;
    }

    @Override
    public int statusCode() {
        return status;
    }

    @Override
    public HttpRequest request() {
        return request;
    }

    @Override
    public Optional<HttpResponse<InputStream>> previousResponse() {
        return Optional.empty();
    }

    @Override
    public HttpHeaders headers() {
        return headers;
    }

    @Override
    public InputStream body() {
        return new ByteArrayInputStream(body);
    }

    @Override
    public Optional<SSLSession> sslSession() {
        return Optional.empty();
    }

    @Override
    public URI uri() {
        return request.uri();
    }

    @Override
    public HttpClient.Version version() {
        return HttpClient.Version.HTTP_1_1;
    }
}
