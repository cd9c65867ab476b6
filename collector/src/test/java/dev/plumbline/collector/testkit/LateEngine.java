package dev.plumbline.collector.testkit;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/** An engine without containers, which answers what containers there are when the test says so. */
public final class LateEngine implements AutoCloseable {
    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final CountDownLatch answers = new CountDownLatch(1);
    private final CountDownLatch asked = new CountDownLatch(1);
    private final CountDownLatch over = new CountDownLatch(1);

    public LateEngine() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/", this::answer);
        server.start();
    }

    public String host() {
        return "tcp://127.0.0.1:" + server.getAddress().getPort();
    }

    private void answer(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        try {
            if (path.endsWith("/events")) {
                exchange.sendResponseHeaders(200, 0);
                exchange.getResponseBody().flush();
                over.await();
                exchange.close();
            } else if (path.endsWith("/containers/json")) {
                asked.countDown();
                answers.await();
                reply(exchange, "[]");
            } else {
                reply(exchange, path.endsWith("/networks") ? "[]" : "{\"ApiVersion\":\"1.41\",\"Version\":\"20.10\"}");
            }
        } catch (InterruptedException e) {
            exchange.close();
        }
    }

    private static void reply(HttpExchange exchange, String json) throws IOException {
        byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.getResponseHeaders().set("Api-Version", "1.41");
        exchange.sendResponseHeaders(200, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    /** Waits until somebody asks for the containers; false after so many seconds. */
    public boolean awaitAsked(long seconds) throws InterruptedException {
        return asked.await(seconds, TimeUnit.SECONDS);
    }

    /** Answers from now on. */
    public void answer() {
        answers.countDown();
    }

    @Override
    public void close() {
        answers.countDown();
        over.countDown();
        server.stop(0);
        threads.shutdownNow();
    }
}
