package dev.plumbline.reports;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Reads Allure's results and the suite's record of the run. */
final class ResultsFolder {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final String NUMBERED = "scenario-";
    private static final String SEEN = "What was seen";

    private final Path folder;

    ResultsFolder(Path folder) {
        this.folder = folder;
    }

    Run read() throws IOException {
        Path record = folder.resolve("plumbline-run.json");
        JsonNode run = Files.exists(record) ? JSON.readTree(record.toFile()) : JSON.createObjectNode();
        Map<String, List<String>> seen = new HashMap<>();
        for (JsonNode container : files("-container.json")) {
            List<String> lines = seen(container);
            container.path("children").forEach(child -> seen.merge(child.asText(), lines, ResultsFolder::joined));
        }
        List<ScenarioResult> scenarios = new ArrayList<>();
        for (JsonNode result : files("-result.json")) {
            scenarios.add(scenario(
                    result,
                    joined(seen(result), seen.getOrDefault(result.path("uuid").asText(), List.of()))));
        }
        scenarios.sort(Comparator.comparingLong(ScenarioResult::start).thenComparing(ScenarioResult::id));
        return new Run(run, scenarios);
    }

    private List<JsonNode> files(String suffix) throws IOException {
        List<JsonNode> read = new ArrayList<>();
        if (Files.isDirectory(folder)) {
            try (Stream<Path> files = Files.list(folder)) {
                for (Path file : (Iterable<Path>) files.filter(f -> f.toString().endsWith(suffix))::iterator) {
                    read.add(JSON.readTree(file.toFile()));
                }
            }
        }
        return read;
    }

    private static List<String> joined(List<String> one, List<String> other) {
        List<String> both = new ArrayList<>(one);
        both.addAll(other);
        return both;
    }

    private ScenarioResult scenario(JsonNode result, List<String> seen) {
        return new ScenarioResult(
                label(result, "feature").orElse(""),
                result.path("name").asText(),
                Verdict.of(result.path("status").asText()),
                result.path("statusDetails").path("message").asText(""),
                Kind.of(result.path("statusDetails").path("trace").asText("")),
                number(result),
                failedStep(result),
                seen,
                result.path("start").asLong(),
                result.path("stop").asLong());
    }

    private static Optional<String> label(JsonNode result, String name) {
        for (JsonNode label : result.path("labels")) {
            if (label.path("name").asText().equals(name)) {
                return Optional.of(label.path("value").asText());
            }
        }
        return Optional.empty();
    }

    private static Optional<String> number(JsonNode result) {
        for (JsonNode label : result.path("labels")) {
            String value = label.path("value").asText();
            if (label.path("name").asText().equals("tag") && value.startsWith(NUMBERED)) {
                return Optional.of(value.substring(NUMBERED.length()));
            }
        }
        return Optional.empty();
    }

    private static Optional<String> failedStep(JsonNode result) {
        for (JsonNode step : result.path("steps")) {
            String status = step.path("status").asText();
            if (status.equals("failed") || status.equals("broken")) {
                return Optional.of(step.path("name").asText());
            }
        }
        return Optional.empty();
    }

    /** Attachments hang on the scenario, or on the hook that made them, which Allure keeps in a container of its own. */
    private List<String> seen(JsonNode result) throws IOException {
        for (JsonNode attachment : result.findValues("attachments")) {
            for (JsonNode one : attachment) {
                if (one.path("name").asText().equals(SEEN)) {
                    Path file = folder.resolve(one.path("source").asText());
                    return Files.exists(file) ? Files.readAllLines(file) : List.of();
                }
            }
        }
        return List.of();
    }
}
