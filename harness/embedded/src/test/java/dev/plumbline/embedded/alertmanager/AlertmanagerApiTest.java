package dev.plumbline.embedded.alertmanager;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plumbline.embedded.clock.ManualClock;
import dev.plumbline.embedded.launch.Launch;
import dev.plumbline.embedded.launch.StandIn;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Corners of API v2 as the real Alertmanager 0.34.0 answered them. */
final class AlertmanagerApiTest {
    private static final Instant NOW = Instant.parse("2026-01-15T10:00:00Z");

    private final HttpClient client = HttpClient.newHttpClient();
    private Optional<StandIn> server = Optional.empty();
    private String base = "";

    @BeforeEach
    void start(@TempDir Path folder) throws Exception {
        Path config = Files.writeString(folder.resolve("alertmanager.yml"), """
                route: {receiver: "a b", group_by: ['...']}
                receivers: [{name: "a b"}]
                """);
        StandIn started = new AlertmanagerStandIn()
                .start(new Launch(
                        List.of("--config.file=" + config, "--web.listen-address=127.0.0.1:0"),
                        Map.of(),
                        new ManualClock(NOW),
                        line -> {}));
        server = Optional.of(started);
        base = "http://127.0.0.1:"
                + started.addresses().values().iterator().next().getPort() + "/api/v2/";
        post("alerts", """
                [{"labels": {"alertname": "Down", "severity": "critical"}, "annotations": {"empty": ""}}]""");
    }

    @AfterEach
    void stop() {
        server.ifPresent(StandIn::close);
        client.close();
    }

    private HttpResponse<String> get(String path) throws Exception {
        return client.send(HttpRequest.newBuilder(URI.create(base + path)).build(), BodyHandlers.ofString());
    }

