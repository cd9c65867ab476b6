package dev.plumbline.harness.attach;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.plumbline.harness.compose.ComposeFile;
import dev.plumbline.harness.compose.ComposeService.Ready;
import dev.plumbline.harness.failure.ConfigurationFailure;
import dev.plumbline.harness.stack.Expectations.EmptyPanel;
import dev.plumbline.harness.stack.Service;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class EndpointFileTest {
    private static final Path COMPOSE = Path.of("../../compose.yaml");
    private static final Map<String, String> ENVIRONMENT = Map.of("PASSWORD", "p:#ä", "EMPTY", "");

    @TempDir
    Path folder;

    private EndpointFile read(String yaml) throws IOException {
        Path file = Files.writeString(folder.resolve("e.yaml"), yaml);
        return EndpointFile.read(file, ComposeFile.read(COMPOSE, name -> null), ENVIRONMENT::get);
    }

    private void refuses(String yaml, String... lines) {
        String expected = String.join("\n", lines)
                .replace("e.yaml", folder.resolve("e.yaml").toString());
        assertThatThrownBy(() -> read(yaml))
                .isInstanceOf(ConfigurationFailure.class)
                .hasMessage(expected);
    }

    @Test
    void every_key_is_read() throws IOException {
        Files.writeString(folder.resolve("token"), "t0ken\n");
        EndpointFile file = read("""
                services:
                  loki:
                    url: https://loki.example/base
                    basic-auth:
                      username: ${USER_NAME:-plumb}
                      password: ${PASSWORD}
                    tenant: team-a
                    headers:
                      X-Price: 5$$
                    ready: /loki/api/v1/status/buildinfo
                  prometheus:
                    url: http://prometheus:9090
                    bearer-token-file: token
                  otel-collector:
                    otlp-grpc: https://otel.example
                    metrics: http://otel:8888
                  mqtt:
                    url: mqtt://broker
                workload:
                  url: http://workload:8080
                expect:
                  project: shop
                  dashboards:
                    iot-devices-mqtt: ~
                    application-performance: team-a-apps
                  jobs:
                    loki: monitoring/loki
                  labels:
                    container_id:
                    compose_service: app
                    job: {name: namespace, value: shop}
                  panels-allowed-empty:
                    - dashboard: team-a-apps
                      panel: Errors
                      refId: A
                      reason: nothing fails
                """);
        AttachedService loki = file.service(Service.LOKI);
        assertThat(loki.endpoint("http").uri()).isEqualTo(URI.create("https://loki.example/base"));
        assertThat(loki.endpoint("http").headers())
                .isEqualTo(
                        Map.of("Authorization", "Basic cGx1bWI6cDojw6Q=", "X-Scope-OrgID", "team-a", "X-Price", "5$"));
        assertThat(loki.ready()).isEqualTo(new Ready("http", Optional.of("/loki/api/v1/status/buildinfo")));
        AttachedService prometheus = file.service(Service.PROMETHEUS);
        assertThat(prometheus.endpoint("http").headers()).isEqualTo(Map.of("Authorization", "Bearer t0ken"));
        assertThat(prometheus.ready()).isEqualTo(new Ready("http", Optional.of("/-/ready")));
        AttachedService otel = file.service(Service.OTEL_COLLECTOR);
        assertThat(otel.endpoint("otlp-grpc").uri()).isEqualTo(URI.create("https://otel.example:443"));
        assertThat(otel.ready()).isEqualTo(new Ready("metrics", Optional.of("/metrics")));
        AttachedService mqtt = file.service(Service.MQTT);
        assertThat(mqtt.endpoint("mqtt").uri()).isEqualTo(URI.create("mqtt://broker:1883"));
        assertThat(file.services()).containsKey(Service.WORKLOAD).hasSize(5);
        assertThat(file.project()).isEqualTo("shop");
        assertThat(file.expectations().dashboard("iot-devices-mqtt")).isEmpty();
        assertThat(file.expectations().dashboard("application-performance")).contains("team-a-apps");
        assertThat(file.expectations().dashboard("infrastructure-overview")).contains("infrastructure-overview");
        assertThat(file.expectations().job("loki")).contains("monitoring/loki");
        assertThat(file.expectations().panelsAllowedEmpty())
                .containsExactly(new EmptyPanel("team-a-apps", "Errors", "A", "nothing fails"));
        Map<String, String> wanted = new java.util.LinkedHashMap<>();
        wanted.put("job", "docker");
        wanted.put("compose_service", "workload");
        wanted.put("container_id", "~[0-9a-f]{64}");
        wanted.put("stream", "stdout");
        assertThat(file.expectations().selector(wanted))
                .isEqualTo("{namespace=\"shop\", app=\"workload\", stream=\"stdout\"}");
    }

    @Test
    void credentials_are_never_shown() throws IOException {
        EndpointFile file = read("services: {loki: {url: 'http://l:1', basic-auth: {username: u, password: secret}}}");
        AttachedService loki = file.service(Service.LOKI);
        assertThat(loki.endpoint("http")).hasToString("http://l:1 with [Authorization]");
    }

    @Test
    void unknown_keys_are_told_with_the_nearest_name() {
        refuses(
                """
                services:
                  locki:
                    url: http://l:3100
                  loki:
                    uri: http://l:3100
                expects: {}
                """,
                "e.yaml:6:1: unknown key 'expects' in the endpoint file; did you mean 'expect'?",
                "e.yaml:2:3: unknown key 'locki' in services; did you mean 'loki'?",
                "e.yaml:5:5: unknown key 'uri' in loki; did you mean 'url'?",
                "e.yaml:5:5: loki needs 'url'");
    }

    @Test
    void a_variable_that_is_not_set_is_an_error() {
        refuses(
                """
                services:
                  loki:
                    url: http://${LOKI_HOST}:3100
                    tenant: ${A B}
                """,
                "e.yaml:4:13: cannot read ${A B}: expected ${VARIABLE} or ${VARIABLE:-default}",
                "e.yaml:3:10: the variable LOKI_HOST is not set; set it, or give a default: ${LOKI_HOST:-default}",
                "e.yaml:3:10: expected an address such as https://host:port, found 'http://:3100'");
    }

    @Test
    void what_cannot_be_done_safely_is_refused_by_name() {
        refuses(
                """
                services:
                  loki:
                    url: http://me:pw@l:3100
                    tls:
                      insecure-skip-verify: true
                engine: {url: /var/run/docker.sock, otlp: "http://otel:4318", mqtt: "tcp://mqtt:1883"}
                """,
                "e.yaml:5:29: insecure-skip-verify is refused: answers of an unknown server prove nothing, and"
                        + " credentials would go to it; name the authority that signed its certificate in tls.ca",
                "e.yaml:3:10: credentials do not belong in an address; write them under basic-auth",
                "e.yaml:6:9: engine needs 'image'",
                "e.yaml:6:15: expected unix:///path or tcp://host:port, found '/var/run/docker.sock'");
    }

    @Test
    void the_workload_is_either_there_or_started() {
        refuses("""
                services:
                  loki: {url: "http://l:3100"}
                workload: {url: "http://w:8080"}
                engine: {url: "tcp://engine:2375"}
                """, "e.yaml:4:9: expected either 'engine', to start the workload there, or 'workload', found both");
    }

    @Test
    void contradicting_and_missing_credentials_are_told() {
        refuses(
                """
                services:
                  loki:
                    url: http://l
                    headers: {authorization: x, Host: y}
                    basic-auth: {username: u}
                  tempo:
                    url: ftp://t
                    bearer-token-file: nowhere
                    tls: {ca: nowhere.pem}
                  mqtt:
                    url: mqtt://m
                    tenant: a
                """,
                "e.yaml:4:39: the header 'Host' cannot be set",
                "e.yaml:5:17: basic-auth needs either 'password' or 'password-file'",
                "e.yaml:5:17: 'basic-auth' sets the header Authorization, which is set already",
                "e.yaml:8:24: cannot read " + folder.resolve("nowhere") + ": NoSuchFileException",
                "e.yaml:9:15: cannot read " + folder.resolve("nowhere.pem") + ": NoSuchFileException",
                "e.yaml:7:10: expected an address such as https://host:port, found 'ftp://t'",
                "e.yaml:12:5: unknown key 'tenant' in mqtt; known are url");
    }

    @Test
    void expectations_are_read_strictly() {
        refuses(
                """
                services: {loki: {url: 'http://l'}}
                expect:
                  dashboards: {aplication-performance: x}
                  labels: {job: , stream: , compose_service: }
                  panels-allowed-empty:
                    - {dashboard: d, panel: p, refId: A}
                """,
                "e.yaml:4:11: without job, stream and compose_service no log stream can be selected",
                "e.yaml:3:16: unknown key 'aplication-performance' in dashboards; did you mean"
                        + " 'application-performance'?",
                "e.yaml:6:7: a panel that may be empty needs 'reason'");
    }

    @Test
    void a_file_without_a_service_is_an_error() {
        refuses("{}", "e.yaml:1:1: no service is described; expected at least one under 'services'");
        refuses("", "e.yaml: the file is empty; expected 'services'");
        refuses("- a", "e.yaml:1:1: expected a mapping of keys to values for the endpoint file, found a list");
        refuses(
                "a: 1\na: 2",
                "e.yaml:2:1: the key 'a' comes twice in the endpoint file",
                "e.yaml:1:1: unknown key 'a' in the endpoint file; known are engine, expect, services, workload",
                "e.yaml:2:1: unknown key 'a' in the endpoint file; known are engine, expect, services, workload");
    }

    @Test
    void yaml_that_is_none_is_told_with_its_place() {
        refuses(
                "services:\n  loki: {url: http://l",
                "e.yaml:2:23: not valid YAML: expected ',' or '}', but got <stream end>");
    }

    @Test
    void a_file_that_is_not_there_is_told() {
        Path nowhere = folder.resolve("nowhere.yaml");
        assertThatThrownBy(() -> EndpointFile.read(nowhere, ComposeFile.read(COMPOSE, name -> null), ENVIRONMENT::get))
                .hasMessage("cannot read the endpoint file " + nowhere + ": NoSuchFileException");
    }
}
