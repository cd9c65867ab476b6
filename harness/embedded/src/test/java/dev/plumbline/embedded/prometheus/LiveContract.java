package dev.plumbline.embedded.prometheus;

import com.fasterxml.jackson.databind.JsonNode;
import dev.plumbline.contract.Answer;
import dev.plumbline.contract.Comparison;
import dev.plumbline.contract.Contract;
import dev.plumbline.contract.Question;
import dev.plumbline.contract.Tally;
import dev.plumbline.embedded.launch.Launch;
import dev.plumbline.embedded.launch.StandIn;
import java.net.ServerSocket;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Asks a running stand-in with one target that answers, itself, one that refuses, and five rules. */
final class LiveContract {
    private static final String FILE = "prometheus-live.json";
    private static final int RECORDED_PORT = 13121;

    private LiveContract() {}

    static void ask(Tally tally, Contract contract, Path folder) throws Exception {
        Optional<JsonNode> recording = contract.recording(FILE);
        if (recording.isEmpty()) {
            return;
        }
        int port = freePort();
        try (StandIn ignored = start(folder, port);
                HttpClient client = HttpClient.newHttpClient()) {
            String base = "http://127.0.0.1:" + port;
            Waiting.until("two scrapes and an evaluation", () -> {
                String targets = Waiting.get(client, base + "/api/v1/targets");
                String rules = Waiting.get(client, base + "/api/v1/rules");
                String metadata = Waiting.get(client, base + "/api/v1/metadata?metric=prometheus_build_info");
                return !targets.contains("\"unknown\"") && !rules.contains("\"unknown\"") && metadata.contains("help");
            });
            for (Question q : Question.of(recording.get())) {
                Answer got = PrometheusContractTest.ask(client, base, q);
                PrometheusContractTest.judge(tally, FILE, q, comparison(q), asRecorded(got, port, folder));
            }
        }
    }

    private static int freePort() throws Exception {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    private static StandIn start(Path folder, int port) throws Exception {
        Files.createDirectories(folder.resolve("rules"));
        Files.writeString(folder.resolve("rules/r.yml"), """
                groups:
                - name: contract
                  interval: 1s
                  rules:
                  - record: always:one
                    expr: vector(1)
                    labels: {team: a}
                  - alert: Always
                    expr: vector(42) > 1
                    labels: {severity: critical}
                    annotations: {summary: "value {{ $value }}"}
                  - alert: Later
                    expr: vector(1)
                    for: 1h
                  - alert: Never
                    expr: vector(0) > 1
                  - alert: Broken
                    expr: >-
                      label_replace(vector(1), "a", "$1", "b", ".*") * on () group_left ()
                      (vector(1) or label_replace(vector(1), "x", "y", "", ""))
                """);
        Files.writeString(folder.resolve("prometheus.yml"), """
                global: {scrape_interval: 1s, scrape_timeout: 1s, evaluation_interval: 1s}
                rule_files: [%s/rules/r.yml]
                alerting: {alertmanagers: [{static_configs: [{targets: ["127.0.0.1:2"]}]}]}
                scrape_configs:
                - job_name: prometheus
                  static_configs: [{targets: ["127.0.0.1:%d"]}]
                - job_name: nobody
                  static_configs: [{targets: ["127.0.0.1:1"]}]
                """.formatted(folder, port));
        return new PrometheusStandIn()
                .start(new Launch(
                        List.of(
                                "--config.file=" + folder.resolve("prometheus.yml"),
                                "--web.listen-address=127.0.0.1:" + port,
                                "--web.external-url=http://alertmanager:" + port,
                                "--web.enable-lifecycle"),
                        Map.of(),
                        Clock.systemUTC(),
                        line -> {}));
    }

    private static Answer asRecorded(Answer got, int port, Path folder) {
        String body = got.body().isTextual() ? got.body().asText() : got.body().toString();
        return Answer.of(
                got.status(),
                got.type(),
                body.replace(":" + port, ":" + RECORDED_PORT).replace(folder.toString(), "DIR"));
    }

    private static Comparison comparison(Question q) {
        Comparison comparison = Comparison.strict()
                .ignoring(
                        "**.lastScrape",
                        "**.lastScrapeDuration",
                        "**.evaluationTime",
                        "**.lastEvaluation",
                        "**.activeAt",
                        "data.revision",
                        "data.branch",
                        "data.result[*].value[0]")
                .unordered("data.activeTargets", "data.result");
        return q.path().startsWith("/api/v1/alerts") ? comparison.unordered("data.alerts") : comparison;
    }
}
