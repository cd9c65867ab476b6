package dev.plumbline.collector.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plumbline.collector.runtime.ComponentGraph;
import dev.plumbline.collector.syntax.Source;
import dev.plumbline.collector.testkit.CollectorProcess;
import dev.plumbline.collector.testkit.ScriptedCall;
import dev.plumbline.collector.testkit.ScriptedLoki;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Whatever goes wrong, nothing that the collector says holds a secret, a header or a line of a log: all of them hold one
 * word here, which is looked for in all that it writes and answers.
 */
class SecretsTest {
    private static final String WORD = "S3CR3Tw0rd";
    /** Metrics carry it in their label {@code tenant}, as Alloy's do; nothing else does. */
    private static final String TENANT = "T3NANTw0rd";

    private static final int LINES = 20;
    /** The first failure may be a hiccup, the second is not; the third push comes after both were told. */
    private static final int PUSHES_UNTIL_STUCK = 3;
    /** So many messages of one kind, and no more, are told in a minute. */
    private static final int MOST_TOLD = 10;

    private static final Map<String, String> ENVIRONMENT =
            Map.of("PLANTED", WORD + "env", "PLANTED_JSON", "{\"a\": \"" + WORD + "json\", oops", "NUMBER", "17");
    private static final List<String> PAGES = List.of(
            "/", "/-/ready", "/-/healthy", "/metrics", "/api/v0/status", "/api/v0/web/components", "/no/such/page");

    @TempDir
    Path folder;

    private ScriptedLoki loki;
    private Path log;
    private Path config;

    @BeforeEach
    void open() throws IOException {
        loki = new ScriptedLoki();
        log = Files.writeString(folder.resolve("app.log"), lines(0, LINES));
        config = folder.resolve("config.alloy");
    }

    @AfterEach
    void close() throws IOException {
        loki.close();
    }

    private static String lines(int from, int to) {
        StringBuilder lines = new StringBuilder();
        for (int i = from; i < to; i++) {
            lines.append("{\"n\": ")
                    .append(i)
                    .append(", \"text\": \"")
                    .append(WORD)
                    .append("line\", oops\n");
        }
        return lines.toString();
    }

    /** Fails where the word is in a text: as it is, or in base64, however it came to lie there. */
    private static void clean(String what, String text) {
        assertThat(forms()).as("forms of the word").hasSize(4);
        for (String form : forms()) {
            assertThat(text).as(what).doesNotContainIgnoringCase(form);
        }
    }

    private static List<String> forms() {
        List<String> forms = new ArrayList<>(List.of(WORD));
        for (int shift = 0; shift < 3; shift++) {
            String text = Base64.getEncoder()
                    .withoutPadding()
                    .encodeToString(("x".repeat(shift) + WORD).getBytes(StandardCharsets.UTF_8));
            forms.add(text.substring(shift == 0 ? 0 : 4, text.length() - 2));
        }
        return forms;
    }

    @Test
    void the_search_finds_what_it_looks_for() {
        String header = Base64.getEncoder().encodeToString(("ab:" + WORD).getBytes(StandardCharsets.UTF_8));
        for (String text : List.of("a" + WORD + "b", header)) {
            assertThat(forms()).anyMatch(text::contains);
        }
    }

    private static void clean(CollectorProcess collector) throws Exception {
        for (String page : PAGES) {
            String answer = collector.get(page);
            clean(page, answer);
            assertThat(answer.replace("tenant=\"" + TENANT + "\"", "")).as(page).doesNotContain(TENANT);
        }
        clean("the log", collector.said());
        assertThat(collector.said()).doesNotContain(TENANT);
    }

