package dev.plumbline.embedded.otelcollector;

import com.fasterxml.jackson.databind.JsonNode;
import dev.plumbline.contract.Contract;
import dev.plumbline.contract.Tally;
import dev.plumbline.embedded.launch.Launch;
import dev.plumbline.embedded.launch.StandIn;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OtelCollectorContractTest {
    private static final Pattern EXEMPLAR = Pattern.compile(" # \\{([^}]*)\\}");
    private static final String FILE = "otlp-to-prometheus.json";
    private static final String SETTING = "prometheus exporter";

    private static final List<String> KNOWN = List.of(
            "defaults",
            "resource_to_telemetry_conversion",
            "enable_open_metrics",
            "namespace",
            "const_labels",
            "add_metric_suffixes off",
            "send_timestamps",
            "without_scope_info");

    @TempDir
    Path folder;

    @Test
    void exposes_what_the_real_collector_did() throws Exception {
        Contract contract = Contract.selected();
        Tally tally = new Tally("otel-collector", contract, Map.of());
        Optional<JsonNode> recording = contract.recording(FILE);
        Optional<String> data = contract.text("data/metrics-otlp.json");
        if (recording.isPresent() && data.isPresent()) {
            for (JsonNode result : recording.get().path("results")) {
                String setting = result.path(SETTING).asText();
                if (result.has(SETTING) && !KNOWN.containsAll(List.of(setting.split(", ")))) {
                    tally.refused(FILE, setting, setting);
                } else if (result.has(SETTING)) {
                    judge(tally, result, data.get());
                }
            }
        }
        tally.close(0);
    }

    private void judge(Tally tally, JsonNode result, String data) throws Exception {
        String setting = result.path(SETTING).asText();
        Path config = folder.resolve("config.yaml");
        Files.writeString(config, config(setting));
        Launch launch = new Launch(List.of("--config=" + config), Map.of(), Clock.systemUTC(), line -> {});
        try (StandIn collector = OtelCollector.program().start(launch);
                HttpClient client = HttpClient.newHttpClient()) {
            HttpResponse<String> pushed = client.send(
                    HttpRequest.newBuilder(uri(collector, "otlp-http", "/v1/metrics"))
                            .header("Content-Type", "application/json")
                            .POST(HttpRequest.BodyPublishers.ofString(data))
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
            HttpResponse<String> scraped = client.send(
                    HttpRequest.newBuilder(uri(collector, "prometheus", "/metrics"))
                            .header(
                                    "Accept",
                                    "application/openmetrics-text;version=1.0.0,text/plain;version=0.0.4;q=0.5")
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
            compare(
                    tally,
                    setting,
                    "push",
                    result.path("answer to the push").path("status").asText(),
                    String.valueOf(pushed.statusCode()));
            compare(
                    tally,
                    setting,
                    "content type",
                    result.path("content type").asText(),
                    scraped.headers().firstValue("Content-Type").orElse(""));
            List<String> wanted = new ArrayList<>();
            result.path("exposition").forEach(line -> wanted.add(line.asText()));
            List<String> got =
                    scraped.body().lines().filter(l -> !l.startsWith("# HELP")).toList();
            compare(tally, setting, "exposition", String.join("\n", wanted), String.join("\n", got));
        }
    }

    /** The labels of an exemplar stand in any order, from one scrape to the next. */
    private static String sorted(String exposition) {
        return EXEMPLAR.matcher(exposition)
                .replaceAll(
                        m -> " # {" + Stream.of(m.group(1).split(",")).sorted().collect(Collectors.joining(",")) + "}");
    }

    private static void compare(Tally tally, String setting, String what, String expected, String found) {
        String wanted = sorted(expected);
        String got = sorted(found);
        if (wanted.equals(got)) {
            tally.answered(FILE);
            return;
        }
        List<String> w = wanted.lines().toList();
        List<String> g = got.lines().toList();
        int at = 0;
        while (at < w.size() && at < g.size() && w.get(at).equals(g.get(at))) {
            at++;
        }
        tally.different(
                FILE,
                setting + ", " + what,
                "line " + (at + 1) + ": expected '" + (at < w.size() ? w.get(at) : "nothing") + "', got '"
                        + (at < g.size() ? g.get(at) : "nothing") + "'");
    }

    private static URI uri(StandIn collector, String address, String path) {
        return URI.create("http://127.0.0.1:"
                + Objects.requireNonNull(collector.addresses().get(address)).getPort() + path);
    }

    /** Recordings name their settings in words: the exporter's keys, and {@code off} after one that is false. */
    private static String config(String setting) {
        StringBuilder more = new StringBuilder();
        for (String key : setting.split(", ")) {
            more.append(
                    switch (key) {
                        case "defaults" -> "";
                        case "resource_to_telemetry_conversion" ->
                            "    resource_to_telemetry_conversion:\n      enabled: true\n";
                        case "enable_open_metrics" -> "    enable_open_metrics: true\n";
                        case "namespace" -> "    namespace: app\n";
                        case "const_labels" -> "    const_labels:\n      env: lab\n";
                        case "add_metric_suffixes off" -> "    add_metric_suffixes: false\n";
                        case "send_timestamps" -> "    send_timestamps: true\n";
                        case "without_scope_info" -> "    without_scope_info: true\n";
                        default -> throw new IllegalArgumentException("unknown setting: " + key);
                    });
        }
        return """
                receivers:
                  otlp:
                    protocols:
                      http:
                        endpoint: 127.0.0.1:0
                exporters:
                  prometheus:
                    endpoint: 127.0.0.1:0
                """ + more + """
                service:
                  pipelines:
                    metrics:
                      receivers: [otlp]
                      exporters: [prometheus]
                  telemetry:
                    metrics:
                      readers:
                        - pull:
                            exporter:
                              prometheus:
                                host: 127.0.0.1
                                port: 0
                """;
    }
}
