package dev.plumbline.embedded.loki.logql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ParserTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            quoteCharacter = '\u0001',
            value = {
                "{ ~ parse error at line 1, col 2: syntax error: unexpected $end, expecting IDENTIFIER or }",
                "{a=b} ~ parse error at line 1, col 4: syntax error: unexpected IDENTIFIER, expecting STRING",
                "{a=\"b\" ~ parse error at line 1, col 7: syntax error: unexpected $end, expecting } or ,",
                "{a=\"b\"} | logfmt | x=1 or ~ parse error at line 1, col 26: syntax error: unexpected $end, expecting IDENTIFIER or (",
                "rate() ~ parse error at line 1, col 6: syntax error: unexpected ), expecting NUMBER or { or (",
                "rate({a=\"b\"}[x]) ~ parse error at line 0, col 13: not a valid duration string: \"x\"",
                "rate({a=\"b\"}[5x]) ~ parse error at line 0, col 13: unknown unit \"x\" in duration \"5x\"",
                "topk(0, rate({a=\"b\"}[1m])) ~ parse error : invalid parameter (must be greater than 0) topk(0",
                "sum_over_time({a=\"b\"}[1m]) ~ parse error : invalid aggregation sum_over_time without unwrap",
                "1 and 2 ~ parse error : unexpected literal for left leg of logical/set binary operation (and): 1.000000",
                "{a=\"b\"} + 1 ~ parse error : unexpected type for left leg of binary operation (+): *syntax.MatchersExpr",
            })
    void a_broken_query_is_refused_at_the_place_that_loki_names(String query, String message) {
        assertThatThrownBy(() -> Parser.parse(query))
                .isInstanceOf(LogQlException.class)
                .hasMessage(message);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            quoteCharacter = '\u0001',
            value = {
                "sum by(a)(rate({a=\"b\"}[1h])) ~ sum by (a)(rate({a=\"b\"}[1h]))",
                "1 + 2 * 3 ~ 7",
                "2 ^ 3 ^ 2 ~ 512",
                "{a=\"b\"} |= \"x\" or \"y\" | x=1, y=2 or z=3 ~ {a=\"b\"} |= \"x\" or \"y\" | ( x==1 , ( y==2 or z==3 ) )",
                "{a=\"b\"} | x=1 and y=2 or z=3 ~ {a=\"b\"} | ( ( x==1 , y==2 ) or z==3 )",
            })
    void a_query_is_written_out_as_it_was_understood(String query, String written) {
        assertThat(Printer.print(Parser.parse(query))).isEqualTo(written);
    }

    @Test
    void a_comment_ends_with_its_line() {
        assertThat(Printer.print(Parser.parse("rate({a=\"b\"} # all of them\n[5m] offset 1h)")))
                .isEqualTo("rate({a=\"b\"}[5m] offset 1h0m0s)");
    }

    @Test
    void a_query_nested_too_deeply_is_refused() {
        assertThatThrownBy(() -> Parser.parse("(".repeat(50_000)))
                .hasMessageStartingWith("parse error : the query is nested deeper");
        assertThatThrownBy(() -> Parser.parse("{a=\"b\"} | " + "(".repeat(50_000)))
                .hasMessageStartingWith("parse error : the filter is nested deeper");
        assertThatThrownBy(() -> Parser.parse("1" + "+1".repeat(50_000)))
                .hasMessageStartingWith("parse error : the query has more than");
    }
}
