package dev.plumbline.collector.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plumbline.collector.testkit.FakeContainer;
import dev.plumbline.collector.testkit.FakeEngine;
import dev.plumbline.collector.testkit.FakeLoki;
import dev.plumbline.collector.testkit.FakeLoki.Push;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class DeliveryTest {
    private static final long T = 1_768_471_200_000_000_000L;
    private static final long PATIENCE = 60_000;

    @TempDir
    private Path folder;

    private FakeEngine engine;
    private FakeLoki loki;

    @BeforeEach
    void open() throws Exception {
        engine = new FakeEngine(folder);
        loki = new FakeLoki();
    }

    @AfterEach
    void close() throws Exception {
        engine.close();
        loki.close();
    }

    private static List<String> numbered(int from, int to) {
        return IntStream.range(from, to).mapToObj(i -> "line " + i).toList();
    }

    private static void write(FakeContainer container, int from, int to) {
        for (int i = from; i < to; i++) {
            container.out(T + i * 1000L, "line " + i);
        }
    }

    @Test
    void every_line_arrives_once_and_in_order() throws Exception {
        write(engine.container("a"), 0, 5000);
        try (Rig rig = new Rig(folder, engine, loki, "a")) {
            assertThat(loki.awaitStored(5000, PATIENCE)).isTrue();
            write(engine.container("a"), 5000, 5100);
            assertThat(loki.awaitStored(5100, PATIENCE)).isTrue();
        }
        assertThat(loki.lines(Rig.stream("a"))).isEqualTo(numbered(0, 5100));
        assertThat(loki.stored().getFirst().timestamp()).isEqualTo(T);
    }

    @Test
    void a_second_start_goes_on_where_the_first_ended() throws Exception {
        write(engine.container("a"), 0, 300);
        try (Rig rig = new Rig(folder, engine, loki, "a")) {
            assertThat(loki.awaitStored(300, PATIENCE)).isTrue();
        }
        write(engine.container("a"), 300, 350);
        try (Rig rig = new Rig(folder, engine, loki, "a")) {
            assertThat(loki.awaitStored(350, PATIENCE)).isTrue();
            write(engine.container("a"), 350, 351);
            assertThat(loki.awaitStored(351, PATIENCE)).isTrue();
        }
        assertThat(loki.lines(Rig.stream("a"))).isEqualTo(numbered(0, 351));
        assertThat(loki.queries()).isZero();
    }

    @Test
    void what_arrived_although_the_answer_was_lost_is_not_sent_again() throws Exception {
        loki.next(Push.STORE_AND_FAIL, Push.STORE_HALF_AND_FAIL, Push.STORE_AND_CUT, Push.CUT, Push.FAIL);
        engine.container("a");
        try (Rig rig = new Rig(folder, engine, loki, "a")) {
            for (int i = 0; i < 20; i++) {
                write(engine.container("a"), i * 100, i * 100 + 100);
                Thread.onSpinWait();
            }
            assertThat(loki.awaitStored(2000, PATIENCE)).isTrue();
        }
        assertThat(loki.lines(Rig.stream("a"))).isEqualTo(numbered(0, 2000));
    }

    @Test
    void ten_kills_under_load_neither_lose_nor_repeat_a_line() throws Exception {
        FakeContainer a = engine.container("a");
        FakeContainer b = engine.container("b");
        AtomicBoolean over = new AtomicBoolean();
        Thread writer = Thread.ofPlatform().start(() -> {
            for (int i = 0; i < 20_000; i++) {
                a.out(T + i * 1000L, "line " + i);
                b.out(T + i * 1000L, "line " + i);
                if (i % 20 == 0) {
                    LockSupport.parkNanos(2_000_000);
                }
            }
            over.set(true);
        });
        Path storage = Files.createDirectories(folder.resolve("run0"));
        for (int kill = 1; kill <= 10; kill++) {
            Rig rig = new Rig(storage, engine, loki, "a", "b");
            loki.awaitStored(kill * 3000, PATIENCE);
            if (kill % 3 == 0) {
                loki.next(Push.STORE_AND_HANG, Push.STORE_HALF_AND_FAIL);
            }
            LockSupport.parkNanos(kill * 7_000_000L);
            storage = rig.kill(folder.resolve("run" + kill));
        }
        writer.join();
        try (Rig rig = new Rig(storage, engine, loki, "a", "b")) {
            assertThat(loki.awaitStored(40_000, PATIENCE)).isTrue();
        }
        assertThat(loki.lines(Rig.stream("a"))).isEqualTo(numbered(0, 20_000));
        assertThat(loki.lines(Rig.stream("b"))).isEqualTo(numbered(0, 20_000));
    }

    @Test
    void identical_lines_of_one_nanosecond_all_arrive() throws Exception {
        FakeContainer a = engine.container("a");
        a.out(T, "x").out(T, "x").out(T, "y").out(T, "x").out(T + 1, "z").out(T + 2, "z");
        try (Rig rig = new Rig(folder, engine, loki, "a")) {
            assertThat(loki.awaitStored(6, PATIENCE)).isTrue();
        }
        assertThat(loki.lines(Rig.stream("a"))).containsExactly("x", "x", "y", "x", "z", "z");
        assertThat(loki.stored().stream().map(e -> e.timestamp() + e.text()).distinct())
                .hasSize(6);
    }

    @Test
    void a_container_that_stops_and_starts_is_not_read_again() throws Exception {
        FakeContainer a = engine.container("a");
        try (Rig rig = new Rig(folder, engine, loki, "a")) {
            for (int run = 0; run < 20; run++) {
                write(a, run * 10, run * 10 + 10);
                assertThat(loki.awaitStored(run * 10 + 10, PATIENCE)).isTrue();
                a.stop();
                rig.targets();
                a.start();
                rig.targets("a");
            }
        }
        assertThat(loki.lines(Rig.stream("a"))).isEqualTo(numbered(0, 200));
    }

    @Test
    void the_unfinished_last_line_arrives_when_the_container_has_stopped_and_not_before() throws Exception {
        FakeContainer a = engine.container("a");
        a.out(T, "whole").write(1, T + 1000, "unfinished".getBytes(StandardCharsets.UTF_8));
        try (Rig rig = new Rig(folder, engine, loki, "a")) {
            assertThat(loki.awaitStored(1, PATIENCE)).isTrue();
            assertThat(loki.awaitStored(2, 300)).isFalse();
            a.stop();
            assertThat(loki.awaitStored(2, PATIENCE)).isTrue();
            a.start();
            a.out(T + 2000, "next");
            assertThat(loki.awaitStored(3, PATIENCE)).isTrue();
        }
        assertThat(loki.lines(Rig.stream("a"))).containsExactly("whole", "unfinished", "next");
    }

    @Test
    void what_an_engine_holds_back_when_it_ends_a_stream_is_read_all_the_same() throws Exception {
        FakeContainer a = engine.container("a").hasty();
        write(a, 0, 10);
        try (Rig rig = new Rig(folder, engine, loki, "a")) {
            assertThat(loki.awaitStored(10, PATIENCE)).isTrue();
            a.writeAndStop(1, T + 10_000, "line 10".getBytes(StandardCharsets.UTF_8));
            assertThat(loki.awaitStored(11, PATIENCE)).isTrue();
        }
        assertThat(loki.lines(Rig.stream("a"))).isEqualTo(numbered(0, 11));
    }

    @Test
    void a_container_that_is_gone_before_it_was_read_is_counted_as_a_gap() throws Exception {
        engine.container("there");
        try (Rig rig = new Rig(folder, engine, loki, "gone", "there")) {
            write(engine.container("there"), 0, 1);
            assertThat(loki.awaitStored(1, PATIENCE)).isTrue();
            long deadline = System.nanoTime() + PATIENCE * 1_000_000L;
            while (rig.sourceContext.metric("loki_source_docker_gaps_total") == 0 && System.nanoTime() < deadline) {
                LockSupport.parkNanos(10_000_000);
            }
            assertThat(rig.sourceContext.metric("loki_source_docker_gaps_total"))
                    .isEqualTo(1);
        }
    }

    @Test
    void connections_that_are_cut_cost_no_line() throws Exception {
        FakeContainer a = engine.container("a");
        try (Rig rig = new Rig(folder, engine, loki, "a")) {
            for (int i = 0; i < 5; i++) {
                write(a, i * 1000, i * 1000 + 1000);
                assertThat(loki.awaitStored(i * 1000 + 500, PATIENCE)).isTrue();
                engine.cut();
            }
            assertThat(loki.awaitStored(5000, PATIENCE)).isTrue();
            assertThat(rig.sourceContext.metric("loki_source_docker_reconnects_total"))
                    .isGreaterThanOrEqualTo(1);
        }
        assertThat(loki.lines(Rig.stream("a"))).isEqualTo(numbered(0, 5000));
    }

    @Test
    void refused_entries_are_isolated_and_counted_and_the_others_arrive() throws Exception {
        loki.refuse(entry -> entry.text().equals("line 17") || entry.text().equals("line 70"));
        write(engine.container("a"), 0, 100);
        try (Rig rig = new Rig(folder, engine, loki, "a")) {
            assertThat(loki.awaitStored(98, PATIENCE)).isTrue();
            write(engine.container("a"), 100, 101);
            assertThat(loki.awaitStored(99, PATIENCE)).isTrue();
            assertThat(rig.writeContext.metric("loki_write_dropped_entries_total"))
                    .isEqualTo(2);
        }
        List<String> expected = new java.util.ArrayList<>(numbered(0, 101));
        expected.removeAll(List.of("line 17", "line 70"));
        assertThat(loki.lines(Rig.stream("a"))).containsExactlyInAnyOrderElementsOf(expected);
    }

    @Test
    void a_wrong_password_costs_nothing_but_time() throws Exception {
        loki.usually(Push.UNAUTHORIZED);
        write(engine.container("a"), 0, 10);
        try (Rig rig = new Rig(folder, engine, loki, "a")) {
            long deadline = System.nanoTime() + PATIENCE * 1_000_000L;
            while (rig.writeContext.ready()) {
                assertThat(System.nanoTime()).isLessThan(deadline);
                LockSupport.parkNanos(10_000_000);
            }
            assertThat(loki.stored()).isEmpty();
            assertThat(rig.writeContext.message()).isEqualTo("delivery to endpoint-0 is stuck: Loki answers 401");
            loki.usually(Push.STORE);
            assertThat(loki.awaitStored(10, PATIENCE)).isTrue();
        }
        assertThat(loki.lines(Rig.stream("a"))).isEqualTo(numbered(0, 10));
    }

    @Test
    void one_request_is_in_flight_for_one_stream() throws Exception {
        write(engine.container("a"), 0, 3000);
        try (Rig rig = new Rig(folder, engine, loki, "a")) {
            for (int i = 3000; i < 4000; i += 10) {
                write(engine.container("a"), i, i + 10);
                LockSupport.parkNanos(1_000_000);
            }
            assertThat(loki.awaitStored(4000, PATIENCE)).isTrue();
        }
        assertThat(loki.mostInFlight()).isEqualTo(1);
    }

    @Test
    void a_rotated_log_is_read_on_by_time_and_the_gap_is_counted() throws Exception {
        FakeContainer a = engine.container("a");
        write(a, 0, 100);
        try (Rig rig = new Rig(folder, engine, loki, "a")) {
            assertThat(loki.awaitStored(100, PATIENCE)).isTrue();
        }
        write(a, 100, 200);
        a.forget(150);
        try (Rig rig = new Rig(folder, engine, loki, "a")) {
            assertThat(loki.awaitStored(150, PATIENCE)).isTrue();
            assertThat(rig.sourceContext.metric("loki_source_docker_gaps_total"))
                    .isEqualTo(1);
        }
    }

    @Test
    void a_clock_that_goes_back_costs_no_line() throws Exception {
        FakeContainer a = engine.container("a");
        write(a, 1000, 1010);
        try (Rig rig = new Rig(folder, engine, loki, "a")) {
            assertThat(loki.awaitStored(10, PATIENCE)).isTrue();
        }
        write(a, 0, 10);
        try (Rig rig = new Rig(folder, engine, loki, "a")) {
            assertThat(loki.awaitStored(20, PATIENCE)).isTrue();
        }
        write(a, 10, 20);
        try (Rig rig = new Rig(folder, engine, loki, "a")) {
            assertThat(loki.awaitStored(30, PATIENCE)).isTrue();
        }
        assertThat(loki.stored()).hasSize(30);
    }

    @Test
    void what_a_removed_container_wrote_while_loki_was_away_outlives_a_kill() throws Exception {
        loki.usually(Push.FAIL);
        write(engine.container("a"), 0, 5000);
        Path storage = Files.createDirectories(folder.resolve("before"));
        Rig rig = new Rig(storage, engine, loki, "a");
        long deadline = System.nanoTime() + PATIENCE * 1_000_000L;
        while (rig.sourceContext.metric("loki_source_docker_unacknowledged_bytes") > 0
                || rig.writeContext.metric("loki_write_received_entries") < 5000) {
            assertThat(System.nanoTime()).isLessThan(deadline);
            LockSupport.parkNanos(10_000_000);
        }
        assertThat(rig.writeContext.metric("loki_write_spool_bytes")).isGreaterThan(5000);
        engine.remove("a");
        storage = rig.kill(folder.resolve("after"));
        loki.usually(Push.STORE);
        try (Rig again = new Rig(storage, engine, loki)) {
            assertThat(loki.awaitStored(5000, PATIENCE)).isTrue();
            again.awaitSettled();
            assertThat(again.writeContext.metric("loki_write_spool_bytes")).isZero();
        }
        assertThat(loki.lines(Rig.stream("a"))).isEqualTo(numbered(0, 5000));
    }

    @Test
    void an_outage_ends_with_every_line_in_order() throws Exception {
        loki.usually(Push.CUT);
        FakeContainer a = engine.container("a");
        try (Rig rig = new Rig(folder, engine, loki, "a")) {
            for (int i = 0; i < 50; i++) {
                write(a, i * 100, i * 100 + 100);
                LockSupport.parkNanos(30_000_000);
            }
            loki.usually(Push.STORE);
            assertThat(loki.awaitStored(5000, PATIENCE)).isTrue();
        }
        assertThat(loki.lines(Rig.stream("a"))).isEqualTo(numbered(0, 5000));
    }

    @Test
    void what_was_received_is_sent_refused_dropped_or_in_flight_at_every_moment() throws Exception {
        loki.refuse(entry -> entry.text().endsWith("7"));
        loki.next(Push.FAIL, Push.STORE_HALF_AND_FAIL, Push.RATE_LIMIT);
        FakeContainer a = engine.container("a");
        try (Rig rig = new Rig(folder, engine, loki, "a")) {
            for (int i = 0; i < 300; i++) {
                a.out(T + i * 1000L, "line " + i);
                if (i % 10 == 0) {
                    rig.assertBalanced();
                    LockSupport.parkNanos(1_000_000);
                }
            }
            assertThat(loki.awaitStored(270, PATIENCE)).isTrue();
            rig.awaitSettled();
            rig.assertBalanced();
            assertThat(rig.writeContext.metric("loki_write_dropped_entries_total"))
                    .isEqualTo(30);
        }
    }

    @Test
    void what_a_container_wrote_before_it_stopped_is_read_although_it_is_no_target_any_more() throws Exception {
        loki.usually(Push.CUT);
        loki.queryStatus(503);
        FakeContainer a = engine.container("a");
        write(a, 0, 10);
        Path storage = Files.createDirectories(folder.resolve("before"));
        Rig rig = new Rig(storage, engine, loki, "a");
        assertThat(loki.awaitStored(1, 300)).isFalse();
        storage = rig.kill(folder.resolve("after"));
        write(a, 10, 3000);
        a.write(2, T, "unfinished".getBytes(StandardCharsets.UTF_8));
        a.stop();
        loki.usually(Push.STORE);
        loki.queryStatus(200);
        try (Rig again = new Rig(storage, engine, loki)) {
            assertThat(loki.awaitStored(3001, PATIENCE)).isTrue();
            again.awaitSettled();
        }
        assertThat(loki.lines(Rig.stream("a")).subList(0, 3000)).isEqualTo(numbered(0, 3000));
        assertThat(loki.lines(Rig.stream("a")).subList(3000, 3001)).containsExactly("unfinished");
        engine.remove("a");
        try (Rig again = new Rig(storage, engine, loki)) {
            assertThat(loki.awaitStored(3002, 300)).isFalse();
        }
    }
}
