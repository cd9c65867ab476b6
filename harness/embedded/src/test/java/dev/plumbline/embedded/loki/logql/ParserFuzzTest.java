package dev.plumbline.embedded.loki.logql;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ParserFuzzTest {
    private static final long SEED = 20_260_115;
    private static final List<String> PIECES = List.of(
            "{",
            "}",
            "(",
            ")",
            "[5m]",
            "[",
            "]",
            "a",
            "job",
            "=",
            "!=",
            "=~",
            "!~",
            "==",
            ">",
            ">=",
            "<",
            "<=",
            "\"x\"",
            "\"(?P<a>.)\"",
            "`<a> <_>`",
            "|",
            "|=",
            "|~",
            "|>",
            "!>",
            " ",
            ",",
            "json",
            "logfmt",
            "--strict",
            "regexp",
            "pattern",
            "unpack",
            "line_format",
            "\"{{.a}}\"",
            "label_format",
            "drop",
            "keep",
            "decolorize",
            "unwrap",
            "bytes(",
            "ip(",
            "rate(",
            "sum(",
            "sum by (a) (",
            "topk(2,",
            "quantile_over_time(0.5,",
            "count_over_time(",
            "vector(1)",
            "label_replace(",
            "offset",
            "5m",
            "3KB",
            "1",
            "-",
            "+",
            "*",
            "/",
            "%",
            "^",
            "and",
            "or",
            "unless",
            "on (a)",
            "ignoring()",
            "group_left",
            "bool",
            "#",
            "\n",
            "{a=\"b\"}",
            "\\",
            "'",
            "\u0000",
            "é",
            "🔥");

    @Test
    void any_text_is_either_understood_or_refused_with_a_reason() {
        int inputs = Integer.getInteger("plumbline.fuzz.inputs", 20_000);
        Random random = new Random(SEED);
        int understood = 0;
        for (int i = 0; i < inputs; i++) {
            StringBuilder text = new StringBuilder(random.nextInt(4) == 0 ? "" : "{a=\"b\"}");
            int pieces = random.nextInt(12);
            for (int k = 0; k < pieces; k++) {
                text.append(PIECES.get(random.nextInt(PIECES.size()))).append(random.nextBoolean() ? " " : "");
            }
            understood += understood(text.toString()) ? 1 : 0;
        }
        assertThat(understood).as("seed %d", SEED).isPositive().isLessThan(inputs);
    }

    private static boolean understood(String text) {
        try {
            assertThat(Printer.print(Parser.parse(text))).isNotNull();
            return true;
        } catch (LogQlException e) {
            assertThat(e.getMessage()).as(text).startsWith("parse error");
            return false;
        }
    }
}
