package dev.plumbline.collector.exporter;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plumbline.collector.config.Block;
import dev.plumbline.collector.config.Position;
import dev.plumbline.collector.discovery.ContainerEngine;
import dev.plumbline.collector.json.Json;
import dev.plumbline.collector.json.JsonException;
import dev.plumbline.collector.json.JsonReader;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class CadvisorTest {
    private static final Instant BEGIN = Instant.parse("2026-11-30T00:00:00Z");
    private static final Block BLOCK = new Block(
            "prometheus.exporter.cadvisor",
            Optional.of("containers"),
            new Position("test.alloy", 1, 1, 1),
            List.of(),
            List.of());

    private volatile Instant now = BEGIN;
    private final SlowEngine engine = new SlowEngine();
    private final Cadvisor cadvisor = new Cadvisor(BLOCK, block -> engine, clock());

    private Clock clock() {
        return new Clock() {
            @Override
            public ZoneOffset getZone() {
                return ZoneOffset.UTC;
            }

            @Override
            public Clock withZone(ZoneId zone) {
                return this;
            }

            @Override
            public Instant instant() {
                return now;
            }
        };
    }

    /** Has one container, and answers as often as it is let. */
    private static final class SlowEngine implements ContainerEngine {
        private final Semaphore lets = new Semaphore(0);
        private final AtomicInteger asked = new AtomicInteger();
        private final CountDownLatch answered = new CountDownLatch(2);

        @Override
        public Json get(String path) throws IOException {
            if (path.startsWith("/containers/json")) {
                asked.incrementAndGet();
                try {
                    assertThat(lets.tryAcquire(60, TimeUnit.SECONDS)).isTrue();
                } catch (InterruptedException e) {
                    throw new IOException(e);
                }
                return json("[{\"Id\":\"7ad2\",\"Names\":[\"/web\"],\"Image\":\"web:1\"}]");
            }
            if (path.equals("/info")) {
                answered.countDown();
            }
            return json("{}");
        }

        private static Json json(String text) {
            try {
                return JsonReader.read(text);
            } catch (JsonException e) {
                throw new AssertionError(e);
            }
        }

        @Override
        public Stream stream(String path) {
            throw new AssertionError("nobody asks for a stream");
        }

        @Override
        public void close() {}
    }

    @AfterEach
    void end() {
        engine.lets.release(100);
        cadvisor.close();
    }

    private static long lastSeen(MetricSnapshots snapshots) {
        return snapshots.stream()
                .filter(s -> s.getMetadata().getName().equals("container_last_seen"))
                .map(GaugeSnapshot.class::cast)
                .map(s -> (long) s.getDataPoints().getFirst().getValue())
                .findFirst()
                .orElse(-1L);
    }

    @Test
    void answers_what_it_measured_before_while_the_engine_is_slow_and_asks_it_once() throws InterruptedException {
        engine.lets.release();
        assertThat(lastSeen(cadvisor.scrape())).isEqualTo(BEGIN.getEpochSecond());

        now = BEGIN.plusSeconds(5);
        for (int i = 0; i < 3; i++) {
            assertThat(lastSeen(cadvisor.scrape())).isEqualTo(BEGIN.getEpochSecond());
        }
        assertThat(engine.asked).hasValue(2);

        engine.lets.release();
        assertThat(engine.answered.await(60, TimeUnit.SECONDS)).isTrue();
        assertThat(lastSeen(cadvisor.scrape())).isEqualTo(now.getEpochSecond());
    }

    @Test
    void does_not_answer_what_is_old() {
        engine.lets.release(2);
        assertThat(lastSeen(cadvisor.scrape())).isEqualTo(BEGIN.getEpochSecond());
        now = BEGIN.plusSeconds(60);
        assertThat(lastSeen(cadvisor.scrape())).isEqualTo(now.getEpochSecond());
    }
}
