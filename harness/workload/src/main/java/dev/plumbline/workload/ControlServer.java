package dev.plumbline.workload;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Takes orders over HTTP: {@code POST /lines}, {@code POST /traces}, {@code POST /metrics}; remembers what Alertmanager
 * sends to {@code POST /alerts}; tells at {@code /-/ready} whether it emits.
 */
final class ControlServer implements AutoCloseable {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final int MOST_LINES = 1_000_000;

    private final HttpServer server;
    private final ExecutorService threads;
    private final Fleet fleet;
    private final Telemetry telemetry;
    private final Broker broker;
    private final LogWriter log;
    private final List<JsonNode> alerts = new CopyOnWriteArrayList<>();

    ControlServer(InetSocketAddress address, Fleet fleet, Telemetry telemetry, Broker broker, LogWriter log) {
        this.fleet = fleet;
        this.telemetry = telemetry;
        this.broker = broker;
        this.log = log;
        try {
            this.server = HttpServer.create(address, 64);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot listen on " + address, e);
        }
        this.threads = Executors.newThreadPerTaskExecutor(
                Thread.ofVirtual().name("control-", 0).factory());
        server.setExecutor(threads);
        server.createContext("/", this::handle);
        server.start();
    }

    InetSocketAddress address() {
        return server.getAddress();
    }

    private record Answer(int status, JsonNode body) {}

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            Answer answer;
            try {
                JsonNode body = JSON.readTree(exchange.getRequestBody().readAllBytes());
                answer = answer(
                        exchange.getRequestMethod() + " "
                                + exchange.getRequestURI().getPath(),
                        body);
            } catch (JsonProcessingException | IllegalArgumentException e) {
                String message = String.valueOf(e.getMessage());
                answer = new Answer(400, JSON.createObjectNode().put("error", message));
            }
            byte[] bytes = answer.body().toString().getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(answer.status(), bytes.length);
            exchange.getResponseBody().write(bytes);
        }
    }

    private Answer answer(String question, JsonNode body) {
        return switch (question) {
            case "GET /-/ready" -> ready();
            case "GET /version" -> ok(JSON.createObjectNode().put("version", version()));
            case "GET /services" -> ok(JSON.valueToTree(Fleet.SERVICES));
            case "GET /alerts" -> ok(JSON.valueToTree(alerts));
            case "POST /alerts" -> {
                alerts.add(body);
                log.line(
                        "workload",
                        "stdout",
                        "info",
                        "msg=\"notified\" status=" + body.path("status").asText());
                yield ok(JSON.createObjectNode());
            }
            case "POST /lines" -> lines(body);
            case "POST /traces" -> trace(body);
            case "POST /metrics" -> metric(body);
            default -> new Answer(404, JSON.createObjectNode().put("error", "nothing is known of '" + question + "'"));
        };
    }

    /** Returns what the jar was built as; {@code development} outside of a jar. */
    private static String version() {
        return Objects.requireNonNullElse(ControlServer.class.getPackage().getImplementationVersion(), "development");
    }

    private static Answer ok(JsonNode body) {
        return new Answer(200, body);
    }

    private Answer ready() {
        boolean connected = broker.isConnected();
        return new Answer(
                connected ? 200 : 503,
                JSON.createObjectNode().put("ready", connected).put("broker", connected ? "connected" : "not reached"));
    }

    private Answer lines(JsonNode body) {
        int count = body.path("count").asInt(-1);
        String stream = text(body, "stream");
        if (count < 1 || count > MOST_LINES) {
            throw new IllegalArgumentException("'count' is expected from 1 to " + MOST_LINES + ", found " + count);
        }
        if (!stream.equals("stdout") && !stream.equals("stderr")) {
            throw new IllegalArgumentException("'stream' is expected to be stdout or stderr, found '" + stream + "'");
        }
        fleet.writeLines(text(body, "service"), stream, body.path("first").asInt(1), count, text(body, "stamp"));
        return ok(JSON.createObjectNode().put("written", count));
    }

    private Answer trace(JsonNode body) {
        Fleet.Order order = fleet.order(text(body, "stamp"));
        telemetry.flush();
        ObjectNode answer = JSON.createObjectNode();
        answer.put("traceId", order.traceId()).put("spans", order.spans());
        answer.set("services", JSON.valueToTree(order.services()));
        return ok(answer);
    }

    private Answer metric(JsonNode body) {
        if (!body.path("value").isNumber()) {
            throw new IllegalArgumentException("'value' is expected to be a number, found " + body.path("value"));
        }
        fleet.setProbe(text(body, "stamp"), body.path("value").asDouble());
        telemetry.flush();
        return ok(JSON.valueToTree(Map.of("set", true)));
    }

    private static String text(JsonNode body, String name) {
        String value = body.path(name).asText("");
        if (value.isBlank()) {
            throw new IllegalArgumentException("'" + name + "' is missing");
        }
        return value;
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
