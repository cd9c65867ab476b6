package dev.plumbline.collector.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.plumbline.collector.testkit.Fuzz;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class ChunkedDecoderTest {
    private static final String CODED = "5\r\nhello\r\n1;ext=1\r\n \r\n0A\r\n0123456789\r\n0\r\nTrailer: x\r\n\r\n";

    private static String decode(String text, int cut) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        ChunkedDecoder decoder = new ChunkedDecoder();
        int first = decoder.decode(bytes, 0, cut);
        int second = decoder.decode(bytes, cut, bytes.length);
        return new String(bytes, 0, first, StandardCharsets.UTF_8)
                + new String(bytes, cut, second - cut, StandardCharsets.UTF_8)
                + (decoder.ended() ? "." : "");
    }

    @Test
    void chunks_are_decoded_wherever_the_bytes_are_cut() throws IOException {
        for (int cut = 0; cut <= CODED.length(); cut++) {
            assertThat(decode(CODED, cut)).isEqualTo("hello 0123456789.");
        }
    }

    @Test
    void what_is_no_chunked_coding_is_refused() {
        for (String bad : new String[] {"x\r\n", "\r\n", "5\r\nhelloX", "fffffffff\r\n"}) {
            assertThatThrownBy(() -> decode(bad, 0))
                    .hasMessage("the engine's answer is not well-formed chunked coding");
        }
    }

    @Test
    void no_bytes_make_the_decoder_do_anything_but_decode_or_refuse() {
        Fuzz.run("chunked decoder", random -> {
            byte[] bytes = CODED.getBytes(StandardCharsets.UTF_8);
            for (int i = random.nextInt(5); i > 0; i--) {
                bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
            }
            try {
                assertThat(new ChunkedDecoder().decode(bytes, 0, bytes.length)).isBetween(0, bytes.length);
            } catch (IOException e) {
                assertThat(e).hasMessage("the engine's answer is not well-formed chunked coding");
            }
        });
    }

    @Test
    void addresses_are_read_and_others_are_refused_in_a_sentence() {
        assertThat(EngineAddress.of("unix:///var/run/docker.sock", Optional.empty())
                        .hostHeader())
                .isEqualTo("docker");
        assertThat(EngineAddress.of("tcp://engine:1234", Optional.empty()).hostHeader())
                .isEqualTo("engine:1234");
        assertThat(EngineAddress.of("tcp://engine", Optional.empty()).hostHeader())
                .isEqualTo("engine:2375");
        assertThat(EngineAddress.of("https://engine", Optional.empty()).hostHeader())
                .isEqualTo("engine:2376");
        for (String bad : new String[] {"", "unix://", "ftp://x", "http://", "not a url"}) {
            assertThatThrownBy(() -> EngineAddress.of(bad, Optional.empty()))
                    .hasMessage("expected an engine's address such as unix:///var/run/docker.sock,"
                            + " tcp://HOST:2375 or https://HOST:2376, found \"" + bad + "\"");
        }
    }
}
