package dev.plumbline.collector.testkit;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.plumbline.collector.testkit.PushDecoder.Pushed;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;

/** A Loki that keeps everything, duplicates too, and that fails the way it is told to. */
public final class FakeLoki implements AutoCloseable {
    private static final long SLOW_NANOS = 200_000_000;
    private static final long HANG_NANOS = 500_000_000;

    /** How a push is answered. */
    public enum Push {
        STORE,
        FAIL,
        STORE_AND_FAIL,
        STORE_AND_HANG,
        STORE_HALF_AND_FAIL,
        STORE_AND_CUT,
        CUT,
        RATE_LIMIT,
        STORE_HALF_AND_RATE_LIMIT,
        UNAUTHORIZED,
        FORBIDDEN,
        NOT_FOUND,
        TOO_LARGE,
        SLOW,
        HALF_A_BODY,
        STORE_AND_HALF_A_BODY
    }

    private final Front front;
    private final List<Pushed> stored = new ArrayList<>();
    private final List<byte[]> bodies = new ArrayList<>();
    private final List<Push> script = new ArrayList<>();
    private Predicate<Pushed> refuses = entry -> false;
    private Push usual = Push.STORE;
    private int queryStatus = 200;
    private int pushes;
    private int queries;
    private int inFlight;
    private int mostInFlight;

    /** One address of this Loki; cutting it is how a collector dies without a word. */
    public static final class Front implements AutoCloseable {
        private final HttpServer server;

        private Front(HttpServer server) {
            this.server = server;
        }

        public URI pushUrl() {
            return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/loki/api/v1/push");
        }

        @Override
        public void close() {
            server.stop(0);
        }
    }

    public FakeLoki() throws IOException {
        front = open();
    }

    /** Opens another address. */
    public Front open() throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/loki/api/v1/push", this::push);
        server.createContext("/loki/api/v1/query_range", this::query);
        server.start();
        return new Front(server);
    }

    public URI pushUrl() {
        return front.pushUrl();
    }

    /** Answers the next pushes like this, one after another, and the others as usual. */
    public synchronized void next(Push... answers) {
        script.addAll(List.of(answers));
    }

    public synchronized void usually(Push answer) {
        usual = answer;
        notifyAll();
    }

    public synchronized void refuse(Predicate<Pushed> which) {
        refuses = which;
    }

    public synchronized void queryStatus(int status) {
        queryStatus = status;
    }

    private void push(HttpExchange exchange) throws IOException {
        byte[] body = exchange.getRequestBody().readAllBytes();
        Push answer;
        synchronized (this) {
            answer = script.isEmpty() ? usual : script.removeFirst();
            pushes++;
            bodies.add(body);
            mostInFlight = Math.max(mostInFlight, ++inFlight);
        }
        try {
            answer(exchange, answer, PushDecoder.decode(body));
        } finally {
            synchronized (this) {
                inFlight--;
            }
        }
    }

    private void answer(HttpExchange exchange, Push answer, List<Pushed> entries) throws IOException {
        switch (answer) {
            case STORE -> reply(exchange, store(entries) ? 204 : 400, "entry too far behind");
            case FAIL -> reply(exchange, 500, "away");
            case STORE_AND_FAIL -> {
                store(entries);
                reply(exchange, 500, "stored all the same");
            }
            case STORE_HALF_AND_FAIL -> {
                store(entries.subList(0, entries.size() / 2));
                reply(exchange, 503, "half");
            }
            case STORE_AND_HANG -> {
                store(entries);
                hang();
                exchange.close();
            }
            case STORE_AND_CUT -> {
                store(entries);
                exchange.close();
            }
            case CUT -> exchange.close();
            case RATE_LIMIT -> {
                exchange.getResponseHeaders().add("Retry-After", "1");
                reply(exchange, 429, "slow down");
            }
            case STORE_HALF_AND_RATE_LIMIT -> {
                store(entries.subList(0, entries.size() / 2));
                reply(exchange, 429, "slow down");
            }
            case UNAUTHORIZED -> reply(exchange, 401, "who are you");
            case FORBIDDEN -> reply(exchange, 403, "not you");
            case NOT_FOUND -> reply(exchange, 404, "no such page");
            case TOO_LARGE -> reply(exchange, 413, "request entity too large");
            case SLOW -> {
                LockSupport.parkNanos(SLOW_NANOS);
                reply(exchange, store(entries) ? 204 : 400, "entry too far behind");
            }
            case HALF_A_BODY -> half(exchange);
            case STORE_AND_HALF_A_BODY -> {
                store(entries);
                half(exchange);
            }
        }
    }

    private static void half(HttpExchange exchange) throws IOException {
        exchange.sendResponseHeaders(500, 1000);
        exchange.getResponseBody().write(new byte[500]);
        exchange.getResponseBody().flush();
        exchange.close();
    }

    private synchronized void hang() {
        try {
            long deadline = System.nanoTime() + HANG_NANOS;
            while (System.nanoTime() < deadline) {
                wait(100);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private synchronized boolean store(List<Pushed> entries) {
        boolean all = true;
        for (Pushed entry : entries) {
            if (refuses.test(entry)) {
                all = false;
            } else {
                stored.add(entry);
            }
        }
        notifyAll();
        return all;
    }

    private static void reply(HttpExchange exchange, int status, String text) throws IOException {
        byte[] body = status == 204 ? new byte[0] : text.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
        if (body.length > 0) {
            exchange.getResponseBody().write(body);
        }
        exchange.close();
    }

    private void query(HttpExchange exchange) throws IOException {
        int status;
        synchronized (this) {
            queries++;
            status = queryStatus;
        }
        if (status != 200) {
            reply(exchange, status, "no");
            return;
        }
        byte[] body = StoredEntries.answer(stored(), exchange.getRequestURI().getRawQuery())
                .toString()
                .getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().add("Content-Type", "application/json");
        exchange.sendResponseHeaders(200, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    public synchronized List<Pushed> stored() {
        return List.copyOf(stored);
    }

    /** Returns the lines of one stream in the order in which they arrived. */
    public synchronized List<String> lines(String labels) {
        return stored.stream()
                .filter(e -> e.labels().equals(labels))
                .map(Pushed::text)
                .toList();
    }

    public synchronized List<byte[]> bodies() {
        return List.copyOf(bodies);
    }

    public synchronized int pushes() {
        return pushes;
    }

    /** Waits until no push is being answered. */
    public synchronized void awaitQuiet() throws InterruptedException {
        while (inFlight > 0) {
            wait(10);
        }
    }

    public synchronized int queries() {
        return queries;
    }

    public synchronized int mostInFlight() {
        return mostInFlight;
    }

    /** Waits until so many entries are stored, or so many milliseconds have passed. */
    public synchronized boolean awaitStored(int count, long millis) throws InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
        while (stored.size() < count) {
            long left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
            if (left <= 0) {
                return false;
            }
            wait(left);
        }
        return true;
    }

    @Override
    public void close() {
        front.close();
    }
}
