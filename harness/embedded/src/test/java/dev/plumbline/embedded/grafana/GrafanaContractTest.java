package dev.plumbline.embedded.grafana;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.plumbline.contract.Answer;
import dev.plumbline.contract.Contract;
import dev.plumbline.contract.Difference;
import dev.plumbline.contract.Tally;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GrafanaContractTest {
    /** Systems behind the data sources; a property puts a running one in a stand-in's place. */
    private static final String UPSTREAM = "plumbline.upstream.";

    @TempDir
    Path folder;

    @Test
    void queries_and_health_answer_as_the_real_back_ends_do() {
        Contract contract = Contract.selected();
        Tally tally = new Tally("grafana", contract, Map.of());
        boolean asked = false;
        for (String system : new String[] {"prometheus", "loki", "tempo"}) {
            String url = System.getProperty(UPSTREAM + system, "");
            if (!url.isEmpty()) {
                asked = true;
                String file = "grafana-" + system + ".json";
                contract.recording(file)
                        .ifPresent(r -> r.path("questions").forEach(q -> ask(tally, file, system, url, q)));
            }
        }
        assumeTrue(asked, "the stand-ins behind the data sources are not wired yet");
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
            Optional<Difference> difference =
                    health ? RecordedAnswers.health(recorded, got) : RecordedAnswers.compare(recorded, got);
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
