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

    /** What Alloy's converter writes for the secrets of a Docker client: a file that cannot be read. Ours has them. */
    private static final String HIDDEN = "= (secret)";

    private static final Pattern SECRET = Pattern.compile(
            "(?<=loki\\.source\\.docker .{0,9999}(?:password|credentials|client_secret|key_pem)=)\"[^\"]*\"");

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
        boolean hidden = question.path("alloy").asText().contains(HIDDEN);
        List<String> expected = Shapes.of(question.path("alloy").asText());
        List<String> got = masked(Shapes.of(conversion.alloy()), hidden);
        if (refusedByAlloy ? refusedHere : !refusedHere && got.equals(expected)) {
            tally.answered(FILE);
        } else if (construct.isPresent()) {
            tally.refused(FILE, name, construct.get());
        } else {
            tally.different(FILE, name, "expected " + expected + ", got " + got + " " + conversion.remarks());
        }
    }

    private static List<String> masked(List<String> shapes, boolean hidden) {
        return hidden
                ? shapes.stream()
                        .map(shape -> SECRET.matcher(shape).replaceAll("(secret)"))
                        .toList()
                : shapes;
    }
}
