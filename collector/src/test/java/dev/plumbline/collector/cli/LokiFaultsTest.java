package dev.plumbline.collector.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plumbline.collector.entry.Tally;
import dev.plumbline.collector.runtime.ComponentGraph;
import dev.plumbline.collector.testkit.FakeContainer;
import dev.plumbline.collector.testkit.FakeEngine;
import dev.plumbline.collector.testkit.PushDecoder.Pushed;
import dev.plumbline.collector.testkit.ScriptedCall;
import dev.plumbline.collector.testkit.ScriptedLoki;
import dev.plumbline.collector.testkit.ScriptedLoki.Answer;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * One fault of Loki after the other, from the container to what is stored: each line arrives once, in order, or is
 * counted as refused, and the books balance whenever Loki is asked for something.
 */
class LokiFaultsTest {
    private static final long T = 1_768_471_200_000_000_000L;
    private static final long PATIENCE = 60;
    private static final int LINES = 60;
    private static final Predicate<Pushed> SEVENTH = entry -> entry.text().endsWith("7");

    @TempDir
    Path folder;

    private final List<Tally.Books> books = new CopyOnWriteArrayList<>();
    private FakeEngine engine;
    private ScriptedLoki loki;
    private ComponentGraph graph;

    @BeforeEach
    void open() throws IOException {
        engine = new FakeEngine(folder);
        engine.container("a");
        loki = new ScriptedLoki();
        graph = new ComponentGraph(Components.byName(), folder.resolve("storage"), Clock.systemUTC());
    }

    @AfterEach
    void close() throws IOException {
        graph.close();
        engine.close();
        loki.close();
    }

    private void load(String timeout, String more) throws IOException {
        Path config = Files.writeString(
                folder.resolve("config.alloy"), """
                loki.write "w" {
                  endpoint {
                    url = "%s"
                    batch_wait = "5ms"
                    batch_size = "300B"
                    remote_timeout = "%s"
                    min_backoff_period = "5ms"
                    max_backoff_period = "20ms"
                    %s
                  }
                }
                loki.source.docker "d" {
                  host = "%s"
                  targets = [{__meta_docker_container_id = "a", name = "a"}]
                  forward_to = [loki.write.w.receiver]
                }
                """.formatted(loki.pushUrl(), timeout, more, engine.host()));
        Loader loader = new Loader(Configurations.source(config), graph, new PrometheusRegistry(), Clock.systemUTC());
        assertThat(loader.load()).isEmpty();
    }

    private static List<String> lines() {
        return IntStream.range(0, LINES).mapToObj(i -> "line " + i).toList();
    }

    private void write() throws IOException {
        FakeContainer container = engine.container("a");
        IntStream.range(0, LINES).forEach(i -> container.out(T + i * 1000L, "line " + i));
    }

    /** Reads the books; while Loki is about to answer, that is a moment in which a batch is on its way. */
    private void audit() {
        graph.balance().books(Duration.ofMillis(200)).ifPresent(books::add);
    }

    private Tally.Books settled() {
        long deadline = System.nanoTime() + Duration.ofSeconds(PATIENCE).toNanos();
        while (true) {
            Optional<Tally.Books> now = graph.balance().books(Duration.ofSeconds(1));
            now.ifPresent(books::add);
            if (now.isPresent() && now.get().received() == LINES && now.get().inFlightLines() == 0) {
                return now.get();
            }
            assertThat(System.nanoTime()).as("%s, asked %s", now, loki.seen()).isLessThan(deadline);
            LockSupport.parkNanos(5_000_000);
        }
    }

    /** Delivers all lines, and checks what has to hold whatever Loki did. */
    private Tally.Books deliver(Map<String, Long> refused, Predicate<String> expected) throws IOException {
        write();
        Tally.Books last = settled();
        assertThat(books)
                .isNotEmpty()
                .allSatisfy(b -> assertThat(b.unbalanced()).as("%s", b).isZero());
        assertThat(last.refused()).isEqualTo(refused);
        assertThat(last.dropped()).isEmpty();
        assertThat(last.sent()).isEqualTo(LINES - last.refusedLines());
        assertThat(loki.lines())
                .as("asked %s", loki.seen())
                .isEqualTo(lines().stream().filter(expected).toList());
        return last;
    }

    private static Answer status(int status, String... headers) {
        return call -> call.status(status, "no", headers);
    }

    private static Answer stored(Answer then) {
        return call -> then.to(call.store());
    }

    private static Answer half(Answer then) {
        return call -> then.to(call.storeFirst(call.entries().size() / 2));
    }

    private static Answer raw(String bytes) {
        return call -> call.raw(bytes).cut();
    }

    private static Answer again(int times, Answer answer, Answer then) {
        int[] left = {times};
        return call -> (left[0]-- > 0 ? answer : then).to(call);
    }

    private static Arguments fault(String name, Consumer<ScriptedLoki> script) {
        return Arguments.of(name, script);
    }

