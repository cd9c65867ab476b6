package dev.plumbline.collector.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CrowdTest {
    private static final int READERS = 30;
    private static final int LINES = 20_000;

    @TempDir
    private Path folder;

    private final ReadBudget budget = new ReadBudget(4 << 20);
    private final CountDownLatch open = new CountDownLatch(1);
    private final AtomicInteger reading = new AtomicInteger();
    private final AtomicInteger most = new AtomicInteger();
    private final List<Thread> threads = new ArrayList<>();

    @AfterEach
    void release() throws InterruptedException {
        open.countDown();
        for (Thread thread : threads) {
            thread.join();
        }
    }

    @Test
    void of_many_that_are_far_behind_few_read_at_a_time() throws IOException {
        open.countDown();
        List<AtomicLong> read = new ArrayList<>();
        for (int i = 0; i < READERS; i++) {
            read.add(start(i, false));
        }

        await().untilAsserted(
                        () -> assertThat(read).allSatisfy(r -> assertThat(r).hasValue(LINES)));
        assertThat(most.get()).isBetween(1, 8);
    }

    @Test
    void readers_that_are_stuck_hold_nobody_up() throws IOException {
        List<AtomicLong> stuck = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            stuck.add(start(i, true));
        }
        await().until(() -> reading.get() == 8);

        AtomicLong free = start(8, false);

        await().untilAsserted(() -> assertThat(free).hasValue(LINES));
        assertThat(stuck).allSatisfy(r -> assertThat(r.get()).isLessThan(LINES));
        open.countDown();
        await().untilAsserted(
                        () -> assertThat(stuck).allSatisfy(r -> assertThat(r).hasValue(LINES)));
    }

    /** Reads a log of its own in a thread of its own; one that sticks does so within its first read. */
    private AtomicLong start(int number, boolean sticks) throws IOException {
        Path log = folder.resolve(number + "-json.log");
        String line =
                "{\"log\":\"" + "x".repeat(40) + "\\n\",\"stream\":\"stdout\",\"time\":\"2026-01-15T10:00:00Z\"}\n";
        Files.writeString(log, line.repeat(LINES));
        AtomicLong read = new AtomicLong();
        threads.add(Thread.ofVirtual().start(() -> read(log, read, sticks)));
        return read;
    }

    private void read(Path log, AtomicLong read, boolean sticks) {
        Reads reads = new Reads();
        LineAssembler assembler = new LineAssembler(new Lines() {
            @Override
            public void line(int source, long timestamp, int run, long distinct, byte[] bytes, int at, int length) {
                if (reads.first) {
                    most.accumulateAndGet(reading.incrementAndGet(), Math::max);
                    hold(sticks);
                    reading.decrementAndGet();
                }
                reads.first = false;
                read.incrementAndGet();
            }

            @Override
            public void unreadable(int source, int length) {
                throw new AssertionError("all lines can be read");
            }
        });
        RotatedLog rotated = new RotatedLog(log);
        try (FilePump pump = new FilePump(
                rotated, rotated::files, 0, new JsonLogDecoder(false), assembler, () -> 0, reads, budget)) {
            pump.readToEnd();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Takes so long, within a read, that others come to theirs meanwhile; or until it is released. */
    private void hold(boolean sticks) {
        if (!sticks) {
            LockSupport.parkNanos(1_000_000);
            return;
        }
        try {
            open.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Knows which line is the first of its read. */
    private static final class Reads extends NothingLost {
        private boolean first;

        @Override
        public void beginRead() {
            first = true;
        }
    }
}
