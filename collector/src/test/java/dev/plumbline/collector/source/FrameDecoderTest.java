package dev.plumbline.collector.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

final class FrameDecoderTest {
    static final String STAMP = "2026-01-15T10:00:00.000000001Z ";
    private static final long T = 1_768_471_200_000_000_001L;

    static byte[] frame(int type, String content) {
        byte[] bytes = content.getBytes(StandardCharsets.UTF_8);
        return ByteBuffer.allocate(8 + bytes.length)
                .put((byte) type)
                .put(new byte[3])
                .putInt(bytes.length)
                .put(bytes)
                .array();
    }

    static byte[] join(byte[]... parts) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            all.writeBytes(part);
        }
        return all.toByteArray();
    }

    /** Feeds a decoder in two pieces, as a connection would. */
    private static List<String> decodeCut(Decoder decoder, byte[] bytes, int cut) throws IOException {
        JsonLogDecoderTest.Recorder recorder = new JsonLogDecoderTest.Recorder();
        int from = decoder.decode(bytes, 0, cut, recorder);
        from = decoder.decode(bytes, from, bytes.length, recorder);
        decoder.finish(bytes, from, bytes.length, recorder);
        return recorder.seen;
    }

    @Test
    void frames_are_decoded_wherever_the_bytes_are_cut() throws IOException {
        byte[] stream = join(
                frame(1, STAMP + "one\n"),
                frame(2, STAMP + "\n"),
                frame(1, STAMP + "part"),
                frame(1, "no stamp\n"),
                frame(2, STAMP + "two é\n"));
        for (int cut = 0; cut <= stream.length; cut++) {
            assertThat(decodeCut(new FrameDecoder(), stream, cut))
                    .containsExactly(
                            "out " + T + " one\\n",
                            "err " + T + " \\n",
                            "out " + T + " part",
                            "unreadable 9",
                            "err " + T + " two é\\n");
        }
    }

    @Test
    void what_the_daemon_reports_within_the_stream_is_an_error() {
        byte[] stream = frame(3, "error from daemon in stream: Error grabbing logs: EOF");
        assertThatThrownBy(() -> decodeCut(new FrameDecoder(), stream, 0))
                .isInstanceOf(DaemonErrorException.class)
                .hasMessage("the engine reported: error from daemon in stream: Error grabbing logs: EOF");
    }

    @Test
    void lost_framing_is_an_error() {
        assertThatThrownBy(() -> decodeCut(new FrameDecoder(), "HTTP/1.1 200".getBytes(StandardCharsets.UTF_8), 0))
                .hasMessage("the engine's log stream has lost its framing");
    }

    @Test
    void a_terminals_stream_is_decoded_wherever_the_bytes_are_cut() throws IOException {
        String long1 = "x".repeat(16384);
        byte[] stream = (STAMP + "one\r\n" + STAMP + long1 + STAMP + "yz\r\n" + STAMP + "rest")
                .getBytes(StandardCharsets.UTF_8);
        for (int cut = 0; cut <= stream.length; cut += cut < 200 || cut > 16_300 ? 1 : 61) {
            assertThat(decodeCut(new TerminalDecoder(), stream, cut))
                    .containsExactly(
                            "out " + T + " one\\n",
                            "out " + T + " " + long1,
                            "out " + T + " yz\\n",
                            "out " + T + " rest");
        }
    }
}
