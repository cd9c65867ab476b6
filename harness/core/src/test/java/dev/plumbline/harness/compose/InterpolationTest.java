package dev.plumbline.harness.compose;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class InterpolationTest {
    private static final Map<String, String> SET = Map.of("NAME", "value", "EMPTY", "");

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "$NAME | value",
                "a${NAME}b | avalueb",
                "${NAME:-other} | value",
                "${EMPTY:-other} | other",
                "${EMPTY-other}. | .",
                "${UNSET-other} | other",
                "${UNSET:-img:1@sha256:ab} | img:1@sha256:ab",
                "[$UNSET] | []",
                "$$SYS/broker | $SYS/broker",
                "$${__value.raw} | ${__value.raw}"
            })
    void replaces_as_compose_does(String text, String expected) {
        assertThat(Interpolation.resolve(text, SET::get)).isEqualTo(expected);
    }

    @Test
    void a_demanded_variable_that_is_not_set_is_named() {
        assertThatThrownBy(() -> Interpolation.resolve("${TOKEN:?set it in .env}", SET::get))
                .isInstanceOf(ComposeException.class)
                .hasMessage("compose.yaml demands the variable TOKEN: set it in .env");
    }
}
