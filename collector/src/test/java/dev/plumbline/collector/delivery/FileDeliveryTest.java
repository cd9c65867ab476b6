package dev.plumbline.collector.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plumbline.collector.testkit.FakeContainer;
import dev.plumbline.collector.testkit.FakeEngine;
import dev.plumbline.collector.testkit.FakeLoki;
import dev.plumbline.collector.testkit.JsonLogFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class FileDeliveryTest {
    private static final long T = 1_768_471_200_000_000_000L;
    private static final long PATIENCE = 60_000;

    @TempDir
    private Path folder;

    private FakeEngine engine;
    private FakeLoki loki;
    private FakeContainer container;
    private JsonLogFile log;

    @BeforeEach
    void open() throws Exception {
        engine = new FakeEngine(folder);
        loki = new FakeLoki();
        log = new JsonLogFile(folder.resolve("containers/a/a-json.log"));
        container = engine.container("a").driver("json-file", log.path().toString());
    }

    @AfterEach
    void close() throws Exception {
        engine.close();
        loki.close();
    }

    private void write(int from, int to) throws IOException {
        StringBuilder text = new StringBuilder();
        for (int i = from; i < to; i++) {
            text.append(JsonLogFile.json("stdout", T + i * 1000L, "line " + i + "\n"));
        }
        log.raw(text.toString());
    }

    private List<String> missing(int count) {
        Set<String> there = Set.copyOf(loki.lines(Rig.stream("a")));
        return IntStream.range(0, count)
                .mapToObj(i -> "line " + i)
                .filter(line -> !there.contains(line))
                .toList();
    }

    private void assertAll(int count) {
        assertThat(loki.lines(Rig.stream("a")))
                .isEqualTo(IntStream.range(0, count).mapToObj(i -> "line " + i).toList());
    }

    @Test
    void the_engines_own_file_is_read_where_it_can_be() throws Exception {
        write(0, 5000);
        try (Rig rig = new Rig(folder, engine, loki, "a")) {
            assertThat(loki.awaitStored(5000, PATIENCE)).isTrue();
            write(5000, 5001);
            assertThat(loki.awaitStored(5001, PATIENCE)).isTrue();
        }
        assertAll(5001);
        assertThat(engine.requests()).noneMatch(r -> r.contains("/logs"));
    }

    @Test
    void a_second_start_goes_on_where_the_first_ended() throws Exception {
        write(0, 5000);
        try (Rig rig = new Rig(folder, engine, loki, "a")) {
            assertThat(loki.awaitStored(5000, PATIENCE)).isTrue();
        }
        write(5000, 6000);
        try (Rig rig = new Rig(folder, engine, loki, "a")) {
            assertThat(loki.awaitStored(6000, PATIENCE)).isTrue();
        }
        assertAll(6000);
        assertThat(loki.queries()).isZero();
    }

    @RepeatedTest(5)
    void rotation_costs_no_line_compressed_or_not() throws Exception {
        try (Rig rig = new Rig(folder, engine, loki, "a")) {
            for (int i = 0; i < 20; i++) {
                write(i * 500, i * 500 + 500);
                log.rotate(i % 2 == 0);
                int i0 = i;
                if (i % 3 == 0) {
                    assertThat(loki.awaitStored(i * 500 + 500, PATIENCE))
                            .as(() -> missing(i0 * 500 + 500).toString())
                            .isTrue();
                }
            }
            boolean all = loki.awaitStored(20 * 500, PATIENCE);
            assertThat(missing(20 * 500)).isEmpty();
            assertThat(all).isTrue();
        }
        assertAll(20 * 500);
    }

    @Test
    void what_was_rotated_while_nobody_read_is_read_at_the_next_start() throws Exception {
        write(0, 1000);
        try (Rig rig = new Rig(folder, engine, loki, "a")) {
            assertThat(loki.awaitStored(1000, PATIENCE)).isTrue();
        }
        write(1000, 1500);
        log.rotate(true);
        write(1500, 2000);
        log.rotate(true);
        write(2000, 2500);
        log.rotate(false);
        write(2500, 2600);
        try (Rig rig = new Rig(folder, engine, loki, "a")) {
            assertThat(loki.awaitStored(2600, PATIENCE)).isTrue();
        }
        assertAll(2600);
    }

    @Test
    void a_truncated_file_is_read_from_its_beginning() throws Exception {
        write(0, 1000);
        try (Rig rig = new Rig(folder, engine, loki, "a")) {
            assertThat(loki.awaitStored(1000, PATIENCE)).isTrue();
            log.truncate();
            write(1000, 1010);
            assertThat(loki.awaitStored(1010, PATIENCE)).isTrue();
        }
        assertAll(1010);
    }

    @Test
    void a_line_is_delivered_once_it_is_whole() throws Exception {
        log.out(T, "one").part(T + 1, "tw");
        try (Rig rig = new Rig(folder, engine, loki, "a")) {
            assertThat(loki.awaitStored(1, PATIENCE)).isTrue();
            log.part(T + 1, "o\n");
            String three = JsonLogFile.json("stdout", T + 2, "three\n");
            log.raw(three.substring(0, 20));
            assertThat(loki.awaitStored(2, PATIENCE)).isTrue();
            log.raw(three.substring(20));
            log.part(T + 3, "unfinished");
            assertThat(loki.awaitStored(3, PATIENCE)).isTrue();
            assertThat(loki.awaitStored(4, 300)).isFalse();
            container.stop();
            rig.targets();
            assertThat(loki.awaitStored(4, PATIENCE)).isTrue();
        }
        assertThat(loki.lines(Rig.stream("a"))).isEqualTo(List.of("one", "two", "three", "unfinished"));
    }

    @Test
    void the_two_paths_share_a_cursor() throws Exception {
        write(0, 100);
        for (int i = 0; i < 100; i++) {
            container.out(T + i * 1000L, "line " + i);
        }
        try (Rig rig = new Rig(folder, engine, loki, "a")) {
            assertThat(loki.awaitStored(100, PATIENCE)).isTrue();
        }
        container.driver("local", "");
        for (int i = 100; i < 200; i++) {
            container.out(T + i * 1000L, "line " + i);
        }
        try (Rig rig = new Rig(folder, engine, loki, "a")) {
            assertThat(loki.awaitStored(200, PATIENCE)).isTrue();
        }
        assertAll(200);
    }
}
