package dev.plumbline.reports;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** The summary for machines; the one of the run before tells since when a scenario fails. */
final class Summary {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final Path file;

    Summary(Path file) {
        this.file = file;
    }

    /** Returns, for each scenario that fails in this run, the time at which it began to fail. */
    Map<String, String> failingSince(Run run) {
        Map<String, String> since = new LinkedHashMap<>();
        JsonNode before = before();
        String now = run.record().path("time").asText("this run");
        for (ScenarioResult s : run.scenarios()) {
            if (s.verdict() == Verdict.FAILED) {
                since.put(s.id(), before.path("failingSince").path(s.id()).asText(now));
            }
        }
        return since;
    }

    private JsonNode before() {
        try {
            return Files.exists(file) ? JSON.readTree(file.toFile()) : JSON.createObjectNode();
        } catch (IOException e) {
            return JSON.createObjectNode(); // of no use to anybody, and about to be replaced
        }
    }

    void write(Run run, Map<String, String> failingSince) throws IOException {
        ObjectNode summary = JSON.createObjectNode();
        summary.put("passed", run.passed()).put("sentence", run.sentence());
        summary.set("run", run.record());
        summary.set("failingSince", JSON.valueToTree(failingSince));
        for (ScenarioResult s : run.scenarios()) {
            summary.withArray("scenarios")
                    .addObject()
                    .put("feature", s.feature())
                    .put("name", s.name())
                    .put("verdict", s.verdict().word())
                    .put("seconds", s.seconds())
                    .put("cause", s.verdict() == Verdict.PASSED ? "" : s.cause());
        }
        Files.writeString(file, summary.toPrettyString() + "\n");
    }
}
