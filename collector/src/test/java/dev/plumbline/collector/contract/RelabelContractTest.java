package dev.plumbline.collector.contract;

import com.fasterxml.jackson.databind.JsonNode;
import dev.plumbline.collector.config.Block;
import dev.plumbline.collector.config.Problems;
import dev.plumbline.collector.contract.CollectorContract.Parts;
import dev.plumbline.collector.pipeline.Replay;
import dev.plumbline.collector.pipeline.Written;
import dev.plumbline.collector.relabel.Rules;
import dev.plumbline.contract.Tally;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(CollectorContract.class)
class RelabelContractTest {
    private static final String FILE = "alloy-relabel.json";

    @Test
    void rules_make_of_recorded_labels_what_alloy_made_of_them(Parts parts) {
        Tally tally = parts.start(Map.of());
        parts.contract()
                .recording(FILE)
                .ifPresent(recording -> recording.path("cases").forEach(c -> ask(c, tally)));
        tally.check(0);
    }

    private static void ask(JsonNode recorded, Tally tally) {
        Block block = Written.block("loki.relabel", recorded.path("rules").asText());
        Problems problems = new Problems();
        Rules.check(block, problems);
        Map<String, String> labels = new TreeMap<>();
        recorded.path("labels")
                .properties()
                .forEach(l -> labels.put(l.getKey(), l.getValue().asText()));
        Optional<String> expected = recorded.path("out").isNull()
                ? Optional.empty()
                : Optional.of(recorded.path("out").asText());
        Optional<String> got =
                Rules.of(block).apply(labels).filter(kept -> !kept.isEmpty()).map(Replay::labels);
        if (problems.none() && got.equals(expected)) {
            tally.answered(FILE);
        } else {
            tally.different(
                    FILE,
                    recorded.path("name").asText(),
                    "expected " + expected + ", got " + got + " " + problems.inOrder());
        }
    }
}
