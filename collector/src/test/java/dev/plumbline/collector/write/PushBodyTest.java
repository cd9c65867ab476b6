package dev.plumbline.collector.write;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plumbline.collector.entry.Entry;
import dev.plumbline.collector.entry.Labels;
import dev.plumbline.collector.entry.Outcomes;
import dev.plumbline.collector.entry.Receipt;
import dev.plumbline.collector.entry.Run;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.xerial.snappy.Snappy;

class PushBodyTest {
    private static final Receipt RECEIPT = Kept.of(new Outcomes(), 1);

    @Test
    void a_literal_is_snappy_of_the_same_request() throws IOException {
        for (int lines : new int[] {1, 2, 100, 3_000}) {
            List<StreamBuffer> streams = List.of(buffer("a", lines, 7), buffer("b", 2 * lines, 120));
            int size = PushEncoder.requestSize(streams);
            byte[] request = new byte[size];
            assertThat(PushEncoder.request(streams, request)).isEqualTo(size);

            PushBody body = PushBody.literal(streams, size);

            byte[] bytes = body.bytes();
            assertThat(bytes).hasSize(body.length());
            assertThat(Snappy.uncompress(bytes)).isEqualTo(request);
        }
    }

    @Test
    void a_line_of_a_run_is_written_as_the_entry_that_it_is() {
        Random random = new Random(20260115);
        byte[] bytes = new byte[70_000];
        random.nextBytes(bytes);
        Run run = new Run(labels("a"), bytes, RECEIPT);
        long[] stamps = {
            0, 1, 999_999_999L, 1_000_000_000L, -1, Long.MAX_VALUE, Long.MIN_VALUE, 1_768_471_200_000_000_001L
        };
        for (long stamp : stamps) {
            for (int length : new int[] {0, 1, 127, 128, 300, 16_384, 69_000}) {
                run.add(stamp, random.nextInt(1_000), length);
            }
        }
        StreamBuffer one = new StreamBuffer(Stream.of("", Map.of("s", "a")));
        StreamBuffer other = new StreamBuffer(Stream.of("", Map.of("s", "a")));
        for (int i = 0; i < run.count(); i++) {
            one.append(run, i);
            Entry entry = run.entry(i);
            other.append(entry);
        }
        one.count(RECEIPT, run.count());
        assertThat(Arrays.copyOf(one.bytes(), one.length())).isEqualTo(Arrays.copyOf(other.bytes(), other.length()));
        assertThat(one.entries()).isEqualTo(other.entries()).isEqualTo(run.count());
        assertThat(one.lineBytes()).isEqualTo(other.lineBytes());
        assertThat(one.oldest()).isEqualTo(other.oldest());
        assertThat(one.newest()).isEqualTo(other.newest());
    }

    @Test
    void compressing_is_left_out_only_where_that_is_clearly_faster() {
        Effort effort = new Effort();
        assertThat(effort.compresses(1 << 20)).isTrue();
        effort.took(true, 1 << 20, 2_000_000);
        assertThat(effort.compresses(1 << 20)).as("it is tried once").isFalse();
        effort.took(false, 1 << 20, 1_900_000);
        assertThat(effort.compresses(1 << 20)).as("not clearly faster").isTrue();
        for (int i = 0; i < 20; i++) {
            effort.took(false, 1 << 20, 500_000);
        }
        assertThat(effort.compresses(1 << 20)).isFalse();
        assertThat(effort.compresses(1_000)).as("what is small").isTrue();
        for (int i = 0; i < 20; i++) {
            effort.took(false, 1 << 20, 9_000_000);
        }
        assertThat(effort.compresses(1 << 20)).as("the way has become long").isTrue();
    }

    @Test
    void what_is_not_done_at_present_is_tried_now_and_then() {
        Effort effort = new Effort();
        effort.took(true, 1 << 20, 2_000_000);
        effort.took(false, 1 << 20, 500_000);
        long tries = 0;
        for (int i = 0; i < 640; i++) {
            tries += effort.compresses(1 << 20) ? 1 : 0;
        }
        assertThat(tries).isEqualTo(10);
    }

    private static Labels labels(String name) {
        return Labels.of(Map.of("s", name));
    }

    private static StreamBuffer buffer(String name, int lines, int length) {
        byte[] bytes = "the quick brown fox ".repeat(40).getBytes(java.nio.charset.StandardCharsets.US_ASCII);
        Run run = new Run(labels(name), bytes, RECEIPT);
        StreamBuffer buffer = new StreamBuffer(Stream.of("", Map.of("s", name)), new byte[1]);
        for (int i = 0; i < lines; i++) {
            run.add(1_768_471_200_000_000_000L + i, i % 100, length);
            buffer.append(run, i);
        }
        buffer.count(RECEIPT, lines);
        return buffer;
    }
}
