package dev.plumbline.embedded.tempo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.plumbline.contract.Answer;
import dev.plumbline.contract.Comparison;
import dev.plumbline.contract.Contract;
import dev.plumbline.contract.Difference;
import dev.plumbline.contract.Question;
import dev.plumbline.contract.Tally;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TempoContractTest {
    private static final int MOST_REFUSED = 8;

    /** Where a recording does not tell its time: the youngest of its traces had not been counted yet. */
    private static final Instant RECORDED = Instant.parse("2026-01-15T10:02:00Z");

    /** Constructs that the stand-in refuses, with the reason. */
    private static final Map<String, String> REFUSABLE = Map.of();

    private static final Pattern REFUSAL = Pattern.compile("the stand-in does not support ([^;\n]+)");
    private static final Pattern POSITION = Pattern.compile("line \\d+, col \\d+");
    private static final Comparison COMPARISON = Comparison.strict()
            .unordered(
                    "traces",
                    "**.spans",
                    "**.spanSets",
                    "**.attributes",
                    "**.batches",
                    "**.resourceSpans",
                    "**.scopeSpans",
                    "**.events",
                    "**.links",
                    "tagNames",
                    "tagValues",
                    "scopes",
                    "scopes[*].tags",
                    "series",
                    "series[*].labels")
            .ignoring("metrics", "series[*].exemplars", "goVersion");

    @TempDir
    Path folder;

    @Test
    void answers_as_the_real_tempo_did() throws Exception {
        Contract contract = Contract.selected();
        Tally tally = new Tally("tempo", contract, REFUSABLE);
        try (RunningTempo tempo = RunningTempo.start(folder, clock(contract, "otlp-http.json"), Map.of(), "")) {
            for (Question question : questions(contract, "otlp-http.json")) {
                judge(tally, "otlp-http.json", question, tempo.ask("otlp-http", question));
            }
        }
        Optional<String> traces = contract.text("data/traces.json");
        if (traces.isPresent()) {
            try (RunningTempo tempo = RunningTempo.start(folder, clock(contract, "tempo.json"), Map.of(), "")) {
                tempo.push(traces.get());
                for (Question question : questions(contract, "tempo.json")) {
                    judge(tally, "tempo.json", question, tempo.ask("http", question));
                }
            }
        }
        tally.close(MOST_REFUSED);
    }

    private static Clock clock(Contract contract, String file) {
        return Clock.fixed(contract.now(file).orElse(RECORDED), ZoneOffset.UTC);
    }

    private static java.util.List<Question> questions(Contract contract, String file) {
        return contract.recording(file).map(Question::of).orElse(java.util.List.of());
    }

    private static void judge(Tally tally, String file, Question question, Answer got) {
        Answer wanted = question.answer();
        String asked = question.name() + " " + question.query();
        Matcher refusal = REFUSAL.matcher(got.body().asText());
        if (got.status() >= 400 && refusal.find()) {
            tally.refused(file, asked, refusal.group(1));
            return;
        }
        Optional<String> difference = difference(question, wanted, got);
        if (difference.isPresent()) {
            tally.different(file, asked, difference.get());
        } else {
            tally.answered(file);
        }
    }

    private static Optional<String> difference(Question question, Answer wanted, Answer got) {
        if (wanted.status() != got.status() || !wanted.type().equals(got.type())) {
            return Optional.of("expected " + wanted.status() + " " + wanted.type() + " " + text(wanted) + ", got "
                    + got.status() + " " + got.type() + " " + text(got));
        }
        if (wanted.status() >= 400) {
            return errorDifference(text(wanted), text(got));
        }
        JsonNode limit = question.recorded().path("params").path("limit");
        boolean cut = wanted.body().path("traces").isArray()
                && (limit.isMissingNode() ? 20 : limit.asInt())
                        <= wanted.body().path("traces").size();
        if (cut) {
            int w = wanted.body().path("traces").size();
            int g = got.body().path("traces").size();
            return w == g ? Optional.empty() : Optional.of("expected " + w + " traces, got " + g);
        }
        Stream.of(wanted, got)
                .flatMap(a -> StreamSupport.stream(a.body().path("traces").spliterator(), false))
                .filter(trace -> trace.path("spanSets").size() > 1)
                // of several sets the real one shows any
                .forEach(trace -> ((ObjectNode) trace).remove("spanSet"));
        return COMPARISON.compare(wanted.body(), got.body()).map(Difference::toString);
    }

    /** Errors must name the same place and, up to the list of what was expected instead, say the same. */
    private static Optional<String> errorDifference(String wanted, String got) {
        boolean same = position(wanted).equals(position(got)) && subject(wanted).equals(subject(got));
        return same ? Optional.empty() : Optional.of("expected error '" + wanted + "', got '" + got + "'");
    }

    private static String position(String error) {
        Matcher matcher = POSITION.matcher(error);
        return matcher.find() ? matcher.group() : "";
    }

    /** What is wrong, without the list of what was expected, and without which part and which block found it. */
    private static String subject(String error) {
        return error.replaceFirst(", (expecting|error found in) .*", "")
                .replaceFirst("(?s)^error querying .*? block \\([0-9a-f-]+\\): ", "")
                .replaceFirst("^((error )?creating [a-z ]+: )+", "")
                .strip();
    }

    private static String text(Answer answer) {
        JsonNode body = answer.body();
        return body.isObject() && body.has("message") ? body.path("message").asText() : body.asText();
    }
}
