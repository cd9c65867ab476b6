package dev.plumbline.embedded.prometheus.promql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Parsing and printing of PromQL; messages and forms are those of Prometheus 3.14. */
final class ParserTest {
    private static final int INPUTS = Integer.getInteger("plumbline.fuzz.inputs", 20_000);
    private static final List<String> PIECES = List.of(
            "up",
            "sum",
            "rate",
            "(",
            ")",
            "{",
            "}",
            "[",
            "]",
            "5m",
            "1",
            "0x1F",
            "1e",
            ",",
            "by",
            "without",
            "offset",
            "@",
            "start()",
            "\"a\"",
            "'\\x41'",
            "`r`",
            "=~",
            "!=",
            "==",
            "+",
            "-",
            "^",
            "and",
            "on",
            "group_left",
            "bool",
            ":",
            "#c\n",
            "\n",
            "job=\"x\"",
            "é",
            "\\",
            "atan2",
            "topk",
            "max_of(",
            "fill(1)",
            "inf",
            " ");

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    sum(rate(a{b='c'}[5m]))by(d)                   | sum by (d) (rate(a{b="c"}[5m]))
                    -2^2                                           | -2 ^ 2
                    a+on(x)group_left(y)b                          | a + on (x) group_left (y) b
                    a offset -90s @ 5                              | a @ 5.000 offset -1m30s
                    max_over_time(a[1h:1m])                        | max_over_time(a[1h:1m])
                    a[2*(1m+step())] offset -max_of(range(),1h)     | a[2 * (1m + step())] offset -max_of(range(), 1h)
                    {"up",job="node"}                              | {__name__="up",job="node"}
                    010 + 0x1F + 1_000                             | 8 + 31 + 1000
                    """)
    void an_expression_is_written_in_its_normal_form(String text, String normal) throws Exception {
        assertThat(Prettier.format(Parser.parse(text))).isEqualTo(normal);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    up{          | 1:4: parse error: unexpected end of input inside braces
                    sum by x(up) | 1:8: parse error: unexpected identifier "x" in grouping opts, expected "("
                    rate(up)     | 1:6: parse error: expected type range vector in call to function "rate", got instant vector
                    é            | 1:1: parse error: unexpected character: 'é'
                    up[5m/0]     | 1:6: parse error: division by zero
                    up[step]     | 1:8: parse error: unexpected "]" in subquery or range selector, expected number, duration, step(), or range()
                    """)
    void an_error_names_its_position_and_subject(String text, String message) {
        assertThatThrownBy(() -> Parser.parse(text))
                .isInstanceOf(ParseException.class)
                .hasMessage(message);
    }

    @Test
    void whatever_is_parsed_gives_an_expression_or_an_error_with_a_position() {
        Random random = new Random(20260115);
        int parsed = 0;
        for (int i = 0; i < INPUTS; i++) {
            StringBuilder text = new StringBuilder();
            for (int n = random.nextInt(12); n >= 0; n--) {
                text.append(PIECES.get(random.nextInt(PIECES.size()))).append(random.nextBoolean() ? " " : "");
            }
            try {
                assertThat(Printer.print(Parser.parse(text.toString()))).isNotEmpty();
                parsed++;
            } catch (ParseException e) {
                assertThat(e.getMessage()).as(text.toString()).contains(": parse error: ");
            }
        }
        assertThat(parsed).isPositive();
    }
}
