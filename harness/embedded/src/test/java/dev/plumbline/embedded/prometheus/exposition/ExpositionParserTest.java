package dev.plumbline.embedded.prometheus.exposition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.plumbline.embedded.prometheus.model.Labels;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Reading of the text and OpenMetrics formats. */
final class ExpositionParserTest {
    private static final int INPUTS = Integer.getInteger("plumbline.fuzz.inputs", 20_000);
    private static final List<String> PIECES = List.of(
            "a",
            "b_total",
            "{",
            "}",
            "x=\"y\"",
            "\"q\"",
            ",",
            " ",
            "\t",
            "1",
            "-2.5e3",
            "NaN",
            "+Inf",
            "1768471200.5",
            "# TYPE a counter",
            "# HELP a text \\n",
            "# UNIT a_s s",
            "# EOF",
            " # {t=\"1\"} 2",
            "\n",
            "\\",
            "é");

    @Test
    void text_gives_samples_with_times_in_milliseconds_and_metadata() throws Exception {
        Exposition found = ExpositionParser.parse(
                "# HELP a Some \\\\ help.\n# TYPE a histogram\na_bucket{le=\"1\",x=\"q\\\"\"} 3 1500\n\n a_count 7\n",
                false);
        assertThat(found.samples().get(0).metric())
                .isEqualTo(Labels.of("__name__", "a_bucket", "le", "1.0", "x", "q\""));
        assertThat(found.samples().get(0).time()).hasValue(1500);
        assertThat(found.samples().get(1).value()).isEqualTo(7);
        assertThat(found.metadata()).containsEntry("a", new Exposition.Metadata("histogram", "Some \\ help.", ""));
    }

    @Test
    void open_metrics_gives_times_in_seconds_and_exemplars() throws Exception {
        Exposition found =
                ExpositionParser.parse("# TYPE a counter\na_total 3 1.5 # {trace_id=\"abc\"} 0.5 1.25\n# EOF\n", true);
        assertThat(found.samples().getFirst().time()).hasValue(1500);
        assertThat(found.samples().getFirst().exemplar().orElseThrow().time()).isEqualTo(1250);
        assertThat(found.samples().getFirst().exemplar().orElseThrow().labels())
                .isEqualTo(Labels.of("trace_id", "abc"));
    }

    @Test
    void an_error_names_line_and_column() {
        assertThatThrownBy(() -> ExpositionParser.parse("a 1\nb x\n", false))
                .isInstanceOf(ExpositionException.class)
                .hasMessage("line 2:3: expected a number, found \"x\"");
        assertThatThrownBy(() -> ExpositionParser.parse("a 1\n", true))
                .isInstanceOf(ExpositionException.class)
                .hasMessage("line 2:1: expected # EOF, found the end");
    }

    @Test
    void whatever_is_parsed_gives_samples_or_an_error() {
        Random random = new Random(20260115);
        int parsed = 0;
        for (int i = 0; i < INPUTS; i++) {
            StringBuilder text = new StringBuilder();
            for (int n = random.nextInt(10); n >= 0; n--) {
                text.append(PIECES.get(random.nextInt(PIECES.size())));
            }
            try {
                assertThat(ExpositionParser.parse(text.toString(), i % 2 == 0).samples())
                        .isNotNull();
                parsed++;
            } catch (ExpositionException e) {
                assertThat(e.getMessage()).isNotEmpty();
            }
        }
        assertThat(parsed).isPositive();
    }
}
