package dev.plumbline.collector.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plumbline.collector.journal.Table;
import dev.plumbline.collector.testkit.FakeContainer;
import dev.plumbline.collector.testkit.FakeContext;
import dev.plumbline.collector.testkit.FakeEngine;
import dev.plumbline.collector.testkit.FakeLoki;
import dev.plumbline.collector.testkit.FakeLoki.Push;
import dev.plumbline.collector.testkit.FullDisk;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The storage path is full: nothing is lost, nothing comes twice, it is said, and it goes on when there is space. */
class FullDiskTest {
    private static final long T = 1_768_471_200_000_000_000L;
    private static final long PATIENCE = 60_000;

    @TempDir
    Path folder;

    private final FullDisk disk = new FullDisk();
    private FakeEngine engine;
    private FakeLoki loki;
    private FakeContainer container;

    @BeforeEach
    void open() throws IOException {
        engine = new FakeEngine(folder);
        loki = new FakeLoki();
        container = engine.container("a");
    }

    @AfterEach
    void close() throws IOException {
        engine.close();
        loki.close();
    }

    private static boolean ofSpool(Path file) {
        return file.toString().contains("/spool/");
    }

    private static boolean ofPositions(Path file) {
        return file.endsWith("cursors.journal");
    }

    private void write(int from, int to) {
        for (int i = from; i < to; i++) {
            container.out(T + i * 1000L, "line " + i);
        }
    }

