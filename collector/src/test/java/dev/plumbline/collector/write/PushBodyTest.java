package dev.plumbline.collector.write;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plumbline.collector.entry.Labels;
import dev.plumbline.collector.entry.Outcomes;
import dev.plumbline.collector.entry.Receipt;
import dev.plumbline.collector.entry.Run;
import dev.plumbline.collector.entry.Spares;
import java.io.ByteArrayOutputStream;
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
            byte[] request = request(streams);
            assertThat(request).hasSize(size);

            PushBody body = PushBody.literal(streams, size);

            byte[] bytes = body.bytes();
            assertThat(bytes).hasSize(body.length());
            assertThat(Snappy.uncompress(bytes)).isEqualTo(request);
        }
    }

    @Test
    void what_is_compressed_piece_by_piece_is_snappy_of_the_same_request() throws IOException {
        Compression compression = new Compression(new Spares(1 << 20));
        for (int lines : new int[] {1, 2, 100, 3_000, 300}) {
            List<StreamBuffer> streams = List.of(buffer("a", lines, 7), buffer("b", 2 * lines, 120), noise(lines));
            byte[] request = request(streams);

            PushBody body = compression.of(streams, request.length);

            byte[] bytes = body.bytes();
            assertThat(bytes).hasSize(body.length());
            assertThat(Snappy.uncompress(bytes)).isEqualTo(request);
            compression.letGo();
        }
    }

    @Test
    void a_line_of_a_run_is_written_as_protobuf_has_it_whatever_its_time_and_length() throws IOException {
        Random random = new Random(20260115);
        byte[] bytes = new byte[70_000];
        random.nextBytes(bytes);
        List<Long> seconds = List.of(
                0L,
                1L,
                -1L,
                (1L << 28) - 1,
                1L << 28,
                1_768_471_200L,
                Long.MAX_VALUE / 1_000_000_000L,
                -9_223_372_036L);
        List<Integer> nanos = List.of(
                0, 1, 127, 128, (1 << 14) - 1, 1 << 14, (1 << 21) - 1, 1 << 21, (1 << 28) - 1, 1 << 28, 854_775_807);
        Run run = new Run(labels("a"), bytes, RECEIPT);
        StreamBuffer other = new StreamBuffer(Stream.of("", Map.of("s", "a")));
        ByteArrayOutputStream expected = new ByteArrayOutputStream();
        for (long second : seconds) {
            for (int nano : nanos) {
                for (int length : new int[] {0, 1, 127, 128, 300, 16_384, 69_000}) {
                    int offset = random.nextInt(1_000);
                    long stamp = second * 1_000_000_000L + nano;
                    run.add(stamp, offset, length);
                    other.append(run.entry(run.count() - 1));
                    expected.writeBytes(protobuf(stamp, Arrays.copyOfRange(bytes, offset, offset + length)));
                }
            }
        }
        StreamBuffer one = new StreamBuffer(Stream.of("", Map.of("s", "a")));
        int next = 0;
        while (next < run.count()) {
            next = one.append(run, next, 50_000);
        }
        assertThat(entries(one)).isEqualTo(expected.toByteArray());
        assertThat(entries(other)).isEqualTo(expected.toByteArray());
        assertThat(one.entries()).isEqualTo(other.entries()).isEqualTo(run.count());
        assertThat(one.lineBytes()).isEqualTo(other.lineBytes());
        assertThat(one.oldest()).isEqualTo(other.oldest());
        assertThat(one.newest()).isEqualTo(other.newest());
    }

    @Test
    void a_run_is_appended_up_to_the_line_that_reaches_the_limit() {
        Run run = new Run(labels("a"), new byte[1_000], RECEIPT);
        for (int i = 0; i < 10; i++) {
            run.add(1_768_471_200_000_000_001L + i, 0, 100);
        }
        StreamBuffer buffer = new StreamBuffer(Stream.of("", Map.of("s", "a")));
        assertThat(buffer.append(run, 0, 1)).isOne();
        assertThat(buffer.append(run, 1, 2 * buffer.length() + 1)).isEqualTo(4);
        assertThat(buffer.append(run, 4, Integer.MAX_VALUE / 2)).isEqualTo(10);
        assertThat(buffer.entries()).isEqualTo(10);
    }

    private static byte[] entries(StreamBuffer buffer) throws IOException {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        buffer.blocks().writeTo(all::write);
        assertThat(all.size()).isEqualTo(buffer.length());
        return all.toByteArray();
    }

    private static byte[] request(List<StreamBuffer> streams) throws IOException {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        PushBody.request(streams, all::write);
        return all.toByteArray();
    }

    private static byte[] protobuf(long stamp, byte[] line) {
        ByteArrayOutputStream time = new ByteArrayOutputStream();
        number(time, 1, Math.floorDiv(stamp, 1_000_000_000L));
        number(time, 2, Math.floorMod(stamp, 1_000_000_000L));
        ByteArrayOutputStream entry = new ByteArrayOutputStream();
        message(entry, 1, time.toByteArray());
        message(entry, 2, line);
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        message(all, 2, entry.toByteArray());
        return all.toByteArray();
    }

    private static void number(ByteArrayOutputStream out, int field, long value) {
        if (value != 0) {
            varint(out, field << 3);
            varint(out, value);
        }
    }

    private static void message(ByteArrayOutputStream out, int field, byte[] content) {
        varint(out, field << 3 | 2);
        varint(out, content.length);
        out.writeBytes(content);
    }

    private static void varint(ByteArrayOutputStream out, long value) {
        long rest = value;
        for (; rest >>> 7 != 0; rest >>>= 7) {
            out.write((int) (rest & 0x7f | 0x80));
        }
        out.write((int) rest);
    }

    /** Makes what cannot be compressed: it becomes longer. */
    private static StreamBuffer noise(int lines) {
        byte[] bytes = new byte[200 * lines];
        new Random(20260115).nextBytes(bytes);
        Run run = new Run(labels("noise"), bytes, RECEIPT);
        for (int i = 0; i < lines; i++) {
            run.add(1_768_471_200_000_000_000L + i, 200 * i, 200);
        }
        StreamBuffer buffer = new StreamBuffer(Stream.of("", Map.of("s", "noise")));
        buffer.append(run, 0, Integer.MAX_VALUE / 2);
        return buffer;
    }

    private static Labels labels(String name) {
        return Labels.of(Map.of("s", name));
    }

    private static StreamBuffer buffer(String name, int lines, int length) {
        byte[] bytes = "the quick brown fox ".repeat(40).getBytes(java.nio.charset.StandardCharsets.US_ASCII);
        Run run = new Run(labels(name), bytes, RECEIPT);
        StreamBuffer buffer = new StreamBuffer(Stream.of("", Map.of("s", name)));
        for (int i = 0; i < lines; i++) {
            run.add(1_768_471_200_000_000_000L + i, i % 100, length);
        }
        buffer.append(run, 0, Integer.MAX_VALUE / 2);
        return buffer;
    }
}
