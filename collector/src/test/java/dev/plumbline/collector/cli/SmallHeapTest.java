package dev.plumbline.collector.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayDeque;
import org.junit.jupiter.api.Test;

class SmallHeapTest {
    private static final int BLOCK = 64 << 10;
    private static final int HELD = 128;

    @Test
    void what_is_garbage_among_what_is_old_is_collected_long_before_the_memory_is_used_up() throws Exception {
        assertThat(peakOfOldMegabytes("-XX:+UseSerialGC")).isBetween(8L, 100L);
    }

    @Test
    void another_collector_is_left_alone() throws Exception {
        assertThat(peakOfOldMegabytes("-XX:+UseParallelGC")).isEqualTo(-1);
    }

    private static long peakOfOldMegabytes(String collector) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        collector,
                        "-Xmx512m",
                        "-Xms16m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Ageing.class.getName())
                .redirectErrorStream(true)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(output).isZero();
        return Long.parseLong(output.strip());
    }

    /** Holds eight megabytes at a time, each for so long that it is old when it is let go: four gigabytes in all. */
    static final class Ageing {
        public static void main(String[] arguments) {
            if (!SmallHeap.keep()) {
                System.out.println(-1);
                return;
            }
            MemoryPoolMXBean old = ManagementFactory.getMemoryPoolMXBeans().stream()
                    .filter(pool -> pool.getName().equals("Tenured Gen"))
                    .findFirst()
                    .orElseThrow();
            ArrayDeque<byte[]> held = new ArrayDeque<>();
            for (int i = 0; i < 65_536; i++) {
                held.addLast(new byte[BLOCK]);
                if (held.size() > HELD) {
                    held.removeFirst();
                }
            }
            System.out.println(old.getPeakUsage().getUsed() >> 20);
        }
    }
}
