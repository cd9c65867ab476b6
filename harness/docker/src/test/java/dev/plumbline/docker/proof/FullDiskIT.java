package dev.plumbline.docker.proof;

import dev.plumbline.harness.waiting.Deadline;
import dev.plumbline.harness.waiting.Seen;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A disk that is full where the collector keeps positions and what waits for Loki. */
@ExtendWith(EngineExtension.class)
final class FullDiskIT {
    private static final int LINES = 40_000;

    @Test
    void a_full_disk_costs_no_line(PrivateEngine engine) throws Exception {
        try (Scene scene = new Scene(engine, "full")) {
            String storage = scene.storage().toString();
            Command.run(List.of("mount", "-t", "tmpfs", "-o", "size=256k", "plumbline-proof", storage));
            try {
                fill(scene);
            } finally {
                Command.attempt(List.of("umount", "-l", storage));
            }
        }
    }

    private static void fill(Scene scene) throws Exception {
        CollectorProcess collector = scene.collector();
        Container a = scene.run("a", "seq 1 1000; seq 1 1000 >&2");
        scene.awaitDelivered(a, 0, 1000);
        takeAllRoom(scene.storage().resolve("filler"));
        scene.loki().down();
        Container b = scene.run("b", "seq 1 " + LINES + "; seq 1 1000 >&2");
        scene.awaitEnd(b);
        Deadline.seconds(10)
                .never(
                        "an end of the collector",
                        () -> collector.alive() ? Seen.notYet("it lives") : Seen.enough("it ended"));
        scene.loki().up();
        scene.assertWhole(collector, a, b);
    }

    private static void takeAllRoom(Path filler) throws IOException {
        byte[] page = new byte[4096];
        try (OutputStream out = Files.newOutputStream(filler)) {
            for (int i = 0; i < 1000; i++) {
                out.write(page);
            }
        } catch (IOException e) {
            return;
        }
        throw new IllegalStateException("expected the disk to be full, " + filler + " has 4 MB");
    }
}
