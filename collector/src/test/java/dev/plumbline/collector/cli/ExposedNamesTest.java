package dev.plumbline.collector.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.core.util.Separators;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.plumbline.collector.http.HttpApi;
import dev.plumbline.collector.http.Pages;
import dev.plumbline.collector.runtime.ComponentGraph;
import dev.plumbline.collector.testkit.FakeContainer;
import dev.plumbline.collector.testkit.FakeEngine;
import dev.plumbline.collector.testkit.FakeLoki;
import dev.plumbline.collector.testkit.FakeLoki.Push;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Holds the list of names by which dashboards and rules are checked to what the collector exposes;
 * {@code -Dplumbline.docs.write=true} rewrites it. Container metrics in it are the exporter's and stay.
 */
class ExposedNamesTest {
    private static final Path LIST = Path.of(
            "..",
            "harness",
            "core",
            "src",
            "main",
            "resources",
            "dev",
            "plumbline",
            "harness",
            "exposed",
            "plumbline-collector.json");
    private static final Pattern SERIES = Pattern.compile("([a-zA-Z_:][a-zA-Z0-9_:]*)(?:\\{(.*)})? \\S+");
    private static final Pattern LABEL = Pattern.compile("([a-zA-Z_][a-zA-Z0-9_]*)=\"(?:[^\"\\\\]|\\\\.)*\"");
    private static final long T = 1_768_471_200_000_000_000L;
    private static final JsonMapper JSON = JsonMapper.builder().build();

    @TempDir
    Path folder;

    private record Metric(String type, TreeSet<String> labels) {}

    private Path config(FakeEngine engine, FakeLoki loki) throws IOException {
        Path log = Files.writeString(folder.resolve("plain.log"), "noise\n");
        return Files.writeString(folder.resolve("config.alloy"), """
                discovery.docker "d" {
                  host = "%1$s"
                }
                loki.source.docker "s" {
                  host = "%1$s"
                  targets = [{__meta_docker_container_id = "a", name = "a"}]
                  forward_to = [loki.relabel.r.receiver]
                }
                loki.source.file "f" {
                  targets = [{__path__ = "%2$s"}]
                  forward_to = [loki.process.p.receiver]
                }
                loki.relabel "r" {
                  forward_to = [loki.process.p.receiver]
                }
                loki.process "p" {
                  forward_to = [loki.write.w.receiver]
                  stage.drop {
                    expression = "noise"
                  }
                  stage.limit {
                    rate = 0.001
                    burst = 2
                    drop = true
                    by_label_name = "name"
                  }
                }
                loki.write "w" {
                  endpoint {
                    url = "%3$s"
                    batch_wait = "5ms"
                    min_backoff_period = "5ms"
                    max_backoff_period = "20ms"
                  }
                }
                """.formatted(engine.host(), log, loki.pushUrl()));
    }

    @Test
    void the_list_of_names_is_what_is_exposed() throws Exception {
        try (FakeEngine engine = new FakeEngine(folder);
                FakeLoki loki = new FakeLoki();
                ComponentGraph graph =
                        new ComponentGraph(Components.byName(), folder.resolve("storage"), Clock.systemUTC())) {
            FakeContainer a = engine.container("a");
            loki.next(Push.FAIL);
            loki.refuse(entry -> entry.text().equals("refused"));
            PrometheusRegistry registry = RunCommand.metrics(graph);
            Loader loader = new Loader(Configurations.source(config(engine, loki)), graph, registry, Clock.systemUTC());
            assertThat(loader.load()).isEmpty();
            try (HttpApi http = HttpApi.start(
                    new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                    new Pages(graph::components, loader::reload, registry))) {
                a.out(T, "kept").out(T + 1, "refused").out(T + 2, "too many").out(T + 3, "noise");
                String page = page(http);
                long deadline = System.nanoTime() + 60_000_000_000L;
                while (!page.contains("loki_source_docker_reconnects_total{")
                        || !page.contains("plumbline_lines_refused_total{")
                        || !page.contains("loki_process_dropped_lines_by_label_total{")
                        || !page.contains("prometheus_sd_refresh_failures_total")
                        || !page.contains("loki_write_entry_propagation_latency_seconds_bucket{")
                        || !page.contains("plumbline_lines_dropped_total{reason=\"ratelimit_drop_stage\"}")) {
                    assertThat(System.nanoTime()).as(page).isLessThan(deadline);
                    engine.cut();
                    Files.writeString(folder.resolve("plain.log"), "stored whole\n", StandardOpenOption.APPEND);
                    LockSupport.parkNanos(50_000_000);
                    page = page(http);
                }
                compare(metrics(page));
            }
        }
    }

    private static String page(HttpApi http) throws IOException, InterruptedException {
        try (HttpClient client = HttpClient.newHttpClient()) {
            URI uri = URI.create("http://127.0.0.1:" + http.address().getPort() + "/metrics");
            return client.send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString())
                    .body();
        }
    }

    private static Map<String, Metric> metrics(String page) {
        Map<String, Metric> metrics = new TreeMap<>();
        Map<String, String> types = new TreeMap<>();
        TreeSet<String> helped = new TreeSet<>();
        for (String line : page.split("\n")) {
            String[] words = line.split(" ", 4);
            if (line.startsWith("# TYPE ")) {
                types.put(words[2], words[3]);
            } else if (line.startsWith("# HELP ")) {
                helped.add(words[2]);
            } else if (!line.startsWith("#")) {
                Matcher series = SERIES.matcher(line);
                assertThat(series.matches()).as(line).isTrue();
                String name = series.group(1);
                String base = name.replaceFirst("_(bucket|sum|count)$", "");
                String type = types.getOrDefault(name, types.getOrDefault(base, "untyped"));
                Metric metric = metrics.computeIfAbsent(name, n -> new Metric(type, new TreeSet<>()));
                Matcher label = LABEL.matcher(series.group(2) == null ? "" : series.group(2));
                while (label.find()) {
                    metric.labels().add(label.group(1));
                }
            }
        }
        assertThat(helped).as("metrics with a HELP text").containsAll(types.keySet());
        return metrics;
    }

    private static void compare(Map<String, Metric> exposed) throws IOException {
        ObjectNode list = (ObjectNode) JSON.readTree(LIST.toFile());
        Map<String, JsonNode> expected = new TreeMap<>();
        list.path("metrics").properties().forEach(p -> {
            if (p.getKey().startsWith("container_")) {
                expected.put(p.getKey(), p.getValue());
            }
        });
        exposed.forEach((name, metric) -> {
            ObjectNode node = JSON.createObjectNode().put("type", metric.type());
            ArrayNode labels = node.putArray("labels");
            metric.labels().forEach(labels::add);
            expected.put(name, node);
        });
        ObjectNode whole = JSON.createObjectNode().put("system", "Plumbline collector");
        expected.forEach(whole.putObject("metrics")::set);
        if (Boolean.getBoolean("plumbline.docs.write")) {
            DefaultIndenter lines = new DefaultIndenter(" ", "\n");
            DefaultPrettyPrinter printer = new DefaultPrettyPrinter(
                            Separators.createDefaultInstance().withObjectFieldValueSpacing(Separators.Spacing.AFTER))
                    .withArrayIndenter(lines)
                    .withObjectIndenter(lines);
            Files.writeString(LIST, JSON.writer(printer).writeValueAsString(whole) + "\n");
        }
        assertThat(JSON.readTree(LIST.toFile()).toPrettyString()).isEqualTo(whole.toPrettyString());
    }
}
