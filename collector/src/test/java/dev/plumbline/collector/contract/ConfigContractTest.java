package dev.plumbline.collector.contract;

import com.fasterxml.jackson.databind.JsonNode;
import dev.plumbline.collector.cli.Validation;
import dev.plumbline.collector.config.Problem;
import dev.plumbline.collector.config.Problems;
import dev.plumbline.collector.contract.CollectorContract.Parts;
import dev.plumbline.contract.Tally;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Broken files against {@code alloy-config.json}: what Alloy refuses is refused, on the same lines. */
@ExtendWith(CollectorContract.class)
class ConfigContractTest {
    private static final String FILE = "alloy-config.json";
    private static final Pattern PLACE = Pattern.compile("config\\.alloy:(\\d+):\\d+: ");
    private static final Pattern STAGE = Pattern.compile("block name \"(stage\\.\\w+)\"");
    private static final String RUNS = "keeps running";

    /** What Alloy runs although it can never work, or although it means nothing; we say so, in these words. */
    private static final List<Pattern> DELIBERATE = List.of(
            Pattern.compile(".*takes no label.*"),
            Pattern.compile(".*(no|without).*group.*"),
            Pattern.compile(".*label name.*"),
            Pattern.compile(".*is not supported.*"));

    @Test
    void what_alloy_refuses_is_refused_on_the_same_lines(Parts parts) {
        Optional<JsonNode> recording = parts.contract().recording(FILE);
        if (recording.isEmpty()) {
            return;
        }
        Tally tally = parts.start(Map.of());
        recording.get().path("broken").forEach(question -> judge(question, tally));
        tally.check(0);
    }

    private static void judge(JsonNode question, Tally tally) {
        String name = question.path("name").asText();
        Problems problems = Validation.of(
                        "config.alloy", question.path("config").asText().getBytes(StandardCharsets.UTF_8))
                .problems();
        List<Problem> found = problems.inOrder();
        boolean refusedByAlloy = question.path("exit").asInt() != 0
                || !question.path("run").asText().equals(RUNS);
        Set<Integer> lines = found.stream().map(p -> p.position().line()).collect(Collectors.toSet());
        boolean equal = refusedByAlloy
                ? !found.isEmpty()
                        && lines.containsAll(lines(question.path("stderr").asText()))
                : found.isEmpty() || found.stream().anyMatch(ConfigContractTest::isDeliberate);
        Optional<String> stage = found.stream()
                .map(p -> STAGE.matcher(p.message()))
                .filter(Matcher::find)
                .map(matcher -> matcher.group(1))
                .findFirst();
        if (equal) {
            tally.answered(FILE);
        } else if (stage.isPresent()) {
            tally.refused(FILE, name, stage.get());
        } else {
            tally.different(
                    FILE,
                    name,
                    "expected " + question.path("stderr").asText()
                            + question.path("run").asText() + ", got " + found);
        }
    }

    private static boolean isDeliberate(Problem problem) {
        return DELIBERATE.stream().anyMatch(d -> d.matcher(problem.message()).matches());
    }

    private static Set<Integer> lines(String stderr) {
        Set<Integer> lines = new TreeSet<>();
        Matcher place = PLACE.matcher(stderr);
        while (place.find()) {
            lines.add(Integer.valueOf(place.group(1)));
        }
        return lines;
    }
}
