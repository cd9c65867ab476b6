package dev.plumbline.collector.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class JsonLogDecoderTest {
    private static final String TIME = "\"time\":\"2026-01-15T10:00:00.000000001Z\"}\n";
    private static final long T = 1_768_471_200_000_000_001L;

    private static List<String> decode(String text, boolean terminal) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        Recorder recorder = new Recorder();
        int used = new JsonLogDecoder(terminal).decode(bytes, 0, bytes.length, recorder);
        recorder.seen.add("used " + used);
        return recorder.seen;
    }

    @Test
    void the_usual_form_is_read() throws IOException {
        String line = "{\"log\":\"hello\\n\",\"stream\":\"stderr\"," + TIME;
        assertThat(decode(line, false)).containsExactly("err " + T + " hello\\n", "used " + line.length());
    }

    @Test
    void a_time_with_fewer_digits_is_read() throws IOException {
        String line = "{\"log\":\"x\\n\",\"stream\":\"stdout\",\"time\":\"2026-01-15T10:00:00.5Z\"}\n";
        assertThat(decode(line, false)).containsExactly("out 1768471200500000000 x\\n", "used " + line.length());
    }

    @Test
    void escapes_become_what_they_stand_for() throws IOException {
        String line =
                "{\"log\":\"\\u003ca\\u003e \\\"q\\\" \\\\ \\t \\u00e9 \\ud83d\\ude00 \\ud83d \\u0000\\n\",\"stream\":\"stdout\","
                        + TIME;
        assertThat(decode(line, false))
                .containsExactly("out " + T + " <a> \"q\" \\ \t é 😀 \ufffd \u0000\\n", "used " + line.length());
    }

    @Test
    void further_fields_are_left_out() throws IOException {
        String line = "{\"log\":\"x\\n\",\"stream\":\"stdout\",\"attrs\":{\"a\":\"b\",\"c\":[1,null,{}]}," + TIME;
        assertThat(decode(line, false)).containsExactly("out " + T + " x\\n", "used " + line.length());
    }

    @Test
    void a_part_of_a_line_has_no_end() throws IOException {
        String line = "{\"log\":\"part\",\"stream\":\"stdout\"," + TIME;
        assertThat(decode(line, false)).containsExactly("out " + T + " part", "used " + line.length());
    }

    @Test
    void an_unfinished_line_is_left_for_later_as_it_was() throws IOException {
        assertThat(decode("{\"log\":\"a\\tb\\n\",\"stream\":\"std", false)).containsExactly("used 0");
    }

    @Test
    void what_is_no_log_line_is_counted() throws IOException {
        assertThat(decode("{\"log\":1}\n\nnonsense\n{\"log\":\"x\\q\"}\n", false))
                .containsExactly("unreadable 9", "unreadable 8", "unreadable 13", "used 34");
    }

    @Test
    void a_terminals_carriage_return_is_taken_off_and_another_is_kept() throws IOException {
        String line = "{\"log\":\"x\\r\\n\",\"stream\":\"stdout\"," + TIME;
        assertThat(decode(line, true).getFirst()).isEqualTo("out " + T + " x\\n");
        assertThat(decode(line, false).getFirst()).isEqualTo("out " + T + " x\r\\n");
    }

    @Test
    void the_usual_form_and_any_other_read_the_same() throws IOException {
        Random random = new Random(20260115);
        String[] parts = {
            "a",
            "plain words ",
            "\\\"",
            "\\\\",
            "\\t",
            "\\u003c",
            "\\n",
            "\\u00e9",
            "\\ud83d\\ude00",
            "\\ud83d",
            "/",
            "é",
            "n"
        };
        for (int i = 0; i < 20_000; i++) {
            StringBuilder log = new StringBuilder();
            for (int left = random.nextInt(12); left > 0; left--) {
                log.append(parts[random.nextInt(parts.length)]);
            }
            log.append(random.nextInt(4) > 0 ? "\\n" : "");
            String rest = "\"log\":\"" + log + "\",\"stream\":\"" + (random.nextBoolean() ? "stdout" : "stderr") + "\","
                    + TIME;
            List<String> usual = decode("{" + rest + "{" + rest, false);
            List<String> other = decode("{ " + rest + "{ " + rest, false);
            assertThat(usual.subList(0, 2)).as(log.toString()).isEqualTo(other.subList(0, 2));
        }
    }

    /** Notes messages as text. */
    static final class Recorder implements Messages {
        final List<String> seen = new ArrayList<>();

        @Override
        public void message(int source, long timestamp, byte[] bytes, int offset, int length, boolean complete) {
            seen.add((source == STDOUT ? "out " : "err ") + timestamp + " "
                    + new String(bytes, offset, length, StandardCharsets.UTF_8) + (complete ? "\\n" : ""));
        }

        @Override
        public void unreadable(int source, int length) {
            seen.add("unreadable " + length);
        }
    }
}
