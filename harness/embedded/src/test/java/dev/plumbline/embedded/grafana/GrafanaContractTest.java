package dev.plumbline.embedded.grafana;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.plumbline.contract.Answer;
import dev.plumbline.contract.Contract;
import dev.plumbline.contract.Difference;
import dev.plumbline.contract.Tally;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GrafanaContractTest {
    private static final Pattern REFUSAL = Pattern.compile("not supported by the stand-in: ([a-zA-Z ]+[a-zA-Z])");

    /** Constructs that may be refused, with the reason. */
    private static final Map<String, String> REFUSABLE =
            Map.of("native histograms", "the stand-in for Prometheus does not keep their buckets");

    @TempDir
    Path folder;

    @Test
    void queries_and_health_answer_as_the_real_back_ends_do() throws Exception {
        Contract contract = Contract.selected();
        Tally tally = new Tally("grafana", contract, REFUSABLE);
        try (Systems systems = new Systems(contract, folder)) {
            for (String system : List.of("prometheus", "loki", "tempo")) {
                String file = "grafana-" + system + ".json";
                Optional<String> url = systems.url(system);
                Optional<JsonNode> recording = contract.recording(file);
                if (url.isPresent() && recording.isPresent()) {
                    for (JsonNode question : recording.get().path("questions")) {
                        ask(tally, file, system, url.get(), question);
                    }
                }
            }
        }
        tally.close(8);
    }

    private void ask(Tally tally, String file, String system, String url, JsonNode question) {
        String name = question.path("name").asText();
        ObjectNode source = JsonNodeFactory.instance.objectNode();
        source.put("name", "n")
                .put("uid", "u")
                .put("type", system)
                .put("url", question.path("url").asText(url));
        source.set(
                "jsonData",
                question.path("jsonData").isObject()
                        ? question.get("jsonData")
                        : JsonNodeFactory.instance.objectNode());
        ObjectNode provisioning = JsonNodeFactory.instance.objectNode().put("apiVersion", 1);
        provisioning.putArray("datasources").add(source);
        RunningGrafana.write(folder.resolve("datasources/one.yaml"), provisioning.toString());
        try (RunningGrafana grafana = RunningGrafana.over(folder)) {
            JsonNode recorded = question.path("answer");
            boolean health = question.path("health").asBoolean(false);
            Answer got = health
                    ? grafana.get("/api/datasources/uid/u/health")
                    : grafana.post("/api/ds/query", body(question));
            Matcher refusal = REFUSAL.matcher(got.body().toString());
            if (refusal.find()) {
                tally.refused(file, name, refusal.group(1));
                return;
            }
            Optional<Difference> difference = health
                    ? RecordedAnswers.health(recorded, got)
                    : RecordedAnswers.compare(
                            recorded,
                            got,
                            question.path("queries").path(0).path("limit").asInt(0));
            difference.ifPresentOrElse(
                    d -> tally.different(file, name, d + "\n    question " + question.path("queries")),
                    () -> tally.answered(file));
        }
    }

    private static String body(JsonNode question) {
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        body.put("from", question.path("from").asText())
                .put("to", question.path("to").asText());
        ArrayNode queries = body.putArray("queries");
        for (JsonNode query : question.path("queries")) {
            ObjectNode one = query.deepCopy();
            one.putObject("datasource").put("uid", "u");
            queries.add(one);
        }
        return body.toString();
    }
}