    /** A whole configuration around what stands in the blocks of endpoints. */
    private Path write(String format, String... endpoints) throws IOException {
        return Files.writeString(config, """
                logging {
                  level = "debug"
                  format = "%s"
                }
                loki.source.file "f" {
                  targets = [{__path__ = "%s", planted = sys.env("PLANTED")}]
                  forward_to = [loki.process.p.receiver]
                }
                loki.process "p" {
                  forward_to = [loki.write.w.receiver]
                  stage.json {
                    expressions = {text = "text", n = "n"}
                  }
                  stage.logfmt {
                    mapping = {text = ""}
                  }
                  stage.timestamp {
                    source = "text"
                    format = "RFC3339"
                  }
                  stage.template {
                    source = "made"
                    template = "{{ .Entry | trunc 5 }}{{ index .Value 99 }}"
                  }
                  stage.tenant {
                    source = "nothing"
                  }
                }
                loki.write "w" {
                  external_labels = {outside = sys.env("PLANTED")}
                %s
                }
                """.formatted(format, log, String.join("\n", endpoints)));
    }

    private String endpoint(String name, String url, String more) {
        return """
                  endpoint {
                    name = "%s"
                    url = "%s"
                    batch_wait = "5ms"
                    remote_timeout = "20s"
                    min_backoff_period = "5ms"
                    max_backoff_period = "100ms"
                %s
                  }""".formatted(name, url, more);
    }

    private String[] everyWay() throws IOException {
        Path token = Files.writeString(folder.resolve("token"), WORD + "file\n");
        String user = url("in-url").replace("http://", "http://" + WORD + "user:" + WORD + "pass@");
        return new String[] {
            endpoint("plain", ""),
            endpoint("tenant", "tenant_id = \"" + TENANT + "\""),
            endpoint("basic", "basic_auth {\nusername = \"u\"\npassword = \"" + WORD + "\"\n}"),
            endpoint("bearer", "bearer_token = \"" + WORD + "\""),
            endpoint("environment", "bearer_token = sys.env(\"PLANTED\")"),
            endpoint("file", "bearer_token_file = \"" + token + "\""),
            endpoint("credentials", "authorization {\ntype = \"Token\"\ncredentials = \"" + WORD + "\"\n}"),
            endpoint("headers", "headers = {\"X-Key\" = \"" + WORD + "\"}"),
            endpoint("http-headers", "http_headers = {\"X-Key\" = [\"" + WORD + "\", sys.env(\"PLANTED\")]}"),
            endpoint(
                    "oauth2",
                    "oauth2 {\nclient_id = \"" + WORD + "\"\nclient_secret = \"" + WORD
                            + "\"\nendpoint_params = {key = \"" + WORD + "\"}\ntoken_url = \""
                            + loki.url("/token?key=" + WORD)
                            + "\"\n}"),
            endpoint("in-url", user + "?key=" + WORD, ""),
        };
    }

    private static final List<String> ENDPOINTS = List.of(
            "plain",
            "tenant",
            "basic",
            "bearer",
            "environment",
            "file",
            "credentials",
            "headers",
            "http-headers",
            "oauth2",
            "in-url");

    /** An endpoint of this Loki by its name, so that it can be told from the others. */
    private String endpoint(String name, String more) {
        return endpoint(name, url(name), more);
    }

    private String url(String endpoint) {
        return loki.url("/" + endpoint + "/loki/api/v1/push").toString();
    }

    private ScriptedLoki.Answer tokens() {
        return call -> {
            if (call.target().startsWith("/token")) {
                call.status(200, "{\"access_token\": \"" + WORD + "token\", \"expires_in\": 3600}");
            } else if (call.target().contains("/query_range")) {
                call.tell();
            } else {
                call.status(200, WORD);
            }
        };
    }

    private void append() throws IOException {
        Files.writeString(log, lines(0, LINES), StandardOpenOption.APPEND);
    }

    @Test
    void nothing_is_told_where_everything_works() throws Exception {
        loki.usuallyTells(tokens());
        write("logfmt", everyWay());
        try (CollectorProcess collector = CollectorProcess.run(config, folder.resolve("data"), ENVIRONMENT)) {
            assertDelivers(collector, LINES);
            write("json", everyWay());
            assertThat(collector.ask("POST", "/-/reload")).startsWith("200 ");
            append();
            assertDelivers(collector, 2 * LINES);
            assertThat(collector.ask("POST", "/-/reload")).startsWith("200 ");
            clean(collector);
            collector.stop();
            clean("the log", collector.said());
            assertThat(collector.said()).contains("msg=\"listening on ", "configuration reloaded", "\"msg\":\"ended\"");
        }
        assertThat(String.join("\n", loki.lines())).as("what it delivers").contains(WORD);
    }

