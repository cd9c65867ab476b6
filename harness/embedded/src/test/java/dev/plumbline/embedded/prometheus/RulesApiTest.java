package dev.plumbline.embedded.prometheus;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.plumbline.embedded.launch.Launch;
import dev.plumbline.embedded.launch.StandIn;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Rules as the real Prometheus 3.14.0 shows them. */
final class RulesApiTest {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final HttpClient client = HttpClient.newHttpClient();
    private Optional<StandIn> server = Optional.empty();
    private String base = "";

    @BeforeEach
    void start(@TempDir Path folder) throws Exception {
        Path rules = Files.writeString(folder.resolve("rules.yml"), """
                groups:
                - name: g1
                  rules:
                  - {alert: A, expr: vector(1), labels: {severity: critical}}
                  - {record: "a:b", expr: vector(1)}
                - name: g2
                  rules: [{alert: B, expr: vector(1), labels: {severity: warning}}]
                - name: g3
                  rules: [{record: "c:d", expr: vector(1), labels: {team: x}}]
                """);
        Path config = Files.writeString(folder.resolve("prometheus.yml"), "rule_files: ['" + rules + "']\n");
        List<String> arguments = List.of("--config.file=" + config, "--web.listen-address=127.0.0.1:0");
        StandIn started = new PrometheusServer(
                new Launch(arguments, Map.of(), Clock.systemUTC(), line -> {}),
                new PrometheusFlags(arguments),
                BlockLoader.load("# EOF\n"));
        server = Optional.of(started);
        base = "http://127.0.0.1:"
                + started.addresses().values().iterator().next().getPort() + "/api/v1/rules?";
    }

    @AfterEach
    void stop() {
        server.ifPresent(StandIn::close);
        client.close();
    }

    private JsonNode ask(String query) throws Exception {
        HttpResponse<String> answer = client.send(
                HttpRequest.newBuilder(URI.create(base + query)).build(), HttpResponse.BodyHandlers.ofString());
        return JSON.readTree(answer.body());
    }

    private static String match(String selector) {
        return "match%5B%5D=" + URLEncoder.encode(selector, StandardCharsets.UTF_8);
    }

    private static List<String> names(JsonNode answer) {
        List<String> names = new ArrayList<>();
        answer.at("/data/groups")
                .forEach(g ->
                        g.path("rules").forEach(r -> names.add(r.path("name").asText())));
        return names;
    }

    @Test
    void rules_are_found_by_their_labels() throws Exception {
        assertThat(names(ask(match("{severity=~\".+\"}")))).containsExactly("A", "B");
        assertThat(names(ask(match("{severity=\"critical\"}") + "&" + match("{team=\"x\"}"))))
                .containsExactly("A", "c:d");
        assertThat(names(ask(match("{severity=~\".+\"}") + "&rule_group%5B%5D=g2")))
                .containsExactly("B");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "match%5B%5D=%7B | 1:2: parse error: unexpected end of input inside braces",
                "match%5B%5D=%7Ba!=%22b%22%7D | match[] must contain at least one non-empty matcher",
                "group_limit=0 | invalid parameter \"group_limit\": group_limit needs to be greater than 0",
                "group_limit=x | invalid parameter \"group_limit\": group_limit needs to be a valid number: strconv.ParseInt: parsing \"x\": invalid syntax",
                "group_next_token=x | invalid parameter \"group_next_token\": group_limit needs to be present in order to paginate over the groups",
                "group_next_token=x&group_limit=1 | invalid parameter \"group_next_token\": invalid group_next_token 'x'. were rule groups changed?",
            })
    void what_cannot_be_found_is_said(String query, String error) throws Exception {
        assertThat(ask(query).path("error").asText()).isEqualTo(error);
    }

    @Test
    void groups_come_page_by_page() throws Exception {
        JsonNode first = ask("group_limit=2");
        assertThat(names(first)).containsExactly("A", "a:b", "B");
        String token = first.at("/data/groupNextToken").asText();

        JsonNode second = ask("group_limit=2&group_next_token=" + token);
        assertThat(names(second)).containsExactly("c:d");
        assertThat(second.at("/data").has("groupNextToken")).isFalse();
    }

    @Test
    void without_alerts_there_are_none_and_without_labels_an_empty_set() throws Exception {
        JsonNode rules = ask("exclude_alerts=true").at("/data/groups/0/rules");

        assertThat(rules.at("/0/alerts").isNull()).isTrue();
        assertThat(rules.at("/1/labels").isObject()).isTrue();
    }
}
