package dev.plumbline.collector.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plumbline.collector.config.Problems;
import dev.plumbline.collector.telemetry.ProcessMetrics;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is accepted is done: whatever is not is refused, by {@code validate} and {@code run} alike. */
class NothingIgnoredTest {
    private static final String WRITE =
            "loki.write \"w\" {\n endpoint {\n  url = \"http://loki:3100/loki/api/v1/push\"\n";
    private static final String DOCKER = "discovery.docker \"d\" {\n host = \"unix:///var/run/docker.sock\"\n";
    private static final String FILE = "loki.source.file \"f\" {\n targets = []\n forward_to = []\n";
    private static final String CADVISOR = "prometheus.exporter.cadvisor \"c\" {\n";

    private static List<String> problems(String config) {
        return Validation.of("config.alloy", config.getBytes(StandardCharsets.UTF_8)).problems().inOrder().stream()
                .map(Object::toString)
                .toList();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "proxy_url = \"https://proxy:3128\"",
                "proxy_url = \"socks5://proxy:1080\"",
                "proxy_url = \"http://proxy:3128\"\n proxy_connect_header = { \"A\" = [\"b\"] }"
            })
    void an_endpoint_refuses_what_its_client_does_not_do(String inner) {
        assertThat(problems(WRITE + inner + "\n }\n}\n"))
                .singleElement()
                .asString()
                .contains(" not supported by this");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http_headers = { \"X-A\" = [\"1\", \"2\"] }",
                "proxy_url = \"http://proxy:3128\"\n no_proxy = \"loki,10.0.0.0/8\"",
                "proxy_from_environment = true",
                "oauth2 {\n client_id = \"a\"\n client_secret = \"b\"\n token_url = \"http://c\"\n }",
                "tls_config {\n insecure_skip_verify = true\n }",
                "tls_config {\n server_name = \"x\"\n }",
                "tls_config {\n min_version = \"TLS13\"\n }",
                "follow_redirects = false",
                "tls_config {\n ca_file = \"/ca.pem\"\n }",
                "max_backoff_retries = 3"
            })
    void an_endpoint_takes_what_its_client_does(String inner) {
        assertThat(problems(WRITE + inner + "\n }\n}\n")).isEmpty();
    }

    @Test
    void a_writer_refuses_a_write_ahead_log_and_a_limit_of_streams_at_their_place() {
        assertThat(problems(WRITE + " }\n max_streams = 5\n wal {\n  enabled = true\n }\n}\n"))
                .containsExactly(
                        "config.alloy:5:16: max_streams is not supported by this collector: the number of streams is"
                                + " not limited here, Loki limits it",
                        "config.alloy:7:13: enabled is not supported by this collector: entries wait in the sources'"
                                + " logs, and on disk under --storage.path while Loki is away");
        assertThat(problems(WRITE + " }\n max_streams = 0\n wal {\n  enabled = false\n }\n}\n"))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "proxy_url = \"http://proxy:3128\"",
                "follow_redirects = false",
                "tls_config {\n insecure_skip_verify = true\n }"
            })
    void an_engine_s_client_refuses_what_it_does_not_do(String inner) {
        assertThat(problems(DOCKER + inner + "\n}\n"))
                .singleElement()
                .asString()
                .contains(" not supported by this");
        assertThat(problems(DOCKER + "follow_redirects = true\n}\n")).isEmpty();
    }

    @Test
    void files_and_containers_refuse_what_is_not_done_for_them() {
        assertThat(problems(FILE + "on_positions_file_error = \"skip\"\n}\n")).hasSize(1);
        assertThat(problems(FILE + "on_positions_file_error = \"restart_from_beginning\"\n}\n"))
                .isEmpty();
        assertThat(problems(FILE + "file_watch {\n max_poll_frequency = \"5s\"\n }\n}\n"))
                .hasSize(1);
        assertThat(problems(CADVISOR + "use_docker_tls = true\n docker_tls_ca = \"x\"\n}\n"))
                .hasSize(2);
        assertThat(problems(CADVISOR + "use_docker_tls = false\n docker_tls_ca = \"ca.pem\"\n}\n"))
                .isEmpty();
    }

    @Test
    void metrics_tell_the_version() {
        PrometheusRegistry registry = new PrometheusRegistry();
        ProcessMetrics.build(registry, "1.2.3");
        assertThat(registry.scrape().stream().map(f -> f.getMetadata().getPrometheusName()))
                .containsExactlyInAnyOrder("alloy_build", "plumbline_build");
        assertThat(registry.scrape().stream()
                        .flatMap(f -> f.getDataPoints().stream())
                        .map(d -> d.getLabels().get("version")))
                .containsExactly("1.2.3", "1.2.3");
    }

    @Test
    void validate_and_run_take_the_same_files(@TempDir Path folder) throws IOException {
        List<String> known = new ArrayList<>(Blocks.catalog().names());
        known.remove("logging");
        assertThat(known)
                .containsExactlyInAnyOrderElementsOf(Components.byName().keySet());

        for (String config : List.of(
                DOCKER + "include_own_container = true\n}\n", WRITE + " }\n max_streams = 5\n}\n", CADVISOR + "}\n")) {
            Path file = Files.writeString(folder.resolve("config.alloy"), config);
            Problems running = new Problems();
            Configurations.source(file).load(running);
            assertThat(running.none()).isEqualTo(problems(config).isEmpty());
        }
    }
}
