package dev.plumbline.steps;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

final class SpanCountersTest {
    private static final List<String> EXPOSITION = List.of(
            "# TYPE otelcol_receiver_accepted_spans counter",
            "otelcol_receiver_accepted_spans{receiver=\"otlp\",transport=\"http\"} 7",
            "otelcol_receiver_accepted_spans{receiver=\"otlp\",transport=\"grpc\"} 2",
            "otelcol_exporter_sent_spans_total{exporter=\"otlphttp\"} 1e+03",
            "otelcol_receiver_accepted_spans_other 5");

    @Test
    void adds_up_all_series_of_that_name() {
        assertThat(SpanCounters.sum(EXPOSITION, "otelcol_receiver_accepted_spans"))
                .isEqualTo(9);
    }

    @Test
    void takes_a_counter_with_and_without_total() {
        assertThat(SpanCounters.sum(EXPOSITION, "otelcol_exporter_sent_spans")).isEqualTo(1000);
    }

    @Test
    void is_zero_where_there_is_no_such_series() {
        assertThat(SpanCounters.sum(EXPOSITION, "otelcol_exporter_send_failed_spans"))
                .isZero();
    }
}
