package dev.plumbline.collector.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plumbline.collector.config.Block;
import dev.plumbline.collector.journal.Disk;
import dev.plumbline.collector.runtime.Component;
import dev.plumbline.collector.source.DockerSourceType;
import dev.plumbline.collector.testkit.Blocks;
import dev.plumbline.collector.testkit.FakeContext;
import dev.plumbline.collector.testkit.FakeEngine;
import dev.plumbline.collector.testkit.FakeLoki;
import dev.plumbline.collector.write.LokiWriteType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/** One collector's source and writer between an engine and a Loki. */
final class Rig implements AutoCloseable {
    private final Path storage;
    private final FakeEngine engine;
    private final FakeLoki.Front front;
    final FakeContext sourceContext;
    final FakeContext writeContext;
    private final Component source;
    private final Component write;

    Rig(Path storage, FakeEngine engine, FakeLoki loki, String... containers) throws IOException {
        this(Disk.real(), storage, engine, loki, containers);
    }

    Rig(Disk disk, Path storage, FakeEngine engine, FakeLoki loki, String... containers) throws IOException {
        this.storage = storage;
        this.engine = engine;
        this.front = loki.open();
        sourceContext = new FakeContext("loki.source.docker.test", storage).on(disk);
        writeContext = new FakeContext("loki.write.test", storage).on(disk);
        Block endpoint = Blocks.block("loki.write")
                .with(Blocks.block("endpoint")
                        .set("url", front.pushUrl().toString())
                        .set("batch_wait", "20ms")
                        .set("remote_timeout", "30s")
                        .set("min_backoff_period", "20ms")
                        .set("max_backoff_period", "200ms"))
                .make();
        write = new LokiWriteType().create(endpoint, writeContext);
        write.start();
        source = new DockerSourceType().create(arguments(containers), sourceContext);
        source.start();
    }

    void targets(String... containers) {
        source.update(arguments(containers));
    }

    private Block arguments(String... containers) {
        List<Map<String, String>> targets = new ArrayList<>();
        for (String id : containers) {
            targets.add(Map.of("__meta_docker_container_id", id, "name", id));
        }
        return Blocks.block("loki.source.docker")
                .set("host", engine.host())
                .set("targets", targets)
                .set("labels", Map.of("job", "docker"))
                .set("forward_to", List.of(writeContext.exported("receiver")))
                .make();
    }

    /** Ends as on SIGTERM. */
    @Override
    public void close() {
        source.close();
        write.close();
        front.close();
    }

    /** Ends as on SIGKILL: nothing is told to anybody. Returns the storage as it was at that moment. */
    Path kill(Path copy) throws IOException {
        front.close();
        try (Stream<Path> files = Files.walk(storage)) {
            for (Path file : files.filter(f -> Files.isRegularFile(f) && !f.endsWith("lock"))
                    .toList()) {
                Path to = copy.resolve(storage.relativize(file));
                Files.createDirectories(to.getParent());
                copy(file, to);
            }
        }
        source.close();
        Thread.ofVirtual().start(write::close);
        return copy;
    }

    private static void copy(Path file, Path to) throws IOException {
        try {
            Files.copy(file, to);
        } catch (NoSuchFileException e) {
            // Renamed while the dying process was at it: what it became was copied, or was never there.
            Files.deleteIfExists(to);
        }
    }

    /** Waits until nothing is in flight. */
    void awaitSettled() {
        long deadline = System.nanoTime() + 60_000_000_000L;
        while (writeContext.metric("loki_write_in_flight_entries") > 0) {
            assertThat(System.nanoTime()).isLessThan(deadline);
            LockSupport.parkNanos(10_000_000);
        }
    }

    /** Checks that the writer's account adds up. */
    void assertBalanced() {
        assertThat(writeContext.metric("loki_write_unbalanced_entries")).isZero();
    }

    static String stream(String container) {
        return "{job=\"docker\", name=\"" + container + "\"}";
    }
}
