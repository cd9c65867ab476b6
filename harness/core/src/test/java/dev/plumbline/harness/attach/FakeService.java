package dev.plumbline.harness.attach;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsParameters;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;

/** Answers paths with what it is told, where the headers allow it. */
final class FakeService implements AutoCloseable {
    private final HttpServer server;
    private final String scheme;
    private final Map<String, String> bodies = new ConcurrentHashMap<>();

    /** Says with which status a request is turned away, 200 for those that are let in. */
    private volatile Function<Headers, Integer> guard = headers -> 200;

    private FakeService(HttpServer server, String scheme) {
        this.server = server;
        this.scheme = scheme;
        server.createContext("/", exchange -> {
            int verdict = guard.apply(exchange.getRequestHeaders());
            String path = exchange.getRequestURI().getPath();
            String body = verdict != 200 ? "go away" : bodies.getOrDefault(path, "no such path");
            byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
            int status = verdict != 200 ? verdict : bodies.containsKey(path) ? 200 : 404;
            if (status == 302) {
                exchange.getResponseHeaders().add("Location", "/login");
            }
            exchange.sendResponseHeaders(status, bytes.length);
            exchange.getResponseBody().write(bytes);
            exchange.close();
        });
        server.start();
    }

    static FakeService plain() throws IOException {
        return new FakeService(HttpServer.create(loopback(), 0), "http");
    }

    static FakeService tls(SSLContext context) throws IOException {
        HttpsServer server = HttpsServer.create(loopback(), 0);
        server.setHttpsConfigurator(new HttpsConfigurator(context));
        return new FakeService(server, "https");
    }

    /** Lets in only who shows a certificate that the context trusts. */
    static FakeService mutualTls(SSLContext context) throws IOException {
        HttpsServer server = HttpsServer.create(loopback(), 0);
        server.setHttpsConfigurator(new HttpsConfigurator(context) {
            @Override
            public void configure(HttpsParameters parameters) {
                SSLParameters demanding = context.getDefaultSSLParameters();
                demanding.setNeedClientAuth(true);
                parameters.setSSLParameters(demanding);
            }
        });
        return new FakeService(server, "https");
    }

    private static InetSocketAddress loopback() {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    }

    FakeService answers(String path, String body) {
        bodies.put(path, body);
        return this;
    }

    /** Answers as Loki does when it is ready. */
    FakeService asLoki() {
        return answers("/ready", "ready")
                .answers("/loki/api/v1/labels", "{\"status\":\"success\",\"data\":[]}")
                .answers("/loki/api/v1/status/buildinfo", "{\"version\":\"3.7.6\"}");
    }

    FakeService guardedBy(Function<Headers, Integer> other) {
        guard = other;
        return this;
    }

    String url() {
        return scheme + "://localhost:" + server.getAddress().getPort();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
