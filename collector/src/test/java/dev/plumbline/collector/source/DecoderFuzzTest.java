package dev.plumbline.collector.source;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plumbline.collector.testkit.Fuzz;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What comes from containers and engines is hostile: it is decoded or refused, in steps that are counted. */
final class DecoderFuzzTest {
    private static final byte[] FRAMES = FrameDecoderTest.join(
            FrameDecoderTest.frame(1, FrameDecoderTest.STAMP + "one\n"),
            FrameDecoderTest.frame(2, FrameDecoderTest.STAMP + "part"),
            FrameDecoderTest.frame(3, "x"));
    private static final byte[] JSON = """
            {"log":"a\\u00e9\\n","stream":"stdout","time":"2026-01-15T10:00:00.1Z"}
            {"log":"b","stream":"stderr","attrs":{"k":[1]},"time":"2026-01-15T10:00:00Z"}
            """.getBytes(StandardCharsets.UTF_8);

    /** Counts what a decoder hands on. */
    private static final class Counter implements Messages {
        private int messages;
        private long bytes;

        @Override
        public void message(int source, long timestamp, byte[] content, int offset, int length, boolean complete) {
            assertThat(source).isBetween(0, 1);
            assertThat(offset).isNotNegative();
            assertThat(offset + length).isLessThanOrEqualTo(content.length);
            messages++;
            bytes += length;
        }

        @Override
        public void unreadable(int source, int length) {
            messages++;
        }
    }

    private static void decode(Decoder decoder, byte[] seed, Random random) {
        byte[] bytes = seed.clone();
        for (int i = random.nextInt(6); i > 0; i--) {
            bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
        }
        int end = random.nextInt(bytes.length + 1);
        int cut = random.nextInt(end + 1);
        Counter counter = new Counter();
        try {
            int used = decoder.decode(bytes, 0, cut, counter);
            assertThat(used).isBetween(0, cut);
            used = decoder.decode(bytes, used, end, counter);
            assertThat(used).isBetween(0, end);
            decoder.finish(bytes, used, end, counter);
        } catch (IOException e) {
            assertThat(e.getMessage()).isNotEmpty();
        }
        assertThat(counter.messages).isLessThanOrEqualTo(end + 2);
        assertThat(counter.bytes).isLessThanOrEqualTo(3L * end + 64);
    }

    @Test
    void no_bytes_make_a_decoder_of_frames_do_anything_but_decode_or_refuse() {
        Fuzz.run("frame decoder", random -> decode(new FrameDecoder(), FRAMES, random));
    }

    @Test
    void no_bytes_make_a_decoder_of_a_terminal_do_anything_but_decode_or_refuse() {
        Fuzz.run("terminal decoder", random -> decode(new TerminalDecoder(), FRAMES, random));
    }

    @Test
    void no_bytes_make_a_decoder_of_json_files_do_anything_but_decode_or_refuse() {
        Fuzz.run("json-file decoder", random -> decode(new JsonLogDecoder(random.nextBoolean()), JSON, random));
    }
}
