package dev.plumbline.collector.golang;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RequiredLiteralTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '→',
            quoteCharacter = '\u0001',
            value = {
                "GET /-/(ready|healthy) →GET /-/",
                ".*POST.*→POST",
                "a|b→",
                "(?i)get→",
                "ab?cde→cde",
                "ab+c→ab",
                "x{0,2}yy→yy",
                "a{b|cde→",
                "\\[error\\]→[error]",
                "[a-z]]+ab(c|d)ef→ab",
                "\\d+ms→ms",
                "a\\pLbcd|x→",
                "(?P<n>abc)d→d",
                "(a)|b→",
            })
    void the_longest_text_that_must_occur(String expression, String literal) {
        assertThat(RequiredLiteral.of(expression)).hasToString(literal == null ? "" : literal);
    }

    @ParameterizedTest
    @CsvSource({"abcabd,abd,true", "abcabd,abe,false", "ab,abc,false", "x,'',true"})
    void bytes_are_searched(String text, String literal, boolean found) {
        byte[] bytes = ("?" + text + "?").getBytes(StandardCharsets.UTF_8);

        assertThat(RequiredLiteral.exactly(literal).mayMatch(bytes, 1, bytes.length - 2))
                .isEqualTo(found);
    }
}
