package dev.plumbline.docker.proof;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;

/**
 * A Loki that keeps every entry that ever arrived, doubles too, in the order of arrival, and that fails as it is told
 * to. It can be asked what it has, as the real one can.
 */
final class CountingLoki implements AutoCloseable {
    /** Below the ports that the kernel gives to whoever connects: nobody takes ours while we are down. */
    private static final int LOWEST_PORT = 15_000;

    private static final int PORTS = 15_000;
    private static final ObjectMapper JSON = new ObjectMapper();

    /** How a push is answered. */
    enum Answer {
        STORE,
        REFUSE_500,
        STORE_AND_500,
        LIMIT_429,
        STORE_HALF_AND_500,
        STORE_AND_HALF_A_BODY,
        STORE_AND_HANG
    }

    private final String address;
    private final int port;
    private final Map<Map<String, String>, List<Pushed>> streams = new LinkedHashMap<>();
    private final List<Pushed> arrived = new ArrayList<>();
    private final Deque<Answer> script = new ArrayDeque<>();
    private Answer usual = Answer.STORE;
    private HttpServer server;
    private int pushes;

    /** Listens on loopback, on a port that is free. */
    CountingLoki() throws IOException {
        this("127.0.0.1", bind());
    }

    CountingLoki(String address, int port) throws IOException {
        this(address, HttpServer.create(new InetSocketAddress(address, port), 0));
    }

    private CountingLoki(String address, HttpServer server) {
        this.address = address;
        this.server = server;
        this.port = server.getAddress().getPort();
        serve();
    }

    private static HttpServer bind() throws IOException {
        while (true) {
            int port = LOWEST_PORT + ThreadLocalRandom.current().nextInt(PORTS);
            try {
                return HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
            } catch (BindException e) {
                // somebody has it
            }
        }
    }

    private void serve() {
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/loki/api/v1/push", this::push);
        server.createContext("/loki/api/v1/query_range", this::query);
        server.start();
    }

    String pushUrl() {
        return "http://" + address + ":" + port + "/loki/api/v1/push";
    }

    /** Goes away: connections are refused and open ones are cut. */
    void down() {
        server.stop(0);
    }

    /** Comes back with all that it had. */
    void up() throws IOException {
        server = HttpServer.create(new InetSocketAddress(address, port), 0);
        serve();
    }

    /** Answers the next pushes like this, one after another, then as usual. */
    synchronized void next(Answer... answers) {
        script.addAll(List.of(answers));
    }

    /** Answers like this whatever is not told otherwise. */
    synchronized void usually(Answer answer) {
        usual = answer;
    }

    synchronized int pushes() {
        return pushes;
    }

    /** Tells how many answers are still to be given as told. */
    synchronized int untold() {
        return script.size();
    }

    /** Returns the entries of all streams with these labels, in the order in which they arrived. */
    synchronized List<Pushed> entries(Map<String, String> labels) {
        List<Pushed> found = new ArrayList<>();
        List<Map<String, String>> matching = streams.keySet().stream()
                .filter(stream -> stream.entrySet().containsAll(labels.entrySet()))
                .toList();
        if (matching.size() == 1) {
            return List.copyOf(streams.get(matching.getFirst()));
        }
        if (!matching.isEmpty()) {
            arrived.stream()
                    .filter(e -> e.labels().entrySet().containsAll(labels.entrySet()))
                    .forEach(found::add);
        }
        return found;
    }

    /** Returns the label sets of the streams that have arrived. */
    synchronized List<Map<String, String>> labelSets() {
        return List.copyOf(streams.keySet());
    }

    synchronized int count(Map<String, String> labels) {
        return streams.entrySet().stream()
                .filter(s -> s.getKey().entrySet().containsAll(labels.entrySet()))
                .mapToInt(s -> s.getValue().size())
                .sum();
    }

    private void push(HttpExchange exchange) throws IOException {
        try (exchange) {
            List<Pushed> entries = Pushed.decode(exchange.getRequestBody().readAllBytes());
            answer(exchange, entries);
        }
    }

    private void answer(HttpExchange exchange, List<Pushed> entries) throws IOException {
        switch (take()) {
            case STORE -> {
                store(entries);
                exchange.sendResponseHeaders(204, -1);
            }
            case REFUSE_500 -> say(exchange, 500);
            case STORE_AND_500 -> {
                store(entries);
                say(exchange, 500);
            }
            case LIMIT_429 -> {
                exchange.getResponseHeaders().add("Retry-After", "1");
                say(exchange, 429);
            }
            case STORE_HALF_AND_500 -> {
                store(entries.subList(0, entries.size() / 2));
                say(exchange, 500);
            }
            case STORE_AND_HALF_A_BODY -> {
                store(entries);
                exchange.sendResponseHeaders(500, 1000);
                exchange.getResponseBody().write(new byte[500]);
                exchange.getResponseBody().flush();
            }
            case STORE_AND_HANG -> {
                store(entries);
                hang();
            }
        }
    }

    private synchronized Answer take() {
        pushes++;
        return script.isEmpty() ? usual : script.removeFirst();
    }

    private static void say(HttpExchange exchange, int status) throws IOException {
        byte[] text = "as told".getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, text.length);
        exchange.getResponseBody().write(text);
    }

    /** Answers nothing until whoever asked has given up. */
    private static void hang() {
        try {
            TimeUnit.SECONDS.sleep(12);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private synchronized void store(List<Pushed> entries) {
        for (Pushed entry : entries) {
            streams.computeIfAbsent(entry.labels(), labels -> new ArrayList<>()).add(entry);
            arrived.add(entry);
        }
    }

    private void query(HttpExchange exchange) throws IOException {
        try (exchange) {
            Map<String, String> parameters = parameters(exchange.getRequestURI().getRawQuery());
            byte[] body = JSON.writeValueAsBytes(found(parameters));
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
        }
    }

    private synchronized ObjectNode found(Map<String, String> parameters) {
        Map<String, String> wanted = Pushed.labels(parameters.getOrDefault("query", ""));
        long start = Long.parseLong(parameters.getOrDefault("start", "0"));
        long end = Long.parseLong(parameters.getOrDefault("end", "0"));
        int limit = Integer.parseInt(parameters.getOrDefault("limit", "100"));
        ObjectNode answer = JSON.createObjectNode().put("status", "success");
        ArrayNode result = answer.putObject("data").put("resultType", "streams").putArray("result");
        Map<Map<String, String>, ArrayNode> values = new HashMap<>();
        entries(wanted).stream()
                .filter(e -> e.timestamp() >= start && e.timestamp() < end)
                .sorted(Comparator.comparingLong(Pushed::timestamp))
                .limit(limit)
                .forEach(e -> values.computeIfAbsent(e.labels(), labels -> {
                            ObjectNode stream = result.addObject();
                            ObjectNode names = stream.putObject("stream");
                            labels.forEach(names::put);
                            return stream.putArray("values");
                        })
                        .addArray()
                        .add(Long.toString(e.timestamp()))
                        .add(new String(e.line().getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8)));
        return answer;
    }

    private static Map<String, String> parameters(String query) {
        Map<String, String> parameters = new HashMap<>();
        for (String pair : query.split("&")) {
            String[] both = pair.split("=", 2);
            parameters.put(both[0], URLDecoder.decode(both[1], StandardCharsets.UTF_8));
        }
        return parameters;
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
