package dev.plumbline.embedded.loki;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.plumbline.contract.Answer;
import dev.plumbline.contract.Comparison;
import dev.plumbline.contract.Contract;
import dev.plumbline.contract.Difference;
import dev.plumbline.contract.Question;
import dev.plumbline.contract.Tally;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LokiContractTest {
    private static final String RECORDED_LIMITS = "  discover_log_levels: false\n  discover_service_name: []\n";
    private static final Pattern POSITION = Pattern.compile("line \\d+, col \\d+");
    private static final Pattern SUBJECT = Pattern.compile("unexpected \\S+");

    /** Constructs that the stand-in refuses, with the reason. */
    private static final Map<String, String> REFUSED = Map.of();

    @TempDir
    Path folder;

    @Test
    void answers_as_the_real_loki_answered() throws IOException {
        Contract contract = Contract.selected();
        Tally tally = new Tally("loki", contract, REFUSED);
        boolean hasData = contract.text("data/logs.json").isPresent();
        try (LokiProcess loki = LokiProcess.start(folder.resolve("a"), RECORDED_LIMITS, now(contract))) {
            if (hasData) {
                load(contract, loki);
                ask(contract, loki, tally, "loki.json");
            }
            ask(contract, loki, tally, "loki-push.json");
            ask(contract, loki, tally, "loki-pushed.json");
        }
        if (hasData) {
            try (LokiProcess loki = LokiProcess.start(folder.resolve("b"), "", now(contract))) {
                load(contract, loki);
                ask(contract, loki, tally, "loki-defaults.json");
            }
        }
        tally.close(10);
    }

    private static long now(Contract contract) {
        return contract.recording("loki-push.json")
                .map(r -> r.path("about").path("now").asLong())
                .filter(n -> n != 0)
                .orElse(1_795_351_746_595_181_568L);
    }

    private static void load(Contract contract, LokiProcess loki) {
        Optional<String> data = contract.text("data/logs.json");
        data.ifPresent(body -> {
            Answer answer = loki.post("/loki/api/v1/push", "application/json", body);
            assertThat(answer.status()).isEqualTo(204);
        });
    }

    private static void ask(Contract contract, LokiProcess loki, Tally tally, String file) {
        contract.recording(file).ifPresent(recording -> {
            for (Question question : Question.of(recording)) {
                Answer got = loki.ask(expanded(question));
                Optional<String> difference = difference(question, got);
                if (difference.isEmpty()) {
                    tally.answered(file);
                } else if (got.body().asText("").contains("stand-in")) {
                    tally.refused(file, question.name(), got.body().asText());
                } else {
                    tally.different(file, question.name(), question.query() + " | " + difference.get());
                }
            }
        });
    }

    /** Long lines are recorded as {@code <300000 times x>}. */
    private static Question expanded(Question q) {
        return new Question(
                q.name(),
                q.method(),
                q.path(),
                q.query(),
                q.headers(),
                q.body().map(LokiContractTest::expanded),
                q.recorded(),
                q.answer());
    }

    private static String expanded(String body) {
        return Pattern.compile("<(\\d+) times (.)>")
                .matcher(body)
                .replaceAll(m -> Matcher.quoteReplacement(m.group(2).repeat(Integer.parseInt(m.group(1)))));
    }

    private static Optional<String> difference(Question question, Answer got) {
        Answer expected = question.answer();
        if (expected.status() != got.status()) {
            return Optional.of("status: expected " + expected.status() + " " + expected.body() + ", got " + got.status()
                    + " " + got.body());
        }
        if (expected.status() >= 400) {
            return error(expected.body().asText(""), got.body().asText(""));
        }
        return comparison(question)
                .compare(canonical(expected.body()), canonical(got.body()))
                .map(Difference::toString);
    }

    private static Comparison comparison(Question question) {
        String query = question.recorded().path("params").path("query").asText("");
        boolean ordered =
                question.path().endsWith("/query") && query.matches("(?s).*\\b(sort|sort_desc|topk|bottomk)\\b.*");
        Comparison comparison = Comparison.strict().ignoring("data.stats", "stats");
        return ordered
                ? comparison
                : question.path().contains("query")
                        ? comparison.unordered("data.result")
                        : comparison.unordered("data", "fields", "detectedLabels", "fields[*].parsers");
    }

    /** Streams, series and fields are told apart by their labels: sorted by them, the first difference says most. */
    private static JsonNode canonical(JsonNode body) {
        if (body.path("data").path("resultType").asText().equals("scalar") || !body.isObject()) {
            return body;
        }
        ObjectNode copy = body.deepCopy();
        copy.remove("stats");
        if (copy.path("data") instanceof ObjectNode data) {
            data.remove("stats");
        }
        return copy;
    }

    /** The same place and the same subject; equal words are welcome and not required. */
    private static Optional<String> error(String expected, String got) {
        if (expected.equals(got)) {
            return Optional.empty();
        }
        boolean same = first(POSITION, expected).equals(first(POSITION, got))
                && first(SUBJECT, expected).equals(first(SUBJECT, got))
                && common(expected, got) >= Math.min(12, expected.length());
        return same ? Optional.empty() : Optional.of("expected " + expected + ", got " + got);
    }

    private static String first(Pattern pattern, String text) {
        Matcher m = pattern.matcher(text);
        return m.find() ? m.group() : "";
    }

    private static int common(String a, String b) {
        int n = 0;
        while (n < Math.min(a.length(), b.length()) && a.charAt(n) == b.charAt(n)) {
            n++;
        }
        return n;
    }

    @Test
    void the_recordings_hold_every_kind_of_question() {
        Contract contract = Contract.selected();
        if (contract.isCommitted()) {
            List<Question> questions =
                    Question.of(contract.recording("loki.json").orElseThrow());
            assertThat(questions).hasSize(159);
        }
    }
}
