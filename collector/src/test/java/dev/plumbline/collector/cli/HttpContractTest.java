package dev.plumbline.collector.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.plumbline.collector.contract.CollectorContract;
import dev.plumbline.collector.contract.CollectorContract.Parts;
import dev.plumbline.collector.http.HttpApi;
import dev.plumbline.collector.http.Pages;
import dev.plumbline.collector.runtime.ComponentGraph;
import dev.plumbline.contract.Answer;
import dev.plumbline.contract.Comparison;
import dev.plumbline.contract.Difference;
import dev.plumbline.contract.Question;
import dev.plumbline.contract.Tally;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Readiness, health, reload and the list of components answer as Alloy's do. */
@ExtendWith(CollectorContract.class)
class HttpContractTest {
    private static final String FILE = "alloy-http.json";
    private static final String GOOD = """
            loki.write "w" {
              endpoint {
                url = "http://127.0.0.1:9/loki/api/v1/push"
              }
            }
            """;

    @TempDir
    Path folder;

    @Test
    void every_answer_is_as_recorded(Parts parts) throws Exception {
        Optional<JsonNode> recording = parts.contract().recording(FILE);
        assumeTrue(recording.isPresent(), FILE + " is not in the selected folder");
        Tally tally = parts.start(Map.of());
        Path config = Files.writeString(folder.resolve("run.alloy"), GOOD);
        PrometheusRegistry registry = new PrometheusRegistry();
        try (ComponentGraph graph = new ComponentGraph(Components.byName(), folder, Clock.systemUTC())) {
            Loader loader = new Loader(Configurations.source(config), graph, registry, Clock.systemUTC());
            assertThat(loader.load()).isEmpty();
            try (HttpApi http = HttpApi.start(
                            new InetSocketAddress(java.net.InetAddress.getLoopbackAddress(), 0),
                            new Pages(graph::components, loader::reload, registry));
                    HttpClient client = HttpClient.newHttpClient()) {
                for (Question question : Question.of(recording.get())) {
                    boolean broken = question.answer().status() == 400;
                    Files.writeString(config, broken ? broken(question) : GOOD);
                    judge(tally, question, ask(client, http, question));
                }
            }
        }
        tally.check(0);
    }

    /** The recording does not hold the broken file, but where it is broken and what by: a component of that name. */
    private static String broken(Question question) {
        String[] told = question.answer().body().asText().split(":");
        int line = Integer.parseInt(told[2]);
        String name = question.answer().body().asText().replaceFirst("(?s).*\"([^\"]+)\"\\s*$", "$1");
        return "\n".repeat(line - 1) + name + " \"x\" { }\n";
    }

    private static Answer ask(HttpClient client, HttpApi http, Question question)
            throws IOException, InterruptedException {
        URI uri = URI.create("http://127.0.0.1:" + http.address().getPort() + question.path());
        HttpResponse<String> response = client.send(
                HttpRequest.newBuilder(uri)
                        .method(question.method(), HttpRequest.BodyPublishers.noBody())
                        .build(),
                HttpResponse.BodyHandlers.ofString());
        Answer answer = Answer.of(
                response.statusCode(),
                response.headers().firstValue("content-type").orElse(""),
                response.body());
        // Alloy types this list as text, and it is JSON.
        return question.recorded().path("answer").has("json")
                ? Answer.of(answer.status(), "application/json", answer.body().asText())
                : answer;
    }

    private static void judge(Tally tally, Question question, Answer got) {
        Comparison comparison = Comparison.strict()
                .ignoring("[*].health.updatedTime", "[*].health.message")
                .unordered("");
        Answer expected = question.answer();
        Optional<Difference> difference = expected.status() != got.status()
                ? Optional.of(new Difference("status", new TextNode("" + expected.status()), got.body()))
                : comparison.compare(expected.body(), placed(got.body()));
        if (difference.isEmpty()) {
            tally.answered(FILE);
        } else {
            tally.different(FILE, question.name(), difference.get().toString());
        }
    }

    /** The recording calls the folder of the file DIR. */
    private static JsonNode placed(JsonNode body) {
        return body.isTextual()
                ? new TextNode(body.asText().replaceAll("(: )/[^:]*/run\\.alloy", "$1DIR/run.alloy"))
                : body;
    }
}
