package dev.plumbline.collector.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BufferReuseTest {
    @TempDir
    private Path folder;

    @Test
    void what_is_read_is_the_same_whether_buffers_are_written_again_or_not() throws IOException {
        Path log = folder.resolve("x-json.log");
        Files.writeString(log, log(), StandardCharsets.UTF_8);

        List<String> kept = read(log, true);
        List<String> reused = read(log, false);

        assertThat(kept).hasSize(30_000);
        assertThat(reused).isEqualTo(kept);
    }

    /** Makes lines of which many carry one timestamp and are the same, so that they have to be told apart. */
    private static String log() {
        Random random = new Random(20260115);
        StringBuilder all = new StringBuilder();
        long nanos = 0;
        for (int i = 0; i < 30_000; i++) {
            nanos += random.nextInt(3) == 0 ? 1 : 0;
            String text = random.nextInt(3) == 0 ? "same" : "x".repeat(random.nextInt(300)) + "\\t" + random.nextInt(3);
            String stream = random.nextInt(4) == 0 ? "stderr" : "stdout";
            all.append(String.format(
                    Locale.ROOT,
                    "{\"log\":\"%s\\n\",\"stream\":\"%s\",\"time\":\"2026-01-15T10:00:00.%09dZ\"}\n",
                    text,
                    stream,
                    nanos));
        }
        return all.toString();
    }

    private static List<String> read(Path log, boolean needed) throws IOException {
        List<String> lines = new ArrayList<>();
        LineAssembler assembler = new LineAssembler(new Lines() {
            @Override
            public void line(int source, long timestamp, int run, long distinct, byte[] bytes, int at, int length) {
                lines.add(source + " " + timestamp + " " + run + " " + distinct + " "
                        + new String(bytes, at, length, StandardCharsets.UTF_8));
            }

            @Override
            public void unreadable(int source, int length) {
                lines.add("unreadable");
            }
        });
        FilePump.ReadListener listener = new NothingLost() {
            @Override
            public boolean endRead(Optional<Cursor.FilePlace> place) {
                return needed;
            }
        };
        RotatedLog rotated = new RotatedLog(log);
        try (FilePump pump = new FilePump(
                rotated,
                rotated::files,
                0,
                new JsonLogDecoder(false),
                assembler,
                () -> 0,
                listener,
                new ReadBudget(1 << 20))) {
            assertThat(pump.readToEnd()).isTrue();
        }
        return lines;
    }
}
