package dev.plumbline.features;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plumbline.embedded.stack.EmbeddedStackProvider;
import dev.plumbline.features.ScenarioRun.Outcome;
import dev.plumbline.harness.stack.Fault;
import dev.plumbline.harness.stack.Faults;
import dev.plumbline.harness.stack.Service;
import dev.plumbline.harness.stack.Stack;
import dev.plumbline.harness.stack.StackRequest;
import io.cucumber.plugin.event.Status;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Attaches to a stack that somebody else runs: the real programs that are at hand as processes, stand-ins for the rest,
 * behind gateways that want a password, a token, a tenant, TLS and a certificate of ours.
 */
final class AttachIT {
    private static final Path ROOT = Path.of(System.getProperty("plumbline.root", ".."));
    private static final String PROGRAMS = "harness/docker/target/local-images/bin/";
    private static final Map<String, String> REAL =
            Map.of("prometheus", "prometheus", "alertmanager", "alertmanager", "mqtt", "mosquitto");
    private static final String PASSWORD = "correct horse";
    private static final String TOKEN = "a-token";

    @TempDir
    Path folder;

    private Stack theirs;
    private GuardedProxy prometheus;
    private GuardedProxy loki;
    private GuardedProxy tempo;
    private GuardedProxy grafana;
    private GuardedProxy expired;

    @BeforeEach
    void bring_up_their_stack() throws Exception {
        Properties properties = new Properties();
        properties.setProperty("plumbline.stack", "embedded");
        properties.setProperty("plumbline.root", ROOT.toString());
        REAL.forEach((service, program) -> {
            Path path = ROOT.resolve(PROGRAMS + program).toAbsolutePath().normalize();
            if (Files.isExecutable(path)) {
                properties.setProperty("plumbline.program." + service, path.toString());
            }
        });
        System.getProperties().stringPropertyNames().stream()
                .filter(name -> name.startsWith("plumbline.program."))
                .forEach(name -> properties.setProperty(name, System.getProperty(name)));
        theirs = new EmbeddedStackProvider()
                .launch(
                        StackRequest.of(properties, Files.createDirectories(folder.resolve("theirs"))),
                        "brought up by hand",
                        line -> System.out.println("attach: " + line));
        Authority authority = new Authority(folder)
                .sign("server")
                .sign("suite")
                .sign("expired", "-startdate", "-10d", "-validity", "5");
        String basic =
                "Basic " + Base64.getEncoder().encodeToString(("suite:" + PASSWORD).getBytes(StandardCharsets.UTF_8));
        prometheus = GuardedProxy.tls(
                uri(Service.PROMETHEUS), Map.of("Authorization", basic), authority.server("server"), false);
        loki = GuardedProxy.plain(uri(Service.LOKI), Map.of("X-Scope-OrgID", "team-a", "Authorization", basic));
        tempo = GuardedProxy.plain(uri(Service.TEMPO), Map.of("Authorization", "Bearer " + TOKEN));
        grafana = GuardedProxy.tls(uri(Service.GRAFANA), Map.of(), authority.server("server"), true);
        expired = GuardedProxy.tls(uri(Service.LOKI), Map.of(), authority.server("expired"), false);
        Files.writeString(folder.resolve("token"), TOKEN + "\n");
        Files.writeString(folder.resolve("password"), PASSWORD + "\n");
    }

    @AfterEach
    void end_their_stack() {
        for (GuardedProxy proxy : new GuardedProxy[] {prometheus, loki, tempo, grafana, expired}) {
            proxy.close();
        }
        theirs.close();
    }

    private URI uri(Service service) {
        return theirs.endpoint(service).uri();
    }

    private String at(Service service, String endpoint) {
        return theirs.endpoint(service, endpoint).uri().toString();
    }

