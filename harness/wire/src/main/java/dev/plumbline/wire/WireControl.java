package dev.plumbline.wire;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;

/** Takes orders for a wire over HTTP: {@code PUT /traffic}, {@code GET /traffic}, {@code GET /tally}, as plain text. */
public final class WireControl implements AutoCloseable {
    private final HttpServer server;
    private final Wire wire;

    private WireControl(HttpServer server, Wire wire) {
        this.server = server;
        this.wire = wire;
    }

    /**
     * Starts to listen.
     *
     * @throws UncheckedIOException if the address cannot be had
     */
    public static WireControl open(InetSocketAddress listen, Wire wire) {
        try {
            WireControl control = new WireControl(HttpServer.create(listen, 0), wire);
            control.server.createContext("/", control::answer);
            control.server.start();
            return control;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot listen on " + listen + ": " + e.getMessage(), e);
        }
    }

    /** Returns where it listens, with the port it really has. */
    public InetSocketAddress address() {
        return server.getAddress();
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            String question =
                    exchange.getRequestMethod() + " " + exchange.getRequestURI().getPath();
            switch (question) {
                case "PUT /traffic" -> {
                    try {
                        wire.set(Traffic.of(body));
                        say(exchange, 200, wire.traffic().text());
                    } catch (IllegalArgumentException e) {
                        say(exchange, 400, String.valueOf(e.getMessage()));
                    }
                }
                case "GET /traffic" -> say(exchange, 200, wire.traffic().text());
                case "GET /tally" -> say(exchange, 200, wire.tally().text());
                default -> say(exchange, 404, "nothing is known of '" + question + "'");
            }
        }
    }

    private static void say(HttpExchange exchange, int status, String text) throws IOException {
        byte[] bytes = (text + "\n").getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
