package dev.plumbline.collector.source;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.plumbline.collector.engine.EngineAddress;
import dev.plumbline.collector.engine.EngineClient;
import dev.plumbline.collector.engine.EngineResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Reads a stream that brings much, then little, from an engine that speaks HTTP. */
class LogPumpTest {
    private static final int MANY = 40_000;
    private static final int FEW = 40;

    private final LinkedBlockingQueue<Integer> seen = new LinkedBlockingQueue<>();
    private final List<Integer> lines = new ArrayList<>();
    private final List<Boolean> virtual = new ArrayList<>();
    private HttpServer server;
    private EngineClient engine;

    @BeforeEach
    void listen() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/_ping", exchange -> {
            exchange.getResponseHeaders().add("Api-Version", "1.44");
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
        });
        server.createContext("/v1.44/log", this::write);
        server.start();
        engine = new EngineClient(
                EngineAddress.of("tcp://127.0.0.1:" + server.getAddress().getPort(), Optional.empty()), Map.of());
    }

    @AfterEach
    void stop() {
        engine.close();
        server.stop(0);
    }

    /** Many lines at once, then each one when the one before has been read. */
    private void write(HttpExchange exchange) throws IOException {
        exchange.sendResponseHeaders(200, 0);
        OutputStream out = exchange.getResponseBody();
        for (int i = 0; i < MANY; i++) {
            out.write(frame(i));
        }
        out.flush();
        try {
            for (int i = MANY; i < MANY + FEW; i++) {
                waitFor(i - 1);
                out.write(frame(i));
                out.flush();
            }
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
        exchange.close();
    }

    private void waitFor(int line) throws InterruptedException {
        Integer last = seen.poll(1, TimeUnit.MINUTES);
        while (last != null && last < line) {
            last = seen.poll(1, TimeUnit.MINUTES);
        }
    }

    private static byte[] frame(int number) {
        byte[] line = ("2026-01-15T10:00:00.123456789Z line " + number + "\n").getBytes(StandardCharsets.UTF_8);
        return ByteBuffer.allocate(8 + line.length)
                .putInt(1 << 24)
                .putInt(line.length)
                .put(line)
                .array();
    }

    @Test
    void a_stream_is_read_in_a_thread_of_the_system_while_it_brings_much() throws Exception {
        Lines sink = new Lines() {
            @Override
            public void line(int source, long ts, int run, long distinct, byte[] bytes, int offset, int length) {
                int number = Integer.parseInt(new String(bytes, offset + 5, length - 5, StandardCharsets.UTF_8));
                lines.add(number);
                virtual.add(Thread.currentThread().isVirtual());
                seen.add(number);
            }

            @Override
            public void unreadable(int source, int length) {
                throw new IllegalStateException("every line can be read");
            }
        };
        LogPump pump = new LogPump(
                new FrameDecoder(), new LineAssembler(sink), LogPump.ReadListener.NOBODY, new ReadBudget(1 << 20));

        Thread.ofVirtual().start(() -> read(pump)).join();

        assertThat(lines).isEqualTo(IntStream.range(0, MANY + FEW).boxed().toList());
        assertThat(virtual.getFirst()).isTrue();
        assertThat(virtual.get(MANY - 1)).as("while much comes").isFalse();
        assertThat(virtual.getLast()).as("when little comes").isTrue();
    }

    private void read(LogPump pump) {
        try (EngineResponse response = engine.get("/log")) {
            pump.run(response);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
