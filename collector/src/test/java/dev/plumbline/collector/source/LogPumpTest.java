package dev.plumbline.collector.source;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plumbline.collector.engine.EngineAddress;
import dev.plumbline.collector.engine.EngineClient;
import dev.plumbline.collector.engine.EngineResponse;
import dev.plumbline.collector.testkit.FakeContainer;
import dev.plumbline.collector.testkit.FakeEngine;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Reads a stream that brings much, then little, from an engine that writes each message by itself. */
class LogPumpTest {
    private static final int MANY = 40_000;
    private static final int FEW = 40;

    private final List<Integer> lines = new ArrayList<>();
    private final List<Boolean> virtual = new ArrayList<>();

    @TempDir
    private Path folder;

    @Test
    void a_stream_is_read_in_a_thread_of_the_system_while_it_brings_much() throws Exception {
        try (FakeEngine engine = new FakeEngine(folder);
                EngineClient client = new EngineClient(EngineAddress.of(engine.host(), Optional.empty()), Map.of())) {
            FakeContainer container = engine.container("a");
            for (int i = 0; i < MANY; i++) {
                container.out(i, "line " + i);
            }

            Thread.ofVirtual().start(() -> read(client, pump(container))).join();
        }

        assertThat(lines).isEqualTo(IntStream.range(0, MANY + FEW).boxed().toList());
        assertThat(virtual.getFirst()).isTrue();
        assertThat(virtual.get(MANY - 1)).as("while much comes").isFalse();
        assertThat(virtual.getLast()).as("when little comes").isTrue();
    }

    /** Makes what reads many lines at once, then has each one written when the one before has been read. */
    private LogPump pump(FakeContainer container) {
        Lines sink = new Lines() {
            @Override
            public void line(int source, long ts, int run, long distinct, byte[] bytes, int offset, int length) {
                int number = Integer.parseInt(new String(bytes, offset + 5, length - 5, StandardCharsets.UTF_8));
                lines.add(number);
                virtual.add(Thread.currentThread().isVirtual());
                int next = number + 1;
                if (next == MANY + FEW) {
                    container.stop();
                } else if (next >= MANY) {
                    container.out(next, "line " + next);
                }
            }

            @Override
            public void unreadable(int source, int length) {
                throw new IllegalStateException("every line can be read");
            }
        };
        return new LogPump(
                new FrameDecoder(), new LineAssembler(sink), LogPump.ReadListener.NOBODY, new ReadBudget(1 << 20));
    }

    private static void read(EngineClient client, LogPump pump) {
        try (EngineResponse response = client.get("/containers/a/logs?follow=1")) {
            pump.run(response);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
