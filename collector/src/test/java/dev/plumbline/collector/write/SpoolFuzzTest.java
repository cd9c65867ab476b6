package dev.plumbline.collector.write;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plumbline.collector.entry.Entry;
import dev.plumbline.collector.entry.Labels;
import dev.plumbline.collector.entry.Outcomes;
import dev.plumbline.collector.testkit.Fuzz;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.Test;

final class SpoolFuzzTest {
    private static final int FRAME = 12;

    private static byte[] good() throws Exception {
        StreamBuffer buffer = new StreamBuffer(Stream.of(Labels.of(Map.of("job", "x", "é", "y")), Map.of(), "tenant"));
        for (int i = 0; i < 5; i++) {
            byte[] line = ("line " + i).getBytes(StandardCharsets.UTF_8);
            Kept receipt = Kept.of(new Outcomes(), 1 + i % 2);
            buffer.append(new Entry(
                    buffer.stream().labels().isEmpty() ? Labels.of(Map.of()) : Labels.of(Map.of("job", "x")),
                    1_768_471_200_000_000_000L + i,
                    line,
                    0,
                    line.length,
                    i == 3 ? Map.of("trace", "abc") : Map.of(),
                    receipt));
        }
        return SpoolCodec.encode(List.of(buffer));
    }

    @Test
    void a_batch_comes_back_as_it_was_or_is_called_damaged() throws Exception {
        byte[] good = good();
        Fuzz.run("spool reader", random -> {
            byte[] content = good.clone();
            int changes = random.nextInt(8);
            for (int i = 0; i < changes; i++) {
                content[random.nextInt(content.length)] = (byte) random.nextInt(256);
            }
            content = Arrays.copyOf(content, content.length - (random.nextInt(4) == 0 ? random.nextInt(40) : 0));
            if (random.nextBoolean() && content.length > FRAME) {
                sign(content);
            }
            try {
                Batch batch = SpoolCodec.decode(content, new Outcomes());
                assertThat(batch.entries()).isBetween(1, content.length);
                assertThat(batch.items()).hasSize(batch.entries());
                ByteArrayOutputStream out = new ByteArrayOutputStream();
                PushBody.request(batch.streams(), out::write);
                assertThat(out.size()).isEqualTo(PushEncoder.requestSize(batch.streams()));
            } catch (DamagedException e) {
                assertThat(changes > 0 || content.length < good.length).isTrue();
            }
        });
    }

    /** Makes the frame right, so that what is within is looked at. */
    private static void sign(byte[] content) {
        CRC32C crc = new CRC32C();
        crc.update(content, FRAME, content.length - FRAME);
        ByteBuffer.wrap(content)
                .putInt(0x504c5332)
                .putInt(content.length - FRAME)
                .putInt((int) crc.getValue());
    }
}
