package dev.plumbline.collector.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plumbline.collector.entry.Balance;
import dev.plumbline.collector.entry.Tally;
import dev.plumbline.collector.runtime.ComponentGraph;
import dev.plumbline.collector.testkit.FakeContainer;
import dev.plumbline.collector.testkit.FakeEngine;
import dev.plumbline.collector.testkit.FakeLoki;
import dev.plumbline.collector.testkit.FakeLoki.Push;
import dev.plumbline.collector.testkit.PushDecoder.Pushed;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code received = sent + refused + dropped(reason) + in flight}, whatever happens to Loki and the configuration. */
class BalanceTest {
    private static final long T = 1_768_471_200_000_000_000L;
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final List<Push> FAULTS = List.of(
            Push.STORE,
            Push.STORE,
            Push.STORE,
            Push.FAIL,
            Push.CUT,
            Push.STORE_AND_FAIL,
            Push.STORE_AND_CUT,
            Push.STORE_HALF_AND_FAIL,
            Push.STORE_HALF_AND_RATE_LIMIT,
            Push.STORE_AND_HALF_A_BODY,
            Push.HALF_A_BODY,
            Push.UNAUTHORIZED);

    @TempDir
    Path folder;

    private FakeEngine engine;
    private FakeLoki main;
    private FakeLoki side;
    private ComponentGraph graph;
    private Loader loader;
    private Path config;

    @BeforeEach
    void open() throws IOException {
        engine = new FakeEngine(folder);
        main = new FakeLoki();
        side = new FakeLoki();
        config = folder.resolve("config.alloy");
        graph = new ComponentGraph(Components.byName(), folder.resolve("storage"), Clock.systemUTC());
        loader = new Loader(Configurations.source(config), graph, new PrometheusRegistry(), Clock.systemUTC());
    }

    @AfterEach
    void close() throws IOException {
        graph.close();
        engine.close();
        main.close();
        side.close();
    }

    /** One way in which the configuration can be. */
    private record Shape(boolean sideways, int batchSize, int mostLines, String env) {
        static Shape of(Random random) {
            return new Shape(
                    random.nextInt(3) > 0, 200 + random.nextInt(5000), 2 + random.nextInt(5), "e" + random.nextInt(3));
        }
    }

    private static String endpoint(String name, FakeLoki loki, int batchSize) {
        return """
                  endpoint {
                    name = "%s"
                    url = "%s"
                    batch_wait = "5ms"
                    batch_size = "%dB"
                    remote_timeout = "30s"
                    min_backoff_period = "5ms"
                    max_backoff_period = "40ms"
                  }
                """.formatted(name, loki.pushUrl(), batchSize);
    }

    private void load(Shape shape, String... containers) throws IOException {
        String targets = String.join(
                ", ",
                Stream.of(containers)
                        .map(c -> "{__meta_docker_container_id = \"" + c + "\", name = \"" + c + "\"}")
                        .toList());
        Files.writeString(config, """
                loki.write "w" {
                  external_labels = {env = "%s"}
                %s%s}
                loki.process "p" {
                  forward_to = [loki.write.w.receiver]
                  stage.drop {
                    expression = "noise"
                    drop_counter_reason = "noise"
                  }
                  stage.multiline {
                    firstline = "^start"
                    max_lines = %d
                    max_wait_time = "20ms"
                  }
                }
                loki.source.docker "d" {
                  host = "%s"
                  targets = [%s]
                  forward_to = [loki.process.p.receiver]
                }
                """.formatted(
                        shape.env(),
                        endpoint("main", main, shape.batchSize()),
                        shape.sideways() ? endpoint("side", side, shape.batchSize()) : "",
                        shape.mostLines(),
                        engine.host(),
                        targets));
        assertThat(loader.load()).isEmpty();
    }

    /** Reads the books and holds them to what they promise; empty if there was no moment of rest. */
    private static Optional<Tally.Books> check(Balance balance) {
        Optional<Tally.Books> now = balance.books(Duration.ofSeconds(2));
        now.ifPresent(books -> assertThat(books.unbalanced()).as("%s", books).isZero());
        return now;
    }

    private static void rises(Tally.Books before, Tally.Books now) {
        assertThat(now.received()).isGreaterThanOrEqualTo(before.received());
        assertThat(now.sent()).isGreaterThanOrEqualTo(before.sent());
        assertThat(now.droppedLines()).isGreaterThanOrEqualTo(before.droppedLines());
        assertThat(now.refusedLines()).isGreaterThanOrEqualTo(before.refusedLines());
    }

