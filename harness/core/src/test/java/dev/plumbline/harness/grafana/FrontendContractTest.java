package dev.plumbline.harness.grafana;

import com.fasterxml.jackson.databind.JsonNode;
import dev.plumbline.contract.Contract;
import dev.plumbline.contract.Tally;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FrontendContractTest {
    private static final String FILE = "grafana-frontend.json";

    @Test
    void formats_intervals_and_rounding_are_those_of_grafanas_own_libraries() {
        Contract contract = Contract.selected();
        Tally tally = new Tally("grafana", contract, Map.of());
        contract.recording(FILE).ifPresent(recording -> {
            recording.path("intervals").forEach(i -> interval(tally, i));
            recording.path("formats").forEach(f -> format(tally, f));
            recording.path("round").forEach(r -> round(tally, r));
        });
        tally.close(0);
    }

    private static void interval(Tally tally, JsonNode question) {
        String got;
        try {
            BrowserInterval interval = BrowserInterval.of(
                    question.path("rangeSeconds").asLong() * 1000,
                    question.path("maxDataPoints").asLong(),
                    question.path("minInterval").asText(""));
            got = interval.ms() + " " + interval.text();
        } catch (IllegalArgumentException e) {
            got = String.valueOf(e.getMessage());
        }
        JsonNode result = question.path("result");
        String expected = result.isTextual()
                ? result.asText()
                : result.path("intervalMs").asText() + " "
                        + result.path("interval").asText();
        judge(tally, question.toString(), expected, got);
    }

    private static void format(Tally tally, JsonNode question) {
        JsonNode value = question.path("value");
        List<String> values = new ArrayList<>();
        value.forEach(v -> values.add(v.asText()));
        VariableValue variable = value.isArray() ? VariableValue.list(values) : VariableValue.of(value.asText());
        String got = VariableFormat.apply("v", variable, question.path("format").asText());
        judge(tally, question.toString(), question.path("result").asText(), got);
    }

    private static void round(Tally tally, JsonNode question) {
        String got = Long.toString(IntervalTable.round(question.path(0).asDouble()));
        judge(tally, "round " + question.path(0), question.path(1).asText(), got);
    }

    private static void judge(Tally tally, String question, String expected, String got) {
        if (expected.equals(got)) {
            tally.answered(FILE);
        } else {
            tally.different(FILE, question, "expected " + expected + ", got " + got);
        }
    }
}
