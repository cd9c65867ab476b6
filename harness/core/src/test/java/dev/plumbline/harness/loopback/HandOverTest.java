package dev.plumbline.harness.loopback;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.plumbline.harness.compose.ComposeFile;
import dev.plumbline.harness.compose.ComposeService;
import dev.plumbline.harness.failure.ConfigurationFailure;
import dev.plumbline.harness.loopback.HandOver.Handed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class HandOverTest {
    private static final String COMPOSE = """
            services:
              loki:
                x-plumbline: {endpoints: {http: 3100}}
                image: loki:1
              prober:
                x-plumbline: {endpoints: {http: 8080}}
                image: prober:1
                command: [--listen=0.0.0.0:8080, --config=/etc/prober/a.yaml, --store=/var/prober, "--url=http://loki:3100/etc/prober"]
                environment: {TARGET: "loki:3100", SOCKET: "unix:///var/run/docker.sock"}
                volumes:
                  - ./config:/etc/prober:ro
                  - data:/var/prober
                  - /var/run/docker.sock:/var/run/docker.sock:ro
            """;
    private static final String CONFIG = """
            # loki:31000, myloki:3100 and loki.example:3100 are others; so is 0.0.0.0:3100
            url: http://loki:3100/push
            file: "/etc/prober/b.yaml"
            other: /etc/probers
            store: /var/prober/wal
            """;

    @TempDir
    Path folder;

    private ComposeFile compose = new ComposeFile(Path.of("none"), Map.of());
    private AddressPlan plan = new AddressPlan(Map.of());
    private Path work = Path.of("none");

    @BeforeEach
    void describe_a_stack() throws IOException {
        Files.writeString(folder.resolve("compose.yaml"), COMPOSE);
        Files.writeString(Files.createDirectories(folder.resolve("config")).resolve("a.yaml"), CONFIG);
        compose = ComposeFile.read(folder.resolve("compose.yaml"), name -> null);
        plan = new AddressPlan(Map.of("loki", Map.of(3100, 41000), "prober", Map.of(8080, 42000)));
        work = folder.resolve("work");
    }

    private Handed handed() {
        HandOver handOver = new HandOver(compose, plan, work, Map.of("/var/run/docker.sock", Path.of("/tmp/e.sock")));
        return handOver.handOver(service());
    }

    private ComposeService service() {
        return compose.service("prober").orElseThrow();
    }

    @Test
    void addresses_and_mount_targets_of_the_command_line_become_those_of_this_machine() {
        assertThat(handed().arguments())
                .isEqualTo(List.of(
                        "--listen=127.0.0.1:42000",
                        "--config=" + work + "/prober/files/etc-prober/a.yaml",
                        "--store=" + work + "/prober/volumes/var-prober",
                        "--url=http://127.0.0.1:41000/etc/prober"));
    }

    @Test
    void so_do_those_of_the_environment() {
        assertThat(handed().environment())
                .isEqualTo(Map.of("TARGET", "127.0.0.1:41000", "SOCKET", "unix:///tmp/e.sock"));
    }

    @Test
    void the_copy_of_a_file_differs_in_nothing_else() throws IOException {
        Path copy = handed().folder().resolve("files/etc-prober/a.yaml");
        assertThat(Files.readString(copy)).isEqualTo("""
                        # loki:31000, myloki:3100 and loki.example:3100 are others; so is 0.0.0.0:3100
                        url: http://127.0.0.1:41000/push
                        file: "%1$s/prober/files/etc-prober/b.yaml"
                        other: /etc/probers
                        store: %1$s/prober/volumes/var-prober/wal
                        """.formatted(work));
        assertThat(Files.readString(folder.resolve("config/a.yaml"))).isEqualTo(CONFIG);
    }

    @Test
    void a_mounted_folder_that_does_not_exist_is_named() throws IOException {
        Files.delete(folder.resolve("config/a.yaml"));
        Files.delete(folder.resolve("config"));
        assertThatThrownBy(this::handed)
                .isInstanceOf(ConfigurationFailure.class)
                .hasMessage("compose.yaml mounts ./config, which does not exist");
    }
}