    private static long open(Tally.Books books) {
        return books.inFlightLines() - books.inFlight().getOrDefault(Tally.Place.LEFT, 0L);
    }

    private Tally.Books awaitSettled() {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        Optional<Tally.Books> books = Optional.empty();
        while (books.isEmpty() || open(books.get()) > 0) {
            assertThat(System.nanoTime()).as("%s", books).isLessThan(deadline);
            books = check(graph.balance());
            LockSupport.parkNanos(5_000_000);
        }
        return books.get();
    }

    private static List<String> lines(FakeLoki loki, String container) {
        return loki.stored().stream()
                .filter(e -> e.labels().contains("name=\"" + container + "\""))
                .map(Pushed::text)
                .flatMap(text -> Stream.of(text.split("\n", -1)))
                .toList();
    }

    private static int write(FakeContainer container, int from, int count, List<String> written) {
        for (int i = from; i < from + count; i++) {
            String line = (i % 4 == 0 ? "start " : i % 7 == 3 ? "refuse " : i % 5 == 2 ? "noise " : "then ") + i;
            written.add(line);
            container.out(T + i * 1000L, line);
        }
        return from + count;
    }

    @Test
    void the_books_balance_at_every_moment_whatever_happens() throws Exception {
        long seed = Long.getLong("plumbline.balance.seed", 20260115);
        System.out.println("balance: seed " + seed);
        Random random = new Random(seed);
        FakeContainer a = engine.container("a");
        FakeContainer b = engine.container("b");
        List<String> ofA = new ArrayList<>();
        List<String> ofB = new ArrayList<>();
        side.refuse(entry -> entry.text().contains("refuse"));
        load(new Shape(true, 1000, 5, "e0"), "a", "b");
        List<Tally.Books> books = new ArrayList<>();
        int nextA = 0;
        int nextB = 0;
        for (int round = 0; round < 120; round++) {
            nextA = write(a, nextA, random.nextInt(60), ofA);
            nextB = write(b, nextB, random.nextInt(20), ofB);
            FakeLoki hit = random.nextInt(3) == 0 ? side : main;
            switch (random.nextInt(12)) {
                case 0 -> hit.usually(random.nextBoolean() ? Push.FAIL : Push.CUT);
                case 1, 2 -> hit.usually(Push.STORE);
                case 3, 4, 5 -> hit.next(FAULTS.get(random.nextInt(FAULTS.size())));
                case 6 -> hit.queryStatus(random.nextBoolean() ? 503 : 200);
                case 7, 8 -> load(Shape.of(random), "a", "b");
                case 9 -> engine.cut();
                case 10 -> {
                    b.stop();
                    b.start();
                }
                default -> LockSupport.parkNanos(random.nextInt(10_000_000));
            }
            Optional<Tally.Books> now = check(graph.balance());
            now.ifPresent(n -> rises(books.isEmpty() ? n : books.getLast(), n));
            now.ifPresent(books::add);
        }
        main.usually(Push.STORE);
        side.usually(Push.STORE);
        main.queryStatus(200);
        side.queryStatus(200);
        int all = ofA.size() + ofB.size();
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        Tally.Books settled = awaitSettled();
        while (settled.received() < all) {
            assertThat(System.nanoTime()).as("%s", settled).isLessThan(deadline);
            settled = awaitSettled();
        }
        assertThat(books).as("moments of rest").hasSizeGreaterThan(20);
        assertThat(settled.received()).isEqualTo(all);
        assertThat(settled.refused().keySet()).isSubsetOf("too_far_behind");
        long noise = Stream.concat(ofA.stream(), ofB.stream())
                .filter(line -> line.startsWith("noise"))
                .count();
        assertThat(settled.dropped()).containsEntry("noise", noise);
        assertThat(lines(main, "a")).containsExactlyInAnyOrderElementsOf(quiet(ofA));
        assertThat(lines(main, "b")).containsExactlyInAnyOrderElementsOf(quiet(ofB));
    }

    private static List<String> quiet(List<String> lines) {
        return lines.stream().filter(line -> !line.startsWith("noise")).toList();
    }

    @Test
    void a_counter_that_is_wrong_is_noticed() throws Exception {
        load(new Shape(false, 1000, 5, "e0"), "a");
        write(engine.container("a"), 0, 100, new ArrayList<>());
        awaitSettled();
        graph.balance().add(tally -> tally.sent(1));
        assertThat(graph.balance().books(PATIENCE).orElseThrow().unbalanced()).isEqualTo(-1);
    }
}
