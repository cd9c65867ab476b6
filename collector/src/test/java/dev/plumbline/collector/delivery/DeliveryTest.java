package dev.plumbline.collector.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plumbline.collector.testkit.FakeContainer;
import dev.plumbline.collector.testkit.FakeEngine;
import dev.plumbline.collector.testkit.FakeLoki;
import dev.plumbline.collector.testkit.FakeLoki.Push;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class DeliveryTest {
    private static final long T = 1_768_471_200_000_000_000L;
    private static final long PATIENCE = 15_000;

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
        try (Rig rig = new Rig(folder, engine, loki, "a")) {
            for (int i = 0; i < 20; i++) {
                write(engine.container("a"), i * 100, i * 100 + 100);
                Thread.onSpinWait();
            }
            assertThat(loki.awaitStored(2000, PATIENCE)).isTrue();
        }
        assertThat(loki.lines(Rig.stream("a"))).isEqualTo(numbered(0, 2000));
    }
}
