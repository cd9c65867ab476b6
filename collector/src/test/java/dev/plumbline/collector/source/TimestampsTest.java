package dev.plumbline.collector.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.Test;

class TimestampsTest {
    private final Timestamps timestamps = new Timestamps();

    private long parse(String text) {
        byte[] bytes = ("[" + text + "]").getBytes(StandardCharsets.ISO_8859_1);
        return timestamps.parse(bytes, 1, bytes.length - 1);
    }

    @Test
    void every_number_of_digits_is_read_as_java_reads_it() {
        Random random = new Random(20260115);
        for (int i = 0; i < 20_000; i++) {
            String digits = String.format(Locale.ROOT, "%09d", random.nextInt(1_000_000_000))
                    .substring(0, 1 + random.nextInt(9));
            String text = String.format(
                    Locale.ROOT, "2026-01-%02dT%02d:59:%02d.%sZ", 1 + i % 28, i % 24, random.nextInt(60), digits);
            Instant java = Instant.parse(text);
            assertThat(parse(text)).as(text).isEqualTo(java.getEpochSecond() * 1_000_000_000L + java.getNano());
        }
    }

    @Test
    void a_fraction_with_anything_else_in_it_is_none() {
        String good = "2026-01-15T10:00:00.123456789Z";
        assertThat(parse(good)).isEqualTo(1_768_471_200_123_456_789L);
        for (int at = 20; at < 29; at++) {
            for (char wrong : new char[] {'/', ':', ' ', 'a', 'Z', '\0', (char) 0xff, (char) 0xb5, '?', '@', 'p'}) {
                String text = good.substring(0, at) + wrong + good.substring(at + 1);
                assertThat(parse(text)).as(text).isEqualTo(Timestamps.NONE);
            }
        }
    }
}