    @Test
    void their_stack_is_judged_and_each_obstacle_is_told_in_one_line() throws IOException {
        Map<String, Outcome> whole = judge(everything(), "not @static and not @long");
        assertThat(whole.values())
                .as(whole.toString())
                .hasSizeGreaterThan(10)
                .allMatch(o -> o.status() == Status.PASSED);

        Faults faults = theirs.faults().orElseThrow();
        faults.apply(Service.TEMPO, new Fault.Stopped());
        try {
            String onlyGrafana = "services:\n  grafana:\n    url: " + grafana.url()
                    + "\n    tls: {ca: ca.pem, cert: suite-cert.pem, key: suite-key.pem}\n" + workload();
            assertThat(judge(onlyGrafana, "@scenario-2").values())
                    .singleElement()
                    .satisfies(o -> assertThat(o.firstLine()).startsWith("data source tempo is not healthy: "));
        } finally {
            faults.undo();
        }

        Map<String, Outcome> acting = judge(everything(), "@alerts");
        assertThat(acting.values()).as(acting.toString()).hasSize(1).allMatch(o -> o.status() == Status.SKIPPED);

        Map<String, Outcome> logs = judge(onlyLogs("tenant: team-a"), "not @static and not @long");
        assertThat(statuses(logs))
                .as(logs.toString())
                .containsEntry("Logs available from the collector", Status.PASSED)
                .containsEntry("Traces available", Status.SKIPPED)
                .containsEntry("Metrics available", Status.SKIPPED)
                .containsEntry("Trace correlation works", Status.SKIPPED)
                .doesNotContainValue(Status.FAILED);

        fails(
                everything().replaceFirst("password-file: password", "password: wrong"),
                ".*:3:\\d+: prometheus at https://localhost:\\d+: credentials are missing or wrong: GET .* answers 401.*");
        fails(
                onlyLogs("tenant: team-b"),
                ".*: loki at http://localhost:\\d+: credentials are missing or wrong: GET /loki/api/v1/labels answers"
                        + " 401 wrong or missing X-Scope-OrgID");
        fails(
                onlyLogs("tls: {ca: ca.pem}").replace(loki.url(), expired.url()),
                ".*: loki at https://localhost:\\d+: its certificate has expired \\(NotAfter: .*");
        fails(
                "services:\n  loki: {url: 'http://localhost:9'}\n",
                ".*:2:9: loki at http://localhost:9: cannot connect: nothing listens there");
        fails(
                "services:\n  lokki: {url: 'http://localhost:9'}\n",
                ".*:2:3: unknown key 'lokki' in services; did you mean 'loki'\\?");
    }

    private static Map<String, Status> statuses(Map<String, Outcome> outcomes) {
        return outcomes.entrySet().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, o -> o.getValue().status()));
    }

    /** No scenario gets to run, and each of them says why. */
    private void fails(String yaml, String cause) throws IOException {
        Map<String, Outcome> outcomes = judge(yaml, "@scenario-4");
        assertThat(outcomes.values())
                .as(outcomes.toString())
                .hasSize(2)
                .allMatch(o -> o.status() == Status.FAILED)
                .anyMatch(o -> o.message().lines().count() == 1 && o.firstLine().matches(cause));
    }

    private Map<String, Outcome> judge(String yaml, String tags) throws IOException {
        Path file = folder.resolve("theirs.yaml");
        Files.writeString(file, yaml);
        Properties properties = new Properties();
        properties.setProperty("plumbline.stack", "attach");
        properties.setProperty("plumbline.root", ROOT.toString());
        properties.setProperty("plumbline.endpoints", file.toString());
        Path work = Files.createDirectories(folder.resolve("work"));
        return ScenarioRun.of(StackRequest.of(properties, work), tags);
    }

    private String workload() {
        return "workload:\n  url: " + at(Service.WORKLOAD, "http") + "\nexpect:\n  project: " + theirs.project() + "\n";
    }

    private String onlyLogs(String access) {
        return "services:\n  loki:\n    url: " + loki.url() + "\n    " + access
                + "\n    basic-auth: {username: suite, password-file: password}\n" + workload();
    }

    private String everything() {
        return """
                services:
                  prometheus:
                    url: %s
                    basic-auth: {username: suite, password-file: password}
                    tls: {ca: ca.pem}
                  loki:
                    url: %s
                    tenant: team-a
                    basic-auth: {username: suite, password-file: password}
                  tempo:
                    url: %s
                    bearer-token-file: token
                  grafana:
                    url: %s
                    tls: {ca: ca.pem, cert: suite-cert.pem, key: suite-key.pem}
                  otel-collector:
                    otlp-http: %s
                    metrics: %s
                    health: %s
                  alertmanager: {url: "%s"}
                  mqtt: {url: "%s"}
                  node-exporter: {url: "%s"}
                  collector: {url: "%s"}
                """.formatted(
                                prometheus.url(),
                                loki.url(),
                                tempo.url(),
                                grafana.url(),
                                at(Service.OTEL_COLLECTOR, "otlp-http"),
                                at(Service.OTEL_COLLECTOR, "metrics"),
                                at(Service.OTEL_COLLECTOR, "health"),
                                at(Service.ALERTMANAGER, "http"),
                                at(Service.MQTT, "mqtt"),
                                at(Service.NODE_EXPORTER, "http"),
                                at(Service.COLLECTOR, "http"))
                + workload();
    }
}
