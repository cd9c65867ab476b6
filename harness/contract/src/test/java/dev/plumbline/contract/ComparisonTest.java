package dev.plumbline.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class ComparisonTest {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    @Test
    void numbers_and_numeric_strings_are_equal_within_a_billionth() throws Exception {
        assertThat(differ(Comparison.strict(), "[1.0, \"0.30000000000000004\"]", "[1, \"0.3\"]"))
                .isEmpty();
        assertThat(differ(Comparison.strict(), "[1.0]", "[1.001]")).isPresent();
    }

    @Test
    void a_number_is_not_the_string_that_spells_it() throws Exception {
        assertThat(differ(Comparison.strict(), "{\"a\": 1}", "{\"a\": \"1\"}")).isPresent();
    }

    @Test
    void nanoseconds_are_compared_digit_by_digit() throws Exception {
        assertThat(differ(Comparison.strict(), "\"1768471200000000001\"", "\"1768471200000000002\""))
                .isPresent();
    }

    @Test
    void a_large_value_is_no_identifier() throws Exception {
        assertThat(differ(Comparison.strict(), "[953673286247549900000]", "[9.536732862475499e20]"))
                .isEmpty();
        assertThat(differ(Comparison.strict(), "\"953673286247549900000\"", "\"953673286247549800000\""))
                .isEmpty();
        assertThat(differ(
                        Comparison.strict(),
                        "\"00000000000000001234567890123456\"",
                        "\"00000000000000001234567890123457\""))
                .isPresent();
    }

    @Test
    void nan_equals_nan_and_infinity_keeps_its_sign() throws Exception {
        assertThat(differ(Comparison.strict(), "[\"NaN\", \"+Inf\"]", "[\"NaN\", \"+Inf\"]"))
                .isEmpty();
        assertThat(differ(Comparison.strict(), "[\"+Inf\"]", "[\"-Inf\"]")).isPresent();
    }

    @Test
    void order_matters_unless_it_is_declared_not_to() throws Exception {
        Comparison unordered = Comparison.strict().unordered("data.result", "data.result[*].tags");
        String a = "{\"data\": {\"result\": [{\"n\": 1, \"tags\": [1, 2]}, {\"n\": 2, \"tags\": []}]}}";
        String b = "{\"data\": {\"result\": [{\"n\": 2, \"tags\": []}, {\"n\": 1, \"tags\": [2, 1]}]}}";
        assertThat(differ(unordered, a, b)).isEmpty();
        assertThat(differ(Comparison.strict(), a, b)).isPresent();
    }

    @Test
    void a_set_with_one_more_or_one_less_differs() throws Exception {
        Comparison unordered = Comparison.strict().unordered("");
        assertThat(differ(unordered, "[1, 2]", "[2]")).isPresent();
        assertThat(differ(unordered, "[1]", "[2, 1]")).isPresent();
    }

    @Test
    void a_volatile_field_is_left_out_at_any_depth() throws Exception {
        Comparison comparison = Comparison.strict().ignoring("**.stats");
        assertThat(differ(comparison, "{\"data\": {\"stats\": 1, \"x\": 2}}", "{\"data\": {\"x\": 2}}"))
                .isEmpty();
        assertThat(differ(comparison, "{\"stats\": 1, \"x\": 2}", "{\"stats\": 3, \"x\": 4}"))
                .isPresent();
    }

    @Test
    void a_difference_names_the_place_and_both_sides() throws Exception {
        assertThat(differ(Comparison.strict(), "{\"a\": [{\"b\": 1}]}", "{\"a\": [{}]}"))
                .map(Object::toString)
                .contains("at a[0].b: expected 1, got nothing");
    }

    private static Optional<Difference> differ(Comparison comparison, String expected, String got)
            throws JsonProcessingException {
        return comparison.compare(JSON.readTree(expected), JSON.readTree(got));
    }
}