    static List<Arguments> passing() {
        String ok = "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhalf";
        String wrong = "HTTP/1.1 500 Wrong\r\nContent-Length: 100\r\n\r\nhalf";
        return List.of(
                fault("none", l -> {}),
                fault("500 before storing", l -> l.pushes(status(500), status(500), status(500))),
                fault("502 of a proxy", l -> l.pushes(status(502), status(502))),
                fault("503 before storing", l -> l.pushes(status(503), status(503, "Retry-After: 0"))),
                fault("500 after storing", l -> l.pushes(stored(status(500)), stored(status(500)))),
                fault("502 after storing", l -> l.pushes(stored(status(502)))),
                fault("503 after half", l -> l.pushes(half(status(503)), half(status(503)))),
                fault("408 after half", l -> l.pushes(half(status(408)))),
                fault("429", l -> l.pushes(status(429), status(429))),
                fault("429 after half", l -> l.pushes(half(status(429)), half(status(429)))),
                fault("413 for what is large", l -> l.usually(audit413())),
                fault("the connection cut", l -> l.pushes(ScriptedCall::cut, ScriptedCall::cut)),
                fault("the connection cut after storing", l -> l.pushes(stored(ScriptedCall::cut))),
                fault("reset in the middle of the request", l -> l.pushes(ScriptedCall::reset, ScriptedCall::reset)),
                fault("reset after storing", l -> l.pushes(stored(ScriptedCall::reset), stored(ScriptedCall::reset))),
                fault(
                        "reset in the middle of the answer",
                        l -> l.pushes(stored(call -> call.raw("HTTP/1.1 20").reset()))),
                fault("half a head", l -> l.pushes(stored(raw("HTTP/1.1 204 No Con")), raw("HTTP/1.1 204 No Con"))),
                fault("half a body of 200", l -> l.pushes(stored(raw(ok)), half(raw(ok)))),
                fault("half a body of 500", l -> l.pushes(stored(raw(wrong)), raw(wrong), half(raw(wrong)))),
                fault("something else than HTTP", l -> l.pushes(raw("SSH-2.0-x\r\n"), stored(raw("\r\n\r\n")))),
                fault(
                        "204 with garbage behind it",
                        l -> l.pushes(
                                stored(call -> call.raw("HTTP/1.1 204 No Content\r\n\r\nHTTP/1.1 500 x\r\n\r\n")),
                                stored(call -> call.raw("HTTP/1.1 204 No Content\r\n\r\n\0\0\0")))),
                fault("200 with a body", l -> l.pushes(stored(status(200)), stored(status(201)))),
                fault("401 that heals", l -> l.pushes(status(401), status(401), status(401))),
                fault("403 and 404 that heal", l -> l.pushes(status(403), status(404), status(403))),
                fault(
                        "a redirect to a page",
                        l -> l.pushes(
                                        led(302, "/login"),
                                        led(302, "/login"),
                                        led(301, "/login"),
                                        led(301, "/login"),
                                        led(303, "/login"),
                                        led(303, "/login"))
                                .queries(page(), page(), page())),
                fault("a redirect to nowhere", l -> l.pushes(status(304), status(300), status(305))),
                fault(
                        "a redirect that keeps the push",
                        l -> l.pushes(led(307, "/other/loki/api/v1/push"), led(307, "/other/loki/api/v1/push"))),
                fault(
                        "the reading half away for a while",
                        l -> l.pushes(stored(status(500)))
                                .queries(status(503), status(429), status(500), ScriptedCall::cut)),
                fault(
                        "another page in place of what is stored",
                        l -> l.pushes(half(status(500)), stored(status(500)))
                                .queries(
                                        page(),
                                        status(200),
                                        again(1, call -> call.status(200, "{}"), ScriptedLoki.TELL))),
                fault(
                        "half of what is stored is told",
                        l -> l.pushes(half(status(500)))
                                .queries(raw("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{\"data\":{\"result\":["))),
                fault(
                        "401 to both after storing",
                        l -> l.pushes(half(status(500)), status(401), status(401), status(401))
                                .queries(status(401), status(401), status(401))));
    }

    private static Answer led(int status, String place) {
        return status(status, "Location: " + place);
    }

    private static Answer page() {
        return call -> call.status(200, "<html>who are you?</html>", "Content-Type: text/html");
    }

