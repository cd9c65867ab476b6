package dev.plumbline.collector.journal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plumbline.collector.testkit.Fuzz;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class JournalFuzzTest {
    @TempDir
    private Path folder;

    @Test
    void no_bytes_keep_a_journal_from_being_read() throws IOException {
        Path file = folder.resolve("j");
        try (Journal journal = Journal.open(file, r -> {}, w -> {})) {
            journal.append(List.of(new byte[] {1, 2, 3}, new byte[0], new byte[40], new byte[] {0, 0, 0, 1}));
        }
        byte[] good = Files.readAllBytes(file);
        Fuzz.run("journal reader", random -> {
            byte[] content = good.clone();
            for (int i = random.nextInt(20); i > 0; i--) {
                content[8 + random.nextInt(content.length - 8)] = (byte) random.nextInt(256);
            }
            byte[] cut = Arrays.copyOf(content, random.nextInt(content.length + 1));
            AtomicLong bytes = new AtomicLong();
            AtomicLong left = new AtomicLong();
            long end =
                    Journal.scan(cut, r -> bytes.addAndGet(8 + r.remaining()), (from, to) -> left.addAndGet(to - from));
            assertThat(end).isBetween(0L, (long) cut.length);
            assertThat(bytes.get() + left.get()).isEqualTo(Math.max(0, end - 8));
        });
    }
}
