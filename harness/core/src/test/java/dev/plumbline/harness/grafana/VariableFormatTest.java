package dev.plumbline.harness.grafana;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Expectations are what the library of Grafana's scenes 8.19.0 answered. */
class VariableFormatTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "lucene | -5 | -5",
                "lucene | a-5 | a\\-5",
                "lucene | 1e3 | 1e3",
                "date | 2026-01-15 | 1970-01-01T00:00:02.026Z",
                "date | 12abc | 1970-01-01T00:00:00.012Z",
                "date:ms | 1768471200123 | 1768471200123",
                "date:seconds | 1768471200500 | 1768471201",
                "date: | 1768471200123 | 2026-01-15T10:00:00+00:00",
                "date:X | 1768471200123 | 1768471200",
                "date:MMM D, YYYY h:mm A | 1768471200000 | Jan 15, 2026 10:00 AM",
                "date:dddd [at] HH | 1768471200000 | Thursday at 10",
                "date:Do DDDD w W | 1768471200000 | 15th 015 3 3",
                "date:LLL | 1768471200000 | January 15, 2026 10:00 AM",
                "date:YYYY-MM-DDTHH:mm:ss.SSS | 1768471200123 | 2026-01-15T10:00:00.123",
                "date | 999999999999999 | +033658-09-27T01:46:39.999Z",
                "date | 9007199254740993 | null",
                "date:YYYY | 9007199254740993 | Invalid date",
            })
    void a_single_value_is_written_as_grafana_writes_it(String format, String value, String expected) {
        assertThat(VariableFormat.apply("v", VariableValue.of(value), format)).isEqualTo(expected);
    }

    @Test
    void only_the_first_argument_separates_a_list() {
        VariableValue list = VariableValue.list(List.of("x", "y"));

        assertThat(VariableFormat.apply("v", list, "join:")).isEqualTo("xy");
        assertThat(VariableFormat.apply("v", list, "join:a:b")).isEqualTo("xay");
        assertThat(VariableFormat.apply("v", list, "join")).isEqualTo("x,y");
    }

    @Test
    void json_escapes_as_javascript_does() {
        VariableValue list = VariableValue.list(List.of("\u001b[0m", "a\"\\b", "ü/\n"));

        assertThat(VariableFormat.apply("v", list, "json")).isEqualTo("[\"\\u001b[0m\",\"a\\\"\\\\b\",\"ü/\\n\"]");
    }

    @ParameterizedTest
    @CsvSource({"1m30s, 60000", "1.5s, 1000", "1.5, 1000", "1e3, 1000", "500ms, 500", "30, 30000", "2w, 1209600000"})
    void an_interval_is_its_first_whole_number_with_its_unit(String text, long ms) {
        assertThat(BrowserInterval.parse(text)).isEqualTo(ms);
    }

    @ParameterizedTest
    @CsvSource({"0", ">15s", "' 5m'", "abc", "5 s"})
    void what_is_no_interval_is_refused(String text) {
        assertThatThrownBy(() -> BrowserInterval.parse(text)).hasMessageStartingWith("Invalid interval string");
    }
}