    private static Answer audit413() {
        return call -> (call.entries().size() > 3 ? status(413) : ScriptedLoki.STORE).to(call);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("passing")
    void what_passes_costs_no_line(String name, Consumer<ScriptedLoki> script) throws Exception {
        loki.watch(this::audit);
        script.accept(loki);
        load("60s", "");
        deliver(Map.of(), line -> true);
        assertThat(loki.scripted()).as("what of the script was not asked for").isZero();
    }

    static List<Arguments> refusing() {
        return List.of(
                Arguments.of(
                        "entry with timestamp t ignored, reason: 'entry too far behind', oldest ...", "too_far_behind"),
                Arguments.of(
                        "entry with timestamp t ignored, reason: 'entry out of order' for stream", "too_far_behind"),
                Arguments.of("Max entry size '262144' bytes exceeded for stream '{}'", "line_too_long"),
                Arguments.of("entry for stream '{}' has timestamp too old: 2020-01-01T00:00:00Z", "timestamp_too_old"),
                Arguments.of("entry for stream '{}' has timestamp too new: 2099-01-01T00:00:00Z", "timestamp_too_new"),
                Arguments.of("stream '{}' has 16 label names; limit 15", "invalid_labels"),
                Arguments.of("stream '{}' has label value too long: 'x'", "invalid_labels"),
                Arguments.of("entry for stream '{}' has structured metadata, but not allowed", "structured_metadata"),
                Arguments.of("Maximum active stream limit exceeded", "stream_limited"),
                Arguments.of("something new", "ingester_error"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("refusing")
    void what_is_refused_is_counted_by_its_reason_and_the_others_arrive(String message, String reason)
            throws Exception {
        loki.watch(this::audit);
        loki.usually(call -> {
            boolean all = call.entries().stream().noneMatch(SEVENTH);
            call.store(SEVENTH.negate()).status(all ? 204 : 400, message);
        });
        load("60s", "");
        deliver(Map.of(reason, 6L), line -> !line.endsWith("7"));
    }

    @Test
    void a_request_that_is_refused_as_a_whole_costs_only_the_offender() throws Exception {
        loki.watch(this::audit);
        loki.usually(call -> {
            boolean all = call.entries().stream().noneMatch(SEVENTH);
            (all ? call.store() : call).status(all ? 204 : 422, "could not be understood");
        });
        load("60s", "");
        deliver(Map.of("ingester_error", 6L), line -> !line.endsWith("7"));
    }

    @Test
    void a_line_that_is_too_large_alone_is_refused() throws Exception {
        loki.watch(this::audit);
        loki.usually(call -> {
            boolean all = call.entries().stream().noneMatch(SEVENTH);
            (all ? call.store() : call).status(all ? 204 : 413, "too large");
        });
        load("60s", "");
        deliver(Map.of("line_too_long", 6L), line -> !line.endsWith("7"));
    }

    @Test
    void what_the_rate_limit_kept_out_is_dropped_where_that_is_wanted() throws Exception {
        loki.pushes(half(status(429)));
        load("60s", "retry_on_http_429 = false");
        write();
        Tally.Books last = settled();
        assertThat(last.unbalanced()).isZero();
        assertThat(last.dropped()).containsOnlyKeys("rate_limited");
        assertThat(loki.stored()).hasSize((int) last.sent());
    }

    @Test
    void where_nobody_listens_nothing_is_in_doubt() throws Exception {
        loki.away();
        load("60s", "");
        write();
        awaitStuck("Loki cannot be reached (ConnectException)");
        loki.back();
        deliverWritten();
        assertThat(loki.seen()).doesNotContain("query");
    }

    private void awaitStuck(String why) {
        long deadline = System.nanoTime() + Duration.ofSeconds(PATIENCE).toNanos();
        while (graph.components().stream().noneMatch(c -> c.health().message().endsWith("is stuck: " + why))) {
            audit();
            assertThat(System.nanoTime()).as("%s", graph.components()).isLessThan(deadline);
            LockSupport.parkNanos(5_000_000);
        }
    }

    private void deliverWritten() {
        Tally.Books last = settled();
        assertThat(books).allSatisfy(b -> assertThat(b.unbalanced()).as("%s", b).isZero());
        assertThat(last.sent()).isEqualTo(LINES);
        assertThat(loki.lines()).isEqualTo(lines());
    }

    @Test
    void an_answer_that_does_not_come_in_time_is_asked_for() throws Exception {
        int[] first = {0};
        loki.pushes(call -> {
            first[0] = call.entries().size();
            call.store().hold();
        });
        loki.queries(ScriptedCall::hold, call -> {
            loki.awaitStored(1, PATIENCE);
            call.tell();
        });
        load("4s", "");
        write();
        deliverWritten();
        assertThat(loki.seen()).startsWith("push", "query", "query", "push");
    }

    @Test
    void where_nothing_is_told_to_be_there_the_same_is_sent_again_in_order() throws Exception {
        List<byte[]> bodies = new CopyOnWriteArrayList<>();
        Answer keeps = call -> bodies.add(call.body());
        loki.pushes(
                call -> {
                    keeps.to(call);
                    call.store().status(500, "");
                },
                call -> {
                    keeps.to(call);
                    call.status(204, "");
                });
        loki.queries(call ->
                call.status(200, "{\"status\":\"success\",\"data\":{\"resultType\":\"streams\",\"result\":[]}}"));
        load("60s", "");
        write();
        deliverWritten();
        assertThat(bodies).hasSize(2);
        assertThat(bodies.getFirst()).isEqualTo(bodies.getLast());
    }
}
