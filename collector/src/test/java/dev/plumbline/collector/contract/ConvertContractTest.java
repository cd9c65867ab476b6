package dev.plumbline.collector.contract;

import com.fasterxml.jackson.databind.JsonNode;
import dev.plumbline.collector.contract.CollectorContract.Parts;
import dev.plumbline.collector.convert.Conversion;
import dev.plumbline.collector.convert.Conversion.Level;
import dev.plumbline.collector.convert.PromtailConverter;
import dev.plumbline.contract.Tally;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** {@code convert --from=promtail} against {@code alloy-convert.json}: equal but for layout and order of attributes. */
@ExtendWith(CollectorContract.class)
class ConvertContractTest {
    private static final String FILE = "alloy-convert.json";
    private static final Pattern CONSTRUCT =
            Pattern.compile("(?:.*: )?(\\w+) (?:with .*)?is not supported by this converter.*");

    @Test
    void every_file_becomes_the_components_recorded(Parts parts) {
        Optional<JsonNode> recording = parts.contract().recording(FILE);
        if (recording.isEmpty()) {
            return;
        }
        Tally tally = parts.start(Map.of());
        recording.get().path("cases").forEach(question -> judge(question, tally));
        tally.check(0);
    }

    private static void judge(JsonNode question, Tally tally) {
        Conversion conversion =
                PromtailConverter.convert(question.path("promtail").asText());
        String name = question.path("name").asText();
        boolean refusedByAlloy = question.path("exit").asInt() != 0;
        boolean refusedHere = conversion.has(Level.ERROR);
        Optional<String> construct = conversion.remarks().stream()
                .map(remark -> CONSTRUCT.matcher(remark.message()))
                .filter(Matcher::matches)
                .map(matcher -> matcher.group(1))
                .findFirst();
        List<String> expected = Shapes.of(question.path("alloy").asText());
        List<String> got = Shapes.of(conversion.alloy());
        if (refusedByAlloy ? refusedHere : !refusedHere && got.equals(expected)) {
            tally.answered(FILE);
        } else if (construct.isPresent()) {
            tally.refused(FILE, name, construct.get());
        } else {
            tally.different(FILE, name, "expected " + expected + ", got " + got + " " + conversion.remarks());
        }
    }
}
