package dev.plumbline.collector.contract;

import com.fasterxml.jackson.databind.JsonNode;
import dev.plumbline.collector.config.Problems;
import dev.plumbline.collector.contract.CollectorContract.Parts;
import dev.plumbline.collector.syntax.Formatter;
import dev.plumbline.collector.syntax.Source;
import dev.plumbline.collector.syntax.SyntaxTree;
import dev.plumbline.contract.Tally;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** {@code fmt} against {@code alloy-config.json}, byte for byte. */
@ExtendWith(CollectorContract.class)
class FmtContractTest {
    private static final String FILE = "alloy-config.json";

    @Test
    void every_file_is_laid_out_as_recorded(Parts parts) {
        Optional<JsonNode> recording = parts.contract().recording(FILE);
        if (recording.isEmpty()) {
            return;
        }
        Tally tally = parts.start(Map.of());
        for (JsonNode question : recording.get().path("fmt")) {
            String in = question.path("in").asText();
            String expected =
                    question.path("exit").asInt() == 0 ? question.path("out").asText() : "refused";
            String got = formatted(in);
            if (got.equals(expected)) {
                tally.answered(FILE);
            } else {
                tally.different(FILE, "fmt of " + in, "expected " + expected + ", got " + got);
            }
        }
        tally.check(0);
    }

    private static String formatted(String in) {
        Problems problems = new Problems();
        SyntaxTree tree = SyntaxTree.parse(Source.of("config.alloy", in), problems);
        return problems.fatal() ? "refused" : Formatter.format(tree);
    }
}
