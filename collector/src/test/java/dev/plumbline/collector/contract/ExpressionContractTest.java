package dev.plumbline.collector.contract;

import com.fasterxml.jackson.databind.JsonNode;
import dev.plumbline.collector.components.Schemas;
import dev.plumbline.collector.config.Block;
import dev.plumbline.collector.config.Catalog;
import dev.plumbline.collector.config.Problems;
import dev.plumbline.collector.config.Value;
import dev.plumbline.collector.contract.CollectorContract.Parts;
import dev.plumbline.collector.evaluation.ConfigFile;
import dev.plumbline.collector.evaluation.Scope;
import dev.plumbline.collector.golang.GoStrings;
import dev.plumbline.collector.pipeline.LokiProcess;
import dev.plumbline.contract.Tally;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Expressions against {@code alloy-expressions.json}: each as a static label, as it was recorded. */
@ExtendWith(CollectorContract.class)
class ExpressionContractTest {
    private static final String FILE = "alloy-expressions.json";
    private static final String NO_LABEL = "no label";
    private static final Pattern CONSTRUCT = Pattern.compile("(.*) (?:is|are) not supported.*");

    /** The variable that was set when the recording was made. */
    private static final Scope SCOPE = new Scope() {
        @Override
        public Optional<Value.Obj> exports(String id) {
            return Optional.empty();
        }

        @Override
        public Value environment(String name) {
            return new Value.Text(name.equals("PLUMB_TEST") ? "from env" : "");
        }
    };

    private record Outcome(Optional<String> value, List<String> problems) {}

    @Test
    void every_expression_has_the_value_recorded(Parts parts) {
        Optional<JsonNode> recording = parts.contract().recording(FILE);
        if (recording.isEmpty()) {
            return;
        }
        Tally tally = parts.start(Map.of());
        recording.get().path("cases").forEach(question -> judge(question, tally));
        tally.check(0);
    }

    private static void judge(JsonNode question, Tally tally) {
        String expression = question.path("expression").asText();
        Outcome outcome = outcome(expression);
        String expected = question.has("value") ? question.path("value").asText() : "an error";
        String got = outcome.value().orElse("an error");
        Optional<String> refused = outcome.problems().stream()
                .map(CONSTRUCT::matcher)
                .filter(Matcher::matches)
                .map(matcher -> matcher.group(1))
                .findFirst();
        if (got.equals(expected)) {
            tally.answered(FILE);
        } else if (refused.isPresent()) {
            tally.refused(FILE, expression, refused.get());
        } else {
            tally.different(FILE, expression, "expected " + expected + ", got " + got + " " + outcome.problems());
        }
    }

    private static Outcome outcome(String expression) {
        String text = "loki.process \"x\" {\n  forward_to = []\n  stage.static_labels { values = {r = " + expression
                + "} }\n}\n";
        Catalog catalog = new Catalog(List.of(new LokiProcess(Schemas.lokiProcess())));
        Problems problems = new Problems();
        Optional<ConfigFile> file =
                ConfigFile.read("config.alloy", text.getBytes(StandardCharsets.UTF_8), catalog, problems);
        Optional<Block> block = problems.none()
                ? file.flatMap(f -> f.evaluate(f.nodes().getFirst(), SCOPE, problems))
                : Optional.empty();
        return new Outcome(
                block.map(ExpressionContractTest::label),
                problems.inOrder().stream().map(Object::toString).toList());
    }

    private static String label(Block process) {
        Value values = process.blocks("stage.static_labels")
                .getFirst()
                .attribute("values")
                .orElseThrow()
                .value();
        Value label = ((Value.Obj) values).fields().getOrDefault("r", new Value.Null());
        return label instanceof Value.Text text && !text.value().isEmpty() ? GoStrings.quote(text.value()) : NO_LABEL;
    }
}
