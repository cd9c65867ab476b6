package dev.plumbline.docker.proof;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plumbline.harness.waiting.Deadline;
import dev.plumbline.harness.waiting.Seen;
import java.nio.file.FileStore;
import java.nio.file.Files;
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
        scene.loki().down();
        Container a = scene.run(
                "a",
                "i=0; while [ $i -lt " + LINES
                        + " ]; do i=$((i+1)); echo \"out $i $((i * 7919 % 100003)) $((i * 104729 % 1000003))\"; done; seq 1 1000 >&2");
        FileStore disk = Files.getFileStore(scene.storage());
        Deadline.seconds(120)
                .eventually(
                        "a full disk",
                        () -> disk.getUsableSpace() < 32_768
                                ? Seen.enough(true)
                                : Seen.notYet(disk.getUsableSpace() + " bytes are free"));
        scene.awaitEnd(a);
        assertThat(collector.alive()).isTrue();
        scene.loki().up();
        scene.assertWhole(collector, a);
    }
}
