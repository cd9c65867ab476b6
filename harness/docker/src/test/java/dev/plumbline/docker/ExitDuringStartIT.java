package dev.plumbline.docker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.dockerjava.api.DockerClient;
import dev.plumbline.harness.failure.InfrastructureFailure;
import dev.plumbline.harness.stack.StackRequest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.testcontainers.DockerClientFactory;

/** A container that ends while the stack starts fails the start, also while another one is waited for. */
final class ExitDuringStartIT {
    private static final Path ROOT = Path.of(System.getProperty("plumbline.root", "../.."))
            .toAbsolutePath()
            .normalize();

    @TempDir
    Path folder;

    private final String image =
            "plumbline-exit:" + ProcessHandle.current().pid() + "-" + Long.toString(System.nanoTime(), 36);
    private final List<String> progress = new ArrayList<>();

    @BeforeEach
    void makeAnImage() throws IOException, InterruptedException {
        Path root = Files.createDirectory(folder.resolve("root"));
        run("sh", "-c", """
                set -e
                mkdir -p bin tmp
                cp "$("%s/harness/docker/images/busybox" "%s/harness/docker/target/local-images")" bin/busybox
                for tool in sh sleep tail echo; do ln -s busybox bin/$tool; done
                tar --numeric-owner -c . | docker import --change 'ENV PATH=/bin' - %s
                """.formatted(ROOT, ROOT, image));
        assertThat(root).isDirectory();
    }

    private void run(String... command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command)
                .directory(folder.resolve("root").toFile())
                .inheritIO()
                .start();
        assertThat(process.waitFor()).isZero();
    }

    @AfterEach
    void forget() throws IOException, InterruptedException {
        run("docker", "image", "rm", "-f", image);
    }

    private StackRequest request(String ending) throws IOException {
        Files.writeString(folder.resolve("compose.yaml"), """
                services:
                  prometheus:
                    x-plumbline:
                      endpoints: {http: 9090}
                      ready: {endpoint: http, path: /-/ready}
                    image: %1$s
                    command: [sleep, "600"]
                    ports: ["9090"]
                    stop_grace_period: 1s
                  collector:
                    image: %1$s
                    command: [sleep, "600"]
                    stop_grace_period: 1s
                  workload:
                    image: %1$s
                %2$s
                """.formatted(image, ending));
        Properties properties = new Properties();
        properties.setProperty("plumbline.stack", "docker");
        properties.setProperty("plumbline.root", folder.toString());
        return StackRequest.of(properties, Files.createDirectory(folder.resolve("work")));
    }

    private void assertThatTheStartFails(StackRequest request, String... tells) {
        assertThatThrownBy(() -> new DockerStackProvider().launch(request, "a test", progress::add))
                .isInstanceOf(InfrastructureFailure.class)
                .message()
                .contains(tells);
        DockerClient docker = DockerClientFactory.lazyClient();
        assertThat(new Ownership(docker).leftBy(request.run().value())).isEmpty();
    }

    @Test
    void the_code_and_the_last_lines_are_told_while_another_service_is_waited_for() throws IOException {
        StackRequest request = request("    command: [sh, -c, \"echo my last words; exit 3\"]");
        assertThatTheStartFails(
                request, "the stack cannot start: workload exited with code 3; its last lines:", "my last words");
    }

    @Test
    void that_the_memory_was_used_up_is_told() throws IOException {
        StackRequest request = request("    command: [tail, /dev/zero]\n    mem_limit: 16m\n    memswap_limit: 16m");
        assertThatTheStartFails(request, "the stack cannot start: workload exited with code 137 (OOM)");
    }
}
