package dev.plumbline.steps;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.plumbline.harness.compose.ComposeService;
import dev.plumbline.harness.stack.Component;
import dev.plumbline.harness.stack.ContainerIdentity;
import dev.plumbline.harness.stack.Endpoint;
import dev.plumbline.harness.stack.Faults;
import dev.plumbline.harness.stack.RunId;
import dev.plumbline.harness.stack.Service;
import dev.plumbline.harness.stack.ServiceState;
import dev.plumbline.harness.stack.Stack;
import dev.plumbline.harness.stack.StackRequest;
import dev.plumbline.harness.stack.Visitors;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/** A stack whose services answer what a test has them say: the truth, or a lie that a step has to see through. */
final class LyingStack implements Stack {
    private final HttpServer server;
    private final Map<String, Answer> answers = new ConcurrentHashMap<>();
    private Optional<Visitors> visitors = Optional.empty();
    private volatile String log = "";

    private record Answer(int status, Function<String, String> body) {}

    LyingStack() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/", this::answer);
        server.start();
    }

    private void answer(HttpExchange exchange) throws IOException {
        URI asked = exchange.getRequestURI();
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        Optional<Answer> answer = answers.entrySet().stream()
                .filter(a -> asked.getPath().startsWith(a.getKey()))
                .max(Comparator.comparingInt(a -> a.getKey().length()))
                .map(Map.Entry::getValue);
        String question =
                asked.getPath() + "?" + Optional.ofNullable(asked.getQuery()).orElse("") + "\n" + body;
        byte[] bytes = answer.map(a -> a.body().apply(question))
                .orElse("nobody says what to answer")
                .getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().add("Content-Type", "application/json");
        exchange.sendResponseHeaders(answer.map(Answer::status).orElse(404), bytes.length == 0 ? -1 : bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    /** Has a service answer every path that begins so. */
    LyingStack says(Service service, String path, int status, Function<String, String> body) {
        answers.put("/" + service.id() + path, new Answer(status, body));
        return this;
    }

    LyingStack says(Service service, String path, String body) {
        return says(service, path, 200, question -> body);
    }

    /** Has every service log that. */
    void logs(String text) {
        log = text;
    }

    void has(Visitors guests) {
        visitors = Optional.of(guests);
    }

    /** Returns what steps share, over this stack and the files below {@code root}. */
    World world(Path root) {
        Properties properties = new Properties();
        properties.setProperty("plumbline.root", root.toString());
        World world = new World();
        world.use(new StackOfRun(StackRequest.of(properties, root.resolve("work")), this));
        return world;
    }

    @Override
    public String kind() {
        return "embedded";
    }

    @Override
    public String reason() {
        return "a test of the steps";
    }

    @Override
    public RunId run() {
        return new RunId("run0run0");
    }

    @Override
    public Map<Service, Component> components() {
        return Arrays.stream(Service.values())
                .collect(Collectors.toMap(
                        s -> s, s -> new Component(s, Component.Nature.STAND_IN, "0", LyingStack.class.getName())));
    }

    @Override
    public Endpoint endpoint(Service service, String name) {
        return Endpoint.of(URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/" + service.id()));
    }

    @Override
    public Optional<ComposeService.Ready> readiness(Service service) {
        return Optional.of(new ComposeService.Ready("http", Optional.of("/ready")));
    }

    @Override
    public ServiceState state(Service service) {
        return new ServiceState.Running();
    }

    @Override
    public String log(Service service, int lines) {
        return log;
    }

    @Override
    public Optional<ContainerIdentity> container(Service service) {
        return Optional.of(new ContainerIdentity("c0ffee", service.id()));
    }

    @Override
    public Optional<Faults> faults() {
        return Optional.empty();
    }

    @Override
    public Optional<Visitors> visitors() {
        return visitors;
    }

    @Override
    public String project() {
        return "plumbline";
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
