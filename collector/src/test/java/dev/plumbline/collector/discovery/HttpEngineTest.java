package dev.plumbline.collector.discovery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.plumbline.collector.engine.EngineException;
import dev.plumbline.collector.json.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HttpEngineTest {
    private static final long PATIENCE_SECONDS = 60;

    private final CountDownLatch asked = new CountDownLatch(1);
    private final CountDownLatch end = new CountDownLatch(1);
    private HttpServer server;
    private HttpEngine engine;

    @BeforeEach
    void listen() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/_ping", exchange -> {
            exchange.getResponseHeaders().add("Api-Version", "1.44");
            answer(exchange, 200, "OK");
        });
        server.start();
        String address = "tcp://127.0.0.1:" + server.getAddress().getPort();
        engine = new HttpEngine(new EngineLocation(URI.create(address), Optional.empty(), Map.of()));
    }

    @AfterEach
    void stop() throws IOException {
        end.countDown();
        engine.close();
        server.stop(0);
    }

    private static void answer(HttpExchange exchange, int status, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    /** Has the engine write these one after the other, and then no more until the test ends. */
    private void events(List<String> pieces) {
        server.createContext("/v1.44/events", exchange -> {
            exchange.sendResponseHeaders(200, 0);
            for (String piece : pieces) {
                exchange.getResponseBody().write(piece.getBytes(StandardCharsets.UTF_8));
                exchange.getResponseBody().flush();
            }
            asked.countDown();
            await(end);
            exchange.close();
        });
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void reads_events_wherever_the_stream_is_cut() throws IOException {
        events(List.of("{\"Action\":\"st", "art\"}\n\n{\"Action\":\"die\"}\n{\"Acti", "on\":\"destroy\"", "}\n"));

        try (ContainerEngine.Stream stream = engine.stream("/events?filters=x")) {
            for (String action : List.of("start", "die", "destroy")) {
                assertThat(stream.hasNext()).isTrue();
                assertThat(stream.next()).isEqualTo(Json.of(Map.of("Action", action)));
            }
            end.countDown();
            assertThat(stream.hasNext()).isFalse();
        }
    }

    @Test
    void a_stream_that_holds_something_else_is_broken() throws IOException {
        events(List.of("<html>\n"));

        try (ContainerEngine.Stream stream = engine.stream("/events")) {
            assertThatThrownBy(stream::hasNext).hasMessageContaining("does not send JSON");
        }
    }

    @Test
    void closing_it_ends_who_waits_for_events() throws Exception {
        events(List.of("\n"));
        ContainerEngine.Stream stream = engine.stream("/events");
        CompletableFuture<Boolean> waiting = CompletableFuture.supplyAsync(stream::hasNext);

        engine.close();

        assertThatThrownBy(() -> waiting.get(PATIENCE_SECONDS, TimeUnit.SECONDS))
                .isInstanceOf(ExecutionException.class);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void closing_it_ends_who_waits_for_an_answer(boolean streamed) throws Exception {
        server.createContext("/v1.44/", exchange -> {
            asked.countDown();
            await(end);
            exchange.close();
        });
        CompletableFuture<Void> waiting = CompletableFuture.runAsync(() -> {
            try {
                if (streamed) {
                    engine.stream("/events").close();
                } else {
                    engine.get("/containers/json");
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
        await(asked);

        engine.close();

        assertThatThrownBy(() -> waiting.get(PATIENCE_SECONDS, TimeUnit.SECONDS))
                .isInstanceOf(ExecutionException.class);
    }

    @Test
    void a_refusal_says_what_was_asked_and_what_was_answered() {
        server.createContext("/v1.44/networks", exchange -> answer(exchange, 403, "{\"message\":\"not allowed\"}"));

        assertThatThrownBy(() -> engine.get("/networks?x=1"))
                .isInstanceOf(EngineException.class)
                .hasMessage("the engine at tcp://127.0.0.1:"
                        + server.getAddress().getPort() + " answered 403 to GET /networks: not allowed");
    }

    @Test
    void a_proxy_may_refuse_in_its_own_words() {
        server.createContext("/v1.44/events", exchange -> answer(exchange, 403, "Forbidden"));

        assertThatThrownBy(() -> engine.stream("/events"))
                .isInstanceOf(EngineException.class)
                .hasMessageEndingWith("answered 403 to GET /events: Forbidden");
    }

    @Test
    void an_engine_that_is_away_is_named() {
        server.stop(0);

        assertThatThrownBy(() -> engine.get("/containers/json"))
                .hasMessageStartingWith(
                        "the engine at tcp://127.0.0.1:" + server.getAddress().getPort() + " cannot be reached: ");
    }
}