    private void assertDelivers(CollectorProcess collector, int lines) throws Exception {
        assertThat(loki.awaitStored(lines * ENDPOINTS.size(), 60))
                .as(collector.said())
                .isTrue();
        assertThat(collector.await("/-/ready", text -> text.startsWith("200 "))).isNotEmpty();
        clean(collector);
    }

    /** How Loki does not take something; all of them say what was pushed, and what came with it. */
    private static final List<String> WAYS = List.of("401", "403", "400", "500", "302", "cut", "garbage");

    private void refuse(ScriptedCall call, String way) throws IOException {
        switch (way) {
            case "400" ->
                call.status(
                        400,
                        "entry with timestamp ... ignored, reason: 'entry too far behind' "
                                + call.header("Authorization")
                                + call.entries().getFirst().text());
            case "302" -> call.status(302, WORD, "Location: " + loki.url("/" + WORD));
            case "cut" -> call.cut();
            case "garbage" -> call.raw(WORD + "\r\n\r\n").cut();
            default -> call.status(Integer.parseInt(way), WORD + call.header("Authorization"));
        }
    }

    /** One process sees one way after the other, for its start is what takes long, and ends in the midst of all. */
    @Test
    void nothing_is_told_where_loki_does_not_take_it() throws Exception {
        loki.usuallyTells(tokens());
        write("logfmt", everyWay());
        try (CollectorProcess collector = CollectorProcess.run(config, folder.resolve("data"), ENVIRONMENT)) {
            awaitSettled(collector, LINES);
            int lines = LINES;
            for (String way : WAYS) {
                int told = refuseAll(collector, endpoint -> way);
                if (way.equals("400")) {
                    collector.await("/metrics", text -> refused(text, "") == 200 && refused(text, TENANT) == 20);
                    assertThat(collector.said().substring(told)).contains("refuses entries for good");
                } else {
                    assertThat(collector.await("/-/ready", text -> text.startsWith("503 ")))
                            .as(way)
                            .contains("stuck");
                    collector.awaitSaid(text -> failures(text.substring(told)) == MOST_TOLD);
                }
                clean(collector);
                // What is held is delivered before the next way begins: of each batch only its first failure is told.
                loki.usually(ScriptedLoki.STORE);
                lines += LINES;
                awaitSettled(collector, lines);
            }
            int told = refuseAll(collector, endpoint -> WAYS.get(ENDPOINTS.indexOf(endpoint) % WAYS.size()));
            collector.awaitSaid(text -> failures(text.substring(told)) >= WAYS.size());
            collector.stop();
            clean("the log", collector.said());
            assertThat(collector.said().substring(told)).contains("not everything was delivered", "msg=ended");
        }
    }

    /**
     * Has new lines, and each endpoint asked for its way of refusing them until it is stuck, where that sticks.
     *
     * @return how much the collector had said before
     */
    private int refuseAll(CollectorProcess collector, UnaryOperator<String> ways) throws Exception {
        // Every kind of message is told ten times, and again after a reload.
        assertThat(collector.ask("POST", "/-/reload")).startsWith("200 ");
        int told = collector.said().length();
        CountDownLatch refusals = new CountDownLatch(ENDPOINTS.size());
        Map<String, Integer> counts = new ConcurrentHashMap<>();
        loki.usually(call -> {
            String endpoint = call.target().split("/")[1];
            refuse(call, ways.apply(endpoint));
            if (counts.merge(endpoint, 1, Integer::sum) == PUSHES_UNTIL_STUCK) {
                refusals.countDown();
            }
        });
        append();
        assertThat(refusals.await(60, TimeUnit.SECONDS)).as("%s", counts).isTrue();
        return told;
    }

    private static long failures(String said) {
        return said.lines().filter(line -> line.contains("will try again")).count();
    }

