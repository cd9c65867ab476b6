package dev.plumbline.embedded.tempo;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.plumbline.contract.Answer;
import dev.plumbline.contract.Comparison;
import dev.plumbline.contract.Contract;
import dev.plumbline.contract.Question;
import dev.plumbline.contract.Tally;
import dev.plumbline.embedded.clock.ManualClock;
import dev.plumbline.embedded.launch.Launch;
import dev.plumbline.embedded.launch.StandIn;
import dev.plumbline.embedded.prometheus.PrometheusStandIn;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GeneratedContractTest {
    private static final String FILE = "tempo-generated.json";
    private static final Comparison COMPARISON =
            Comparison.strict().unordered("data.result", "data").ignoring("data.result[*].value[0]");
    private static final int TRIES = 100;

    @TempDir
    Path folder;

    @Test
    void writes_what_the_real_generator_wrote() throws Exception {
        Contract contract = Contract.selected();
        Optional<JsonNode> recording = contract.recording(FILE);
        Optional<String> traces = contract.text("data/traces.json");
        if (recording.isEmpty() || traces.isEmpty()) {
            return;
        }
        Tally tally = new Tally("tempo generator", contract, Map.of());
        ManualClock clock = new ManualClock(Instant.parse("2026-01-15T10:01:30Z"));
        Path scrape = folder.resolve("prometheus.yaml");
        Files.writeString(scrape, "global:\n  scrape_interval: 1h\n");
        Launch launch = new Launch(
                List.of(
                        "--config.file=" + scrape,
                        "--web.listen-address=127.0.0.1:0",
                        "--storage.tsdb.path=" + folder.resolve("data"),
                        "--web.enable-remote-write-receiver",
                        "--enable-feature=exemplar-storage"),
                Map.of(),
                clock,
                line -> {});
        try (StandIn prometheus = new PrometheusStandIn().start(launch);
                HttpClient client = HttpClient.newHttpClient()) {
            String base = "http://127.0.0.1:"
                    + Objects.requireNonNull(prometheus.addresses().get("http")).getPort();
            try (RunningTempo tempo = RunningTempo.start(folder, clock, Map.of(), generator(base))) {
                tempo.push(traces.get());
                clock.advance(Duration.ofSeconds(11));
                boolean complete = false;
                for (int i = 0; i < TRIES && !complete; i++) {
                    clock.advance(Duration.ofSeconds(1));
                    assertThat(new CountDownLatch(1).await(100, TimeUnit.MILLISECONDS))
                            .isFalse();
                    complete = get(client, base + "/api/v1/query?query=traces_service_graph_request_total")
                            .body()
                            .toString()
                            .contains("virtual_node");
                }
            }
            for (Question question : Question.of(recording.get())) {
                Answer got = get(client, base + question.path() + "?" + question.query());
                boolean sample = question.recorded().path("volatile").asText("").contains("values");
                Optional<String> difference = question.answer().status() != got.status()
                        ? Optional.of("expected " + question.answer().status() + ", got " + got.status())
                        : sample
                                ? Optional.empty()
                                : COMPARISON
                                        .compare(question.answer().body(), got.body())
                                        .map(Object::toString);
                if (difference.isPresent()) {
                    tally.different(FILE, question.name(), difference.get());
                } else {
                    tally.answered(FILE);
                }
            }
        }
        tally.close(0);
    }

    private static String generator(String base) {
        return """
                metrics_generator:
                  metrics_ingestion_time_range_slack: 10m
                  registry:
                    collection_interval: 50ms
                  storage:
                    remote_write:
                      - url: %s/api/v1/write
                        send_exemplars: true
                overrides:
                  defaults:
                    metrics_generator:
                      processors: [service-graphs, span-metrics]
                """.formatted(base);
    }

    private static Answer get(HttpClient client, String uri) throws Exception {
        HttpResponse<String> response =
                client.send(HttpRequest.newBuilder(URI.create(uri)).build(), HttpResponse.BodyHandlers.ofString());
        return Answer.of(
                response.statusCode(),
                response.headers().firstValue("Content-Type").orElse(""),
                response.body());
    }
}