    private HttpResponse<String> post(String path, String body) throws Exception {
        return client.send(
                HttpRequest.newBuilder(URI.create(base + path))
                        .header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofString(body))
                        .build(),
                BodyHandlers.ofString());
    }

    private static String silence(String matchers, String rest) {
        return "{\"matchers\": [" + matchers
                + "], \"startsAt\": \"2026-01-15T09:59:00Z\", \"endsAt\": \"2026-01-15T11:00:00Z\","
                + " \"createdBy\": \"\", \"comment\": \"\"" + rest + "}";
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    severity=critical           | 200 | Down
                    severity=~crit.*            | 200 | Down
                    severity = "critical"       | 200 | Down
                    severity=~"critical,"       | 200 | []
                    "severity"="critical"       | 200 | Down
                    nothing=""                  | 200 | Down
                    severity!=""                | 200 | Down
                    a="b",c="d"                 | 400 | matcher value contains unescaped double quote
                    {severity="critical"}       | 400 | unexpected open or close brace
                    severity                    | 400 | bad matcher format: severity
                    severity=~"("               | 400 | missing closing ): `^(?:()$`
                    """)
    void a_filter_is_one_matcher(String filter, int status, String part) throws Exception {
        HttpResponse<String> got = get("alerts?filter=" + URLEncoder.encode(filter, StandardCharsets.UTF_8));
        assertThat(got.statusCode()).as(got.body()).isEqualTo(status);
        assertThat(got.body()).contains(part);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    nothing                       | 404 | path /api/v2/nothing was not found
                    silence/nope                  | 422 | silenceID in path must be of type uuid
                    alerts?active=x               | 200 | []
                    alerts?active=yes             | 200 | Down
                    alerts?receiver=              | 200 | Down
                    alerts?receiver_matchers=x    | 400 | failed to parse receiver_matchers param
                    alerts                        | 200 | "annotations":{"empty":""}
                    status                        | 200 | receiver: a b\\n  group_by:\\n  - '...'
                    """)
    void a_corner_is_answered_as_by_the_real_one(String path, int status, String part) throws Exception {
        HttpResponse<String> got = get(path);
        assertThat(got.statusCode()).as(got.body()).isEqualTo(status);
        assertThat(got.body()).contains(part);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    alerts   | [{"labels": {"a": 1}}]                      | 400 | json: cannot unmarshal number into Go struct field Alert.labels of type string
                    alerts   | [{"labels": {"": "x"}}]                     | 400 | invalid label set: invalid name
                    alerts   | [{"labels": {"a": "b"}, "generatorURL": "not a url"}] | 422 | 0.generatorURL in body must be of type uri
                    alerts   | nul                                         | 400 | unexpected EOF
                    alerts   | {'a'}                                       | 400 | looking for beginning of object key string
                    alerts   | null                                        | 200 | ``
                    silences | null                                        | 422 | comment in body is required
                    silences | []                                          | 400 | json: cannot unmarshal array into Go value of type struct { ID string
                    """)
    void a_body_is_refused_as_by_the_real_one(String path, String body, int status, String part) throws Exception {
        HttpResponse<String> got = post(path, body);
        assertThat(got.statusCode()).as(got.body()).isEqualTo(status);
        assertThat(got.body()).contains(part);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    {"name": "a", "value": "b"}                       | 422 | matchers.0.isRegex in body is required
                    {"name": "", "value": "b", "isRegex": false}      | 400 | invalid label matcher 0 in set 0: invalid label name
                    {"name": "a", "value": ".*", "isRegex": true}     | 400 | matcher set 0: at least one matcher must not match the empty string
                    {"name": "a", "value": "b", "isRegex": false, "isEqual": false} | 200 | silenceID
                    """)
    void a_silence_is_checked_as_by_the_real_one(String matcher, int status, String part) throws Exception {
        HttpResponse<String> got = post("silences", silence(matcher, ""));
        assertThat(got.statusCode()).as(got.body()).isEqualTo(status);
        assertThat(got.body()).contains(part);
    }

    @Test
    void a_silence_is_listed_by_its_state_and_expires_once() throws Exception {
        String matcher = "{\"name\": \"a\", \"value\": \"b\", \"isRegex\": false}";
        String id = post("silences", silence(matcher, "")).body().replaceAll(".*:\"|\"}", "");
        assertThat(get("silences?active=false").body()).isEqualTo("[]");
        assertThat(get("silences?filter=a%3Db").body()).contains(id);
        assertThat(get("silences?filter=a%3D~b").body()).isEqualTo("[]");
        for (int i = 0; i < 2; i++) {
            HttpRequest delete = HttpRequest.newBuilder(URI.create(base + "silence/" + id))
                    .DELETE()
                    .build();
            assertThat(client.send(delete, BodyHandlers.ofString()).statusCode())
                    .isEqualTo(200);
        }
        assertThat(get("silences?expired=false").body()).isEqualTo("[]");
        assertThat(post("silences", silence(matcher, ", \"id\": \"00000000-0000-0000-0000-000000000000\""))
                        .body())
                .isEqualTo("\"silence not found\"");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "GET | /api/v1/alerts | 410 | application/json",
                "DELETE | /api/v1/alerts | 405 | text/plain; charset=utf-8",
                "GET | /api/v1/x/y | 404 | text/plain; charset=utf-8",
                "OPTIONS | /api/v1/status | 200 | ''",
                "HEAD | /-/ready | 200 | ''",
                "PUT | /debug/x | 405 | text/plain; charset=utf-8",
                "POST | / | 405 | text/plain; charset=utf-8",
                "GET | /api/v2 | 307 | text/html; charset=utf-8",
                "PUT | /api/v2 | 307 | ''",
                "GET | /api/v2/alerts/ | 200 | application/json",
                "DELETE | /api/v2/alerts/ | 405 | application/json",
            })
    void a_path_takes_what_it_takes(String method, String path, int status, String type) throws Exception {
        HttpResponse<String> answer = client.send(
                HttpRequest.newBuilder(URI.create(base.replace("/api/v2/", path)))
                        .method(method, BodyPublishers.noBody())
                        .build(),
                BodyHandlers.ofString());

        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(answer.headers().firstValue("content-type").orElse("")).isEqualTo(type);
    }

    @Test
    void only_json_can_be_asked_for() throws Exception {
        HttpRequest html = HttpRequest.newBuilder(URI.create(base + "alerts"))
                .header("Accept", "text/html")
                .build();
        HttpRequest any = HttpRequest.newBuilder(URI.create(base + "alerts"))
                .header("Accept", "text/html, */*;q=0.1")
                .build();

        assertThat(client.send(html, BodyHandlers.ofString()).body())
                .contains("\"code\":406")
                .contains("unsupported media type requested, only [application/json] are available");
        assertThat(client.send(any, BodyHandlers.ofString()).statusCode()).isEqualTo(200);
    }

    @Test
    void an_alert_that_is_no_object_cannot_be_read() throws Exception {
        assertThat(post("alerts", "[1]").statusCode()).isEqualTo(400);
    }
}