    private static void awaitSettled(CollectorProcess collector, int lines) throws Exception {
        collector.await(
                "/metrics",
                text -> sum(text, "loki_write_received_entries", "") == lines * ENDPOINTS.size()
                        && sum(text, "loki_write_in_flight_entries", "") == 0);
        collector.await("/-/ready", text -> text.startsWith("200 "));
    }

    private static double refused(String metrics, String tenant) {
        return sum(metrics, "loki_write_dropped_entries_total", "reason=\"too_far_behind\",tenant=\"" + tenant + "\"}");
    }

    private static double sum(String metrics, String name, String labels) {
        return metrics.lines()
                .filter(line -> line.startsWith(name) && line.contains(labels))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' '))))
                .sum();
    }

    @Test
    void nothing_is_told_where_loki_cannot_be_reached_or_is_not_whom_it_says() throws Exception {
        loki.usuallyTells(call -> call.status(500, WORD));
        String nobody = loki.pushUrl().toString();
        String key = "key_pem = \"-----BEGIN PRIVATE KEY-----\\n" + WORD + "\\n-----END PRIVATE KEY-----\"";
        Path file = Files.writeString(folder.resolve("token"), WORD + "\n" + WORD);
        write(
                "json",
                endpoint("tls", nobody.replace("http:", "https:"), "bearer_token = \"" + WORD + "\""),
                endpoint("host", "http://" + WORD + ":" + WORD + "@127.0.0.1:1/loki/api/v1/push", ""),
                endpoint(
                        "proxy",
                        "http://nobody.invalid/loki/api/v1/push",
                        "proxy_url = \"http://" + WORD + ":" + WORD + "@127.0.0.1:1\""),
                endpoint(
                        "token",
                        nobody,
                        "oauth2 {\nclient_id = \"i\"\nclient_secret = \"" + WORD + "\"\ntoken_url = \""
                                + loki.url("/token?key=" + WORD) + "\"\n}"),
                endpoint("header", nobody, "bearer_token_file = \"" + file + "\""),
                endpoint("name", nobody, "headers = {\"not a name\" = \"" + WORD + "\"}"));
        // Each says so once; at this pace nobody says so again before the last has.
        Files.writeString(config, Files.readString(config).replace("_period = \"100ms\"", "_period = \"5m\""));
        try (CollectorProcess collector = CollectorProcess.run(config, folder.resolve("data"), ENVIRONMENT)) {
            assertThat(collector.await("/-/ready", text -> text.startsWith("503 ")))
                    .contains("stuck");
            collector.awaitSaid(text -> text.contains("endpoint tls")
                    && text.contains("endpoint host")
                    && text.contains("endpoint proxy")
                    && text.contains("endpoint token")
                    && text.contains("endpoint header")
                    && text.contains("endpoint name"));
            clean(collector);
            write("json", endpoint("tls", nobody, "tls_config {\ncert_pem = \"" + WORD + "\"\n" + key + "\n}"));
            String refused = collector.ask("POST", "/-/reload");
            clean("the answer", refused);
            write("json", endpoint("a", nobody, "bearer_token = \"" + WORD + "\"\nbatch_size = \"soon\""));
            refused = collector.ask("POST", "/-/reload");
            assertThat(refused).startsWith("400 ").contains("soon");
            clean("the answer", refused);
            clean(collector);
            collector.stop();
            clean("the log", collector.said());
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "bearer_token = W, batch_wait = 1",
                "bearer_tokn = W",
                "bearer_token = W oops",
                "bearer_token = W + 1",
                "bearer_token = [W]",
                "bearer_token = {a = W}",
                "bearer_token = W.a",
                "bearer_token = sys.env(\"PATH\") + 1",
                "bearer_token = string.format(W, 1, 2, 3) - 1",
                "basic_auth = W",
                "basic_auth { password = W\npassword = W\n}",
                "basic_auth { password = W\npassword_file = \"f\"\n}",
                "basic_auth { pasword = W\n}",
                "basic_auth { password = \"W\\q\"\n}",
                "basic_auth { password = \"W\n}",
                "basic_auth { password = W\nbearer_token = W\n}",
                "password = W",
                "batch_wait = sys.env(\"PATH\")",
                "batch_size = sys.env(\"PATH\")",
                "batch_size = encoding.from_json(sys.env(\"PATH\"))",
                "batch_size = encoding.from_yaml(sys.env(\"PATH\"))",
                "headers = {\"X-Key\" = [W]}",
                "headers = W",
                "http_headers = {\"X-Key\" = W}",
                "http_headers = {\"Authorization\" = [W]}",
                "follow_redirects = sys.env(\"PATH\")",
                "max_backoff_retries = sys.env(\"PATH\")",
                "max_backoff_retries = [sys.env(\"PATH\")][sys.env(\"PATH\")]",
                "proxy_url = \"http://u:W@proxy:3128 \"",
                "proxy_url = \"ftp://u:W@proxy:3128\"",
                "proxy_from_environment = true\nproxy_connect_header = {\"Proxy-Authorization\" = [W]}",
                "oauth2 { client_secret = W\nclient_secret_file = \"f\"\n}",
                "oauth2 { client_secret = W\n}",
                "tls_config { key_pem = W\n}",
                "tls_config { min_version = sys.env(\"PATH\")\n}",
                "url = \"http://u:W@[::1/loki\"",
                "url = \"http://u:W@host:port/ \"",
                "bearer_token = `W",
                "/* bearer_token = W"
            })
    void nothing_is_told_of_a_file_that_is_refused(String part) throws Exception {
        String text = part.replace("`W", "`" + WORD)
                .replace("\"W", "\"" + WORD)
                .replace("u:W@", "u:" + WORD + "@")
                .replace("W = ", WORD + " = ")
                .replaceAll("(?<![A-Z0-9\"`:])W(?![A-Z0-9])", "\"" + WORD + "\"");
        String url = text.contains("url = \"http://u:S3CR3Tw0rd@[") || text.contains("port/")
                ? ""
                : "url = \"http://l/loki/api/v1/push\"\n";
        Files.writeString(config, "loki.write \"w\" {\n  endpoint {\n" + url + text + "\n  }\n}\n");
        String said = validated() + loaded();
        assertThat(said).contains("config.alloy:");
        clean(part + " in " + Files.readString(config), said);
        assertThat(said).as("the environment").doesNotContain(System.getenv("PATH"));
    }

    private String validated() throws IOException {
        byte[] bytes = Files.readAllBytes(config);
        StringWriter out = new StringWriter();
        new ProblemPrinter(new PrintWriter(out))
                .print(Validation.of(config.toString(), bytes).problems(), new Source(config.toString(), bytes));
        return out.toString();
    }

    private String loaded() {
        try (ComponentGraph graph =
                new ComponentGraph(Components.byName(), folder.resolve("data"), Clock.systemUTC())) {
            Loader loader =
                    new Loader(Configurations.source(config), graph, new PrometheusRegistry(), Clock.systemUTC());
            return loader.load() + "\n" + loader.reload().orElseThrow();
        }
    }

    @Test
    void the_command_line_tells_nothing_of_it_either() throws Exception {
        Files.writeString(config, """
                loki.write "w" {
                  endpoint {
                    url = "http://u:%1$s@[::1/loki"
                    bearer_token = "%1$s" + 1
                    bearer_tokn = "%1$s"
                    batch_wait = sys.env("PLANTED")
                    batch_size = encoding.from_json(sys.env("PLANTED_JSON"))
                  }
                }
                """.formatted(WORD));
        for (String command : List.of("validate", "run")) {
            try (CollectorProcess collector = CollectorProcess.start(ENVIRONMENT, command, config.toString())) {
                assertThat(collector.awaitEnd()).as(collector.said()).isEqualTo(1);
                assertThat(collector.said())
                        .contains("config.alloy:4:", "config.alloy:5:", "config.alloy:6:", "config.alloy:7:");
                clean(command, collector.said());
            }
        }
    }
}
