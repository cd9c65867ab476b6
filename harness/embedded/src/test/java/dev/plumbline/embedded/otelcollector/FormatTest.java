package dev.plumbline.embedded.otelcollector;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FormatTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'' | text/plain; version=0.0.4; charset=utf-8; escaping=underscores",
                "*/* | text/plain; version=0.0.4; charset=utf-8; escaping=underscores",
                "application/json | text/plain; version=0.0.4; charset=utf-8; escaping=underscores",
                "application/openmetrics-text | application/openmetrics-text; version=0.0.1; charset=utf-8; escaping=underscores",
                "text/plain;version=0.0.4;q=0.5,application/openmetrics-text;version=1.0.0 | application/openmetrics-text; version=1.0.0; charset=utf-8; escaping=underscores",
                "text/plain;version=1.0.0;escaping=allow-utf-8 | text/plain; version=0.0.4; charset=utf-8; escaping=allow-utf-8",
            })
    void the_format_is_what_is_accepted_most(String accept, String type) {
        assertThat(Format.of(accept, true).type()).isEqualTo(type);
    }
}
