package dev.plumbline.collector.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.plumbline.collector.engine.EngineAddress;
import dev.plumbline.collector.engine.EngineClient;
import dev.plumbline.collector.engine.EngineResponse;
import dev.plumbline.collector.testkit.FakeContainer;
import dev.plumbline.collector.testkit.FakeEngine;
import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class ArrivalsTest {
    private static final Duration LONG = Duration.ofHours(1);

    private final CountDownLatch stuck = new CountDownLatch(1);
    private final List<EngineResponse> open = new ArrayList<>();

    @TempDir
    private Path folder;

    private FakeEngine engine;
    private EngineClient client;

    @BeforeEach
    void openEngine() throws IOException {
        engine = new FakeEngine(folder);
        client = new EngineClient(EngineAddress.of(engine.host(), Optional.empty()), Map.of());
    }

    @AfterEach
    void closeEngine() throws IOException {
        stuck.countDown();
        for (EngineResponse response : open) {
            response.close();
        }
        engine.close();
        client.close();
    }

    /** Opens the stream of a container that writes "first" at once. */
    private EngineResponse stream(String id) throws IOException {
        engine.container(id).out(1, "first");
        EngineResponse response = client.get("/containers/" + id + "/logs?follow=1");
        open.add(response);
        return response;
    }

    /** Reads what is there; tells whether it has what it looks for. */
    private static boolean found(EngineResponse response, StringBuilder text, String what) throws IOException {
        byte[] buffer = new byte[16];
        int read;
        while ((read = response.read(buffer, 0, buffer.length)) > 0) {
            text.append(new String(buffer, 0, read, StandardCharsets.ISO_8859_1));
        }
        return text.indexOf(what) >= 0 || read < 0;
    }

    private static CompletableFuture<Boolean> start(Arrivals arrivals, EngineResponse response, Work work) {
        CompletableFuture<Boolean> result = new CompletableFuture<>();
        Thread.ofVirtual().name("container-a").start(() -> {
            try {
                result.complete(arrivals.run(response, work));
            } catch (IOException | RuntimeException e) {
                result.completeExceptionally(e);
            }
        });
        return result;
    }

    @Test
    void what_comes_is_read_on_a_virtual_thread_that_is_gone_while_nothing_does() throws Exception {
        EngineResponse response = stream("a");
        StringBuilder text = new StringBuilder();
        List<Thread> readers = java.util.Collections.synchronizedList(new ArrayList<>());
        CompletableFuture<Boolean> result = start(new Arrivals(1, LONG), response, () -> {
            readers.add(Thread.currentThread());
            return !found(response, text, "third");
        });

        for (String line : List.of("second", "third")) {
            await().until(() -> !readers.isEmpty() && readers.stream().noneMatch(Thread::isAlive));
            engine.container("a").out(2, line);
        }

        assertThat(result.get()).isTrue();
        assertThat(text).contains("first", "second", "third");
        assertThat(readers)
                .allMatch(Thread::isVirtual)
                .allMatch(t -> t.getName().equals("container-a"));
    }

    @Test
    void who_has_read_enough_reads_on_in_another_way_and_may_come_back() throws Exception {
        EngineResponse response = stream("a");
        StringBuilder text = new StringBuilder();
        Arrivals arrivals = new Arrivals(1, LONG);
        EngineResponse quiet = stream("b");
        CompletableFuture<Boolean> other = start(arrivals, quiet, () -> !found(quiet, new StringBuilder(), "never"));
        FakeContainer container = engine.container("a");

        for (String line : List.of("first", "second", "third")) {
            container.out(2, line);
            arrivals.run(response, () -> !found(response, text, line));
            assertThat(response.channel().orElseThrow().isBlocking()).isTrue();
            container.out(3, "waited for after " + line);
            byte[] buffer = new byte[1 << 10];
            while (text.indexOf("after " + line) < 0) {
                int read = response.read(buffer, 0, buffer.length);
                text.append(new String(buffer, 0, read, StandardCharsets.ISO_8859_1));
            }
        }

        assertThat(other).as("another one still waits").isNotDone();
    }

    @Test
    void a_connection_is_let_go_of_once_it_is_not_read_any_more() throws Exception {
        EngineResponse quiet = stream("b");
        EngineResponse response = stream("a");
        Arrivals arrivals = new Arrivals(1, LONG);
        StringBuilder text = new StringBuilder();
        CompletableFuture<Boolean> other = start(arrivals, quiet, () -> !found(quiet, new StringBuilder(), "never"));
        CompletableFuture<Boolean> result = start(arrivals, response, () -> {
            if (found(response, text, "last")) {
                throw new IOException("that was too much");
            }
            return true;
        });
        FakeContainer container = engine.container("a");
        await().until(() -> {
            container.out(2, "more");
            return text.indexOf("more") >= 0;
        });
        container.out(3, "last");
        assertThatThrownBy(result::get).hasMessageContaining("too much");

        response.close();

        await().until(() -> {
            container.out(4, "to nobody");
            return engine.connected() == 1;
        });
        assertThat(other).as("another one still waits").isNotDone();
    }

    @Test
    void whoever_waits_learns_that_the_stream_was_closed() throws Exception {
        EngineResponse response = stream("a");
        AtomicInteger reads = new AtomicInteger();
        CompletableFuture<Boolean> result = start(new Arrivals(1, LONG), response, () -> {
            reads.incrementAndGet();
            return !found(response, new StringBuilder(), "never");
        });
        await().until(() -> reads.get() > 0);

        response.close();

        assertThatThrownBy(result::get)
                .isInstanceOf(ExecutionException.class)
                .hasCauseInstanceOf(ClosedChannelException.class);
    }

    @Test
    void so_does_whoever_waits_for_a_turn() throws Exception {
        Arrivals arrivals = new Arrivals(1, LONG);
        CountDownLatch begun = new CountDownLatch(1);
        CompletableFuture<Boolean> first = start(arrivals, stream("a"), () -> !stick(begun));
        begun.await();
        EngineResponse response = stream("b");
        CompletableFuture<Boolean> result =
                start(arrivals, response, () -> !found(response, new StringBuilder(), "never"));
        await().until(() -> !response.channel().orElseThrow().isBlocking());

        response.close();

        assertThatThrownBy(result::get).hasCauseInstanceOf(ClosedChannelException.class);
        assertThat(first).as("whose turn it is").isNotDone();
    }

    @Test
    void only_so_many_are_read_at_a_time() throws Exception {
        Arrivals arrivals = new Arrivals(2, LONG);
        AtomicInteger now = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        CountDownLatch begun = new CountDownLatch(2);
        List<CompletableFuture<Boolean>> results = new ArrayList<>();
        for (String id : List.of("a", "b", "c", "d", "e")) {
            results.add(start(arrivals, stream(id), () -> {
                most.accumulateAndGet(now.incrementAndGet(), Math::max);
                stick(begun);
                now.decrementAndGet();
                return false;
            }));
        }
        begun.await();
        assertThat(now).hasValue(2);

        stuck.countDown();

        for (CompletableFuture<Boolean> result : results) {
            assertThat(result.get()).isTrue();
        }
        assertThat(most).hasValue(2);
    }

    @Test
    void those_that_are_stuck_hold_nobody_up() throws Exception {
        Arrivals arrivals = new Arrivals(1, Duration.ofMillis(20));
        CountDownLatch begun = new CountDownLatch(2);
        List<CompletableFuture<Boolean>> both = List.of(
                start(arrivals, stream("a"), () -> !stick(begun)), start(arrivals, stream("b"), () -> !stick(begun)));
        begun.await();
        EngineResponse response = stream("c");

        assertThat(arrivals.run(response, () -> !found(response, new StringBuilder(), "first")))
                .isTrue();
        assertThat(both).noneMatch(CompletableFuture::isDone);
    }

    @Test
    void an_interrupt_closes_the_stream_and_is_passed_on() throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        CompletableFuture<Boolean> told = new CompletableFuture<>();
        CompletableFuture<Boolean> kept = new CompletableFuture<>();
        EngineResponse response = stream("a");
        Thread own = Thread.ofVirtual().start(() -> {
            try {
                new Arrivals(1, LONG).run(response, () -> {
                    told.complete(!stick(begun));
                    return !found(response, new StringBuilder(), "never");
                });
            } catch (IOException e) {
                kept.complete(Thread.currentThread().isInterrupted());
            }
        });
        begun.await();

        own.interrupt();

        assertThat(told.get()).as("who reads is interrupted").isTrue();
        assertThat(response.channel().orElseThrow().isOpen()).isFalse();
        assertThat(kept.get()).as("and who waits for it").isTrue();
    }

    @Test
    void what_reading_throws_is_thrown() throws IOException {
        IOException broken = new IOException("the stream broke");
        EngineResponse response = stream("a");

        assertThatThrownBy(() -> new Arrivals(1, LONG).run(response, () -> {
                    throw broken;
                }))
                .isSameAs(broken);
    }

    /** Waits as whoever hands on to a receiver that is stuck; false if it was interrupted. */
    private boolean stick(CountDownLatch begun) {
        begun.countDown();
        try {
            stuck.await();
            return true;
        } catch (InterruptedException e) {
            return false;
        }
    }
}