    private static void await(BooleanSupplier condition, FakeContext context) {
        long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(PATIENCE);
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as(context.message()).isLessThan(deadline);
            LockSupport.parkNanos(5_000_000);
        }
    }

    private static void awaitMessage(FakeContext context, String text) {
        await(() -> context.message().contains(text), context);
    }

    private void assertDelivered(int count) {
        assertThat(loki.lines(Rig.stream("a")))
                .isEqualTo(IntStream.range(0, count).mapToObj(i -> "line " + i).toList());
    }

    private List<Path> spooled() throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(FullDiskTest::ofSpool)
                    .filter(f -> f.toString().endsWith(".batch"))
                    .toList();
        }
    }

    @Test
    void nothing_is_sent_before_its_intent_could_be_written_and_all_of_it_afterwards() throws Exception {
        try (Rig rig = new Rig(disk, folder, engine, loki, "a")) {
            disk.fill(file -> true);
            write(0, 500);
            awaitMessage(rig.writeContext, "the storage folder cannot be written (No space left on device)");
            assertThat(rig.writeContext.ready()).isFalse();
            assertThat(loki.stored()).isEmpty();
            rig.assertBalanced();
            disk.free();
            assertThat(loki.awaitStored(500, PATIENCE)).isTrue();
            await(rig.writeContext::ready, rig.writeContext);
            rig.awaitSettled();
        }
        assertDelivered(500);
        assertThat(disk.refusals()).isPositive();
    }

    @Test
    void what_the_spool_has_no_space_for_waits_where_it_is() throws Exception {
        loki.usually(Push.FAIL);
        disk.fill(FullDiskTest::ofSpool);
        write(0, 500);
        try (Rig rig = new Rig(disk, folder, engine, loki, "a")) {
            awaitMessage(rig.writeContext, "; the spool cannot be written (No space left on device), reading waits");
            assertThat(rig.writeContext.ready()).isFalse();
            // While it is tried again, its bytes count for a moment.
            await(() -> rig.writeContext.metric("loki_write_spool_bytes") == 0, rig.writeContext);
            assertThat(spooled()).isEmpty();
            rig.assertBalanced();
            disk.free();
            await(() -> rig.writeContext.metric("loki_write_spool_bytes") > 0, rig.writeContext);
            await(() -> !rig.writeContext.message().contains("spool"), rig.writeContext);
            loki.usually(Push.STORE);
            assertThat(loki.awaitStored(500, PATIENCE)).isTrue();
            rig.awaitSettled();
        }
        assertDelivered(500);
        assertThat(spooled()).isEmpty();
    }

    @Test
    void delivery_goes_on_where_positions_cannot_be_written_and_a_restart_repeats_nothing() throws Exception {
        Path storage = Files.createDirectories(folder.resolve("before"));
        Rig rig = new Rig(disk, storage, engine, loki, "a");
        disk.fill(FullDiskTest::ofPositions);
        write(0, 300);
        assertThat(loki.awaitStored(300, PATIENCE)).isTrue();
        awaitMessage(rig.sourceContext, "positions cannot be written: No space left on device");
        storage = rig.kill(Files.createDirectories(folder.resolve("after")));
        write(300, 400);
        disk.free();
        try (Rig again = new Rig(disk, storage, engine, loki, "a")) {
            assertThat(loki.awaitStored(400, PATIENCE)).isTrue();
            again.awaitSettled();
        }
        assertDelivered(400);
    }

    @Test
    void a_disk_that_is_full_now_and_then_costs_nothing() throws Exception {
        List<Predicate<Path>> kinds = List.of(
                file -> true, FullDiskTest::ofSpool, FullDiskTest::ofPositions, file -> file.endsWith("sent.journal"));
        try (Rig rig = new Rig(disk, folder, engine, loki, "a")) {
            for (int round = 0; round < 12; round++) {
                disk.fill(kinds.get(round % kinds.size()));
                loki.usually(round % 3 == 0 ? Push.FAIL : Push.STORE);
                int before = disk.refusals();
                write(round * 50, round * 50 + 50);
                if (round % kinds.size() == 0) {
                    await(() -> disk.refusals() > before, rig.writeContext);
                }
                rig.assertBalanced();
                disk.free();
            }
            loki.usually(Push.STORE);
            assertThat(loki.awaitStored(600, PATIENCE)).isTrue();
            rig.awaitSettled();
        }
        assertDelivered(600);
    }

    @Test
    void a_journal_that_had_no_space_is_as_it_was_and_goes_on() throws Exception {
        Path file = folder.resolve("t.journal");
        byte[] value = "value".getBytes(StandardCharsets.UTF_8);
        try (Table table = Table.open(disk, file, 100, warning -> {})) {
            table.put(Map.of("a", value));
            long size = Files.size(file);
            disk.fill(f -> true);
            assertThat(org.assertj.core.api.Assertions.catchThrowable(() -> table.put(Map.of("b", value))))
                    .isInstanceOf(IOException.class)
                    .hasMessage("No space left on device");
            assertThat(Files.size(file)).isEqualTo(size);
            assertThat(table.get("b")).isEmpty();
            disk.free();
            table.put(Map.of("c", value));
        }
        assertThat(reread(file)).containsOnlyKeys("a", "c");
    }

    @Test
    void a_rewrite_that_has_no_space_leaves_the_old_file_and_comes_later() throws Exception {
        Path file = folder.resolve("t.journal");
        try (Table table = Table.open(disk, file, 100, warning -> {})) {
            disk.fill(f -> f.toString().endsWith(".new"));
            long written = 0;
            for (int i = 0; written < 2 << 20; i++) {
                byte[] value = ("v" + i + "x".repeat(10_000)).getBytes(StandardCharsets.UTF_8);
                table.put(Map.of("key", value));
                written += value.length;
            }
            assertThat(disk.refusals()).isPositive();
            assertThat(Files.size(file)).isGreaterThan(2 << 20);
            assertThat(folder.resolve("t.journal.new")).doesNotExist();
            disk.free();
            for (int i = 0; Files.size(file) > 1 << 20; i++) {
                assertThat(i).isLessThan(1000);
                table.put(Map.of("key", ("last" + i + "x".repeat(10_000)).getBytes(StandardCharsets.UTF_8)));
            }
        }
        assertThat(reread(file)).containsOnlyKeys("key");
        assertThat(new String(reread(file).get("key"), StandardCharsets.UTF_8)).startsWith("last");
    }

    private static Map<String, byte[]> reread(Path file) throws IOException {
        try (Table table = Table.open(file, 100, warning -> {
            throw new AssertionError(warning);
        })) {
            return table.all();
        }
    }
}
