package dev.plumbline.embedded.http;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.plumbline.embedded.launch.LaunchException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import java.util.zip.GZIPInputStream;

/** An HTTP server on one address; every request has a virtual thread of its own. */
public final class HttpService implements AutoCloseable {
    private final HttpServer server;
    private final ExecutorService threads;

    private HttpService(HttpServer server, ExecutorService threads) {
        this.server = server;
        this.threads = threads;
    }

    /**
     * Starts to listen.
     *
     * @param name what its threads are called
     * @param address where; port 0 takes a free one
     * @param handler answers every request
     * @param log takes a line for each request that failed
     * @throws LaunchException if the address cannot be had
     */
    public static HttpService start(String name, InetSocketAddress address, Handler handler, Consumer<String> log) {
        try {
            HttpServer server = HttpServer.create(address, 1024);
            ExecutorService threads = Executors.newThreadPerTaskExecutor(
                    Thread.ofVirtual().name(name + "-http-", 0).factory());
            server.setExecutor(threads);
            server.createContext("/", exchange -> answer(exchange, handler, log));
            server.start();
            return new HttpService(server, threads);
        } catch (IOException e) {
            throw new LaunchException(name + " cannot listen on " + address + ": " + e.getMessage(), e);
        }
    }

    /** Returns where it listens, with the port it really has. */
    public InetSocketAddress address() {
        return server.getAddress();
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }

    private static void answer(HttpExchange exchange, Handler handler, Consumer<String> log) {
        try (exchange) {
            Response response;
            try {
                response = handler.handle(request(exchange));
            } catch (RuntimeException e) {
                log.accept("level=error msg=\"request failed\" method=" + exchange.getRequestMethod() + " path="
                        + exchange.getRequestURI().getPath() + " err=\"" + e + "\"");
                response = Response.text(500, e + "\n");
            }
            response.headers().forEach(exchange.getResponseHeaders()::set);
            boolean head = exchange.getRequestMethod().equals("HEAD");
            exchange.sendResponseHeaders(response.status(), head ? -1 : response.length());
            if (!head && response.length() >= 0) {
                try (OutputStream out = exchange.getResponseBody()) {
                    response.body().writeTo(out);
                }
            }
        } catch (IOException e) {
            // the client went away; nobody is left to tell
        }
    }

    private static Request request(HttpExchange exchange) throws IOException {
        Map<String, String> headers = new LinkedHashMap<>();
        exchange.getRequestHeaders()
                .forEach((name, values) -> headers.put(name.toLowerCase(Locale.ROOT), values.getFirst()));
        byte[] body = exchange.getRequestBody().readAllBytes();
        if (headers.getOrDefault("content-encoding", "").equals("gzip")) {
            try {
                body = new GZIPInputStream(new ByteArrayInputStream(body)).readAllBytes();
                headers.remove("content-encoding");
            } catch (IOException e) {
                // no gzip: the handler sees the body as it was sent, with its header
            }
        }
        String query = exchange.getRequestURI().getRawQuery();
        boolean form = headers.getOrDefault("content-type", "").startsWith("application/x-www-form-urlencoded");
        return new Request(
                exchange.getRequestMethod(),
                exchange.getRequestURI(),
                headers,
                Request.decode(
                        form ? new String(body, java.nio.charset.StandardCharsets.UTF_8) : "",
                        query == null ? "" : query),
                Map.of(),
                body);
    }
}
