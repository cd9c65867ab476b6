package dev.plumbline.embedded.otelcollector;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Names that the real exporter (0.155.0) made. */
final class MetricNamesTest {
    @ParameterizedTest
    @CsvSource({"a.b, a_b", "a..c, a__c", "1x, key_1x", "_p, _p", "x/y, x_y"})
    void a_label_keeps_every_underscore(String name, String label) {
        assertThat(MetricNames.label(name)).contains(label);
    }
}
