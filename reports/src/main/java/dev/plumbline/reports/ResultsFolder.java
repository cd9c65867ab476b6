package dev.plumbline.reports;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Reads Allure's results and the suite's record of the run. */
final class ResultsFolder {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final String SEEN = "What was seen";

    private final Path folder;

    ResultsFolder(Path folder) {
        this.folder = folder;
    }

    Run read() throws IOException {
        Path record = folder.resolve("plumbline-run.json");
        JsonNode run = Files.exists(record) ? JSON.readTree(record.toFile()) : JSON.createObjectNode();
        List<ScenarioResult> scenarios = new ArrayList<>();
        if (Files.isDirectory(folder)) {
            try (Stream<Path> files = Files.list(folder)) {
                for (Path file : (Iterable<Path>) files.filter(f -> f.toString().endsWith("-result.json"))::iterator) {
                    scenarios.add(scenario(JSON.readTree(file.toFile())));
                }
            }
        }
        scenarios.sort(Comparator.comparingLong(ScenarioResult::start));
        return new Run(run, scenarios);
    }

    private ScenarioResult scenario(JsonNode result) throws IOException {
        return new ScenarioResult(
                label(result, "feature").orElse(""),
                result.path("name").asText(),
                Verdict.of(result.path("status").asText()),
                result.path("statusDetails").path("message").asText(""),
                failedStep(result),
                seen(result),
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

    private static Optional<String> failedStep(JsonNode result) {
        for (JsonNode step : result.path("steps")) {
            String status = step.path("status").asText();
            if (status.equals("failed") || status.equals("broken")) {
                return Optional.of(step.path("name").asText());
            }
        }
        return Optional.empty();
    }

    /** Attachments hang on the scenario or on the fixture that made them, wherever Allure put them. */
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
