package dev.plumbline.embedded.tempo.traceql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class QueryTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '#',
            value = {
                "{ # parse error at line 1, col 2: syntax error: unexpected $end",
                "{ foo = 3 } # parse error at line 1, col 3: unknown identifier: foo",
                "{ >= 3 } # parse error at line 0, col 3: syntax error: unexpected >=",
                "{ nil } # parse error at line 1, col 7: syntax error: unexpected }, expecting = or !=",
                "{ name = 3 } # binary operations must operate on the same type: name = 3",
                "{ status > ok } # illegal operation for the given types: status > ok",
                "{ name =~ \"(\" } # invalid regex: `(`",
                "{ 3 } # span filter field expressions must resolve to a boolean: { 3 }",
                "{ parent.n = 3 } # parent not yet supported",
            })
    void refuses_with_tempos_words(String query, String message) {
        assertThatThrownBy(() -> Query.compile(query))
                .isInstanceOf(TraceQlException.class)
                .hasMessage(message);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '#',
            value = {
                "{ .a = 1 || .a = 2 } # { .a IN [1, 2] }",
                "{ 1 + 2 * 3 = .a } # { 7 = .a }",
                "{ -.a + .b > 2ms } # { ((-.a) + .b) > 2ms }",
                "{ .a != nil && !(kind = server) } # { (.a != nil) && (!(kind = server)) }",
                "{ .a } > { .b } && { .c } # (({ .a }) > ({ .b })) && ({ .c })",
                "{ } | by(name) | avg(duration) > 1s # { true }|by(name)|(avg(duration)) > 1s",
            })
    void reads_with_tempos_precedence(String query, String text) {
        assertThat(Query.compile(query).pipeline().text()).isEqualTo(text);
    }

    @Test
    void writes_durations_as_go_does() {
        assertThat(GoFormat.duration(569_833_333)).isEqualTo("569.833333ms");
        assertThat(GoFormat.duration(90_000_000_000L)).isEqualTo("1m30s");
        assertThat(GoFormat.duration(1_500)).isEqualTo("1.5µs");
        assertThat(GoFormat.duration(-3_600_000_000_000L)).isEqualTo("-1h0m0s");
    }
}
