package dev.plumbline.embedded.prometheus;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plumbline.embedded.launch.Launch;
import dev.plumbline.embedded.launch.StandIn;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Corners of the HTTP API as the real Prometheus 3.14.0 answered them over blocks. */
final class PrometheusApiTest {
    private static final long START = 1_768_471_200;

    private final HttpClient client = HttpClient.newHttpClient();
    private String base = "";
    private Optional<StandIn> server = Optional.empty();

    @BeforeEach
    void start(@TempDir Path folder) throws Exception {
        StringBuilder text = new StringBuilder("# TYPE gap gauge\n");
        for (long i = 0; i <= 120; i++) {
            if (i < 40 || i > 80) {
                text.append("gap ").append(i).append(' ').append(START + 15 * i).append('\n');
            }
        }
        List<String> arguments = List.of(
                "--config.file=" + Files.writeString(folder.resolve("empty.yml"), "global: {}\n"),
                "--web.listen-address=127.0.0.1:0");
        StandIn started = new PrometheusServer(
                new Launch(arguments, Map.of(), Clock.systemUTC(), line -> {}),
                new PrometheusFlags(arguments),
                BlockLoader.load(text.append("# EOF\n").toString()));
        server = Optional.of(started);
        base = "http://127.0.0.1:"
                + started.addresses().values().iterator().next().getPort();
    }

    @AfterEach
    void stop() {
        server.ifPresent(StandIn::close);
        client.close();
    }

    private HttpResponse<String> get(String path) throws Exception {
        return client.send(HttpRequest.newBuilder(URI.create(base + path)).build(), BodyHandlers.ofString());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    /api/v1/query?query=time()&time=1_000           | 200 | "result":[1000,"1000"]
                    /api/v1/query?query=time()&time=infinity        | 200 | "result":[-9223372036.854,"-9223372036.854"]
                    /api/v1/query?query=time()&time=1768472700123   | 200 | "result":[-2414730953.116,"-2414730953.116"]
                    /api/v1/query?query=1&time=1e400                | 400 | cannot parse
                    /api/v1/query?query=1&time=1&limit=99999999999999999999 | 400 | value out of range
                    /api/v1/query?query=gap[step()]&time=1768471260 | 400 | invalid parameter \\"query\\": 4:10: duration must be greater than 0
                    /api/v1/query_exemplars?query=1                 | 204 | ``
                    /api/v1/metadata?limit=x                        | 400 | limit must be a number
                    /api/v1/status/tsdb?limit=0                     | 400 | limit must be a positive number
                    /api/v1/rules?type=x                            | 400 | invalid parameter \\"type\\": not supported value \\"x\\"
                    /api/v1/rules?exclude_alerts=x                  | 400 | strconv.ParseBool: parsing \\"x\\": invalid syntax
                    /api/v1/targets?state=none                      | 200 | "droppedTargetCounts":null
                    /federate?match[]=gap                           | 200 | ``
                    /federate?match[]=sum(gap)                      | 400 | 1:4: parse error: unexpected "("
                    /-/reload                                       | 405 | Only POST or PUT requests allowed
                    """)
    void a_corner_is_answered_as_by_the_real_one(String path, int status, String part) throws Exception {
        HttpResponse<String> got = get(path.replace("[", "%5B").replace("]", "%5D"));
        assertThat(got.statusCode()).as(got.body()).isEqualTo(status);
        assertThat(got.body()).contains(part);
    }

    @Test
    void series_are_found_where_a_chunk_spans_a_gap() throws Exception {
        String query = "/api/v1/series?match%5B%5D=gap&start=%d&end=%d";
        assertThat(get(query.replace("%d&", (START + 700) + "&").replace("%d", "" + (START + 800)))
                        .body())
                .contains("\"gap\"");
        assertThat(get(query.replace("%d&", (START + 1801) + "&").replace("%d", "" + (START + 1900)))
                        .body())
                .doesNotContain("\"gap\"");
    }

    @Test
    void a_forms_parameters_come_before_those_of_the_query() throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create(base + "/api/v1/query?query=2&time=1"))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString("query=1"))
                .build();
        assertThat(client.send(request, BodyHandlers.ofString()).body()).contains("[1,\"1\"]");
    }

    @ParameterizedTest
    @CsvSource({"OPTIONS, 204", "HEAD, 405", "DELETE, 405"})
    void the_api_has_methods_of_its_own(String method, int status) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create(base + "/api/v1/labels"))
                .method(method, BodyPublishers.noBody())
                .build();
        assertThat(client.send(request, BodyHandlers.ofString()).statusCode()).isEqualTo(status);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "GET | /api/v1 | 307 | /api/v1/",
                "PUT | /api/v1 | 307 | /api/v1/",
                "GET | /api//v1///query | 307 | /api/v1/query",
                "GET | /api/v1/query/ | 301 | /query",
                "POST | /api/v1/query/ | 307 | /query",
                "PUT | /api/v1/query/ | 404 | ''",
                "GET | /-/ready/ | 301 | /-/ready",
                "HEAD | /-/ready | 200 | ''",
                "HEAD | /version | 405 | ''",
                "OPTIONS | /version | 200 | ''",
                "POST | /metrics | 405 | ''",
                "GET | /api/v1/search/metric_names | 500 | ''",
                "GET | /api/v1/targets/relabel_steps | 400 | ''",
                "GET | /api/v1/read | 405 | ''",
                "POST | /api/v1/features | 405 | ''",
                "GET | /api/v1/features | 501 | ''",
            })
    void a_path_takes_its_methods_and_others_lead_to_it(String method, String path, int status, String location)
            throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create(base + path))
                .method(method, BodyPublishers.noBody())
                .build();
        HttpResponse<String> answer = client.send(request, BodyHandlers.ofString());

        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(answer.headers().firstValue("location").orElse("")).isEqualTo(location);
    }
}
