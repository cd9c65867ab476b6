package dev.plumbline.docker.proof;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plumbline.harness.waiting.Deadline;
import dev.plumbline.harness.waiting.Seen;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The collector's image, made without a base image, as compose.yaml runs it. */
@ExtendWith(EngineExtension.class)
final class ImageIT {
    private static final Path ROOT = Path.of(System.getProperty("plumbline.root", "../.."))
            .toAbsolutePath()
            .normalize();
    private static final String IMAGE = "plumbline-proof/collector:1";
    private static final long LARGEST = 120_000_000;
    private static final int SHIPPED_LOKI_PORT = 3100;

    @ParameterizedTest
    @CsvSource({"api, 10001", "file, 0"})
    void the_image_is_small_runs_without_rights_and_delivers_every_line(String path, String user, PrivateEngine engine)
            throws Exception {
        assertThat(Long.parseLong(engine.run("image", "inspect", "--format", "{{.Size}}", IMAGE)))
                .isLessThan(LARGEST);
        try (Scene scene = new Scene(engine, "image-" + path, engine.gateway(), SHIPPED_LOKI_PORT)) {
            Compose compose = new Compose(engine, scene, path.equals("file"));
            try {
                compose.run("up", "--detach", "--no-deps", "collector");
                String id = compose.run("ps", "--quiet", "collector").strip();
                awaitHealthy(engine, id);
                assertThat(status(engine, id)).contains("Uid:\t" + user, "CapEff:\t0000000000000000", "NoNewPrivs:\t1");
                assertThat(engine.run("inspect", "--format", "{{.HostConfig.ReadonlyRootfs}}", id))
                        .isEqualTo("true");
                Container a = scene.run(
                        "a",
                        "seq 1 3000; seq 1 100 >&2; sleep 100000",
                        "--label=com.docker.compose.project=" + compose.project());
                scene.awaitDelivered(a, 0, 3000);
                scene.awaitDelivered(a, 1, 100);
                assertThat(metrics(engine, id)).contains("path=\"" + path + "\"");
                compose.run("stop", "--timeout", "60", "collector");
                assertThat(lines(scene, a, 0)).isEqualTo(numbers(3000));
                assertThat(lines(scene, a, 1)).isEqualTo(numbers(100));
            } finally {
                compose.attempt("down", "--volumes", "--timeout", "1");
            }
        }
    }

    private static List<String> lines(Scene scene, Container container, int source) {
        return scene.loki().entries(scene.stream(container, source)).stream()
                .map(Pushed::line)
                .toList();
    }

    private static List<String> numbers(int last) {
        return java.util.stream.IntStream.rangeClosed(1, last)
                .mapToObj(Integer::toString)
                .toList();
    }

    @BeforeAll
    static void build(PrivateEngine engine) {
        Command.run(List.of(
                "env",
                "BASE=scratch",
                "PLUMBLINE_JDK=" + System.getProperty("java.home"),
                "DOCKER_HOST=" + engine.host(),
                ROOT.resolve("collector/image/build").toString(),
                IMAGE));
    }

    private static void awaitHealthy(PrivateEngine engine, String id) {
        Deadline.seconds(120).eventually("the collector's health", () -> {
            String health = engine.run("inspect", "--format", "{{.State.Status}} {{.State.Health.Status}}", id);
            return health.equals("running healthy")
                    ? Seen.enough(true)
                    : Seen.notYet(health + ": " + engine.attempt("logs", id).err());
        });
    }

    private static String status(PrivateEngine engine, String id) throws IOException {
        return Files.readString(Path.of("/proc", engine.run("inspect", "--format", "{{.State.Pid}}", id), "status"));
    }

    private static String metrics(PrivateEngine engine, String id) throws IOException, InterruptedException {
        String address =
                engine.run("inspect", "--format", "{{range .NetworkSettings.Networks}}{{.IPAddress}}{{end}}", id);
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://" + address + ":12345/metrics"))
                .timeout(Duration.ofSeconds(30))
                .build();
        return HttpClient.newHttpClient()
                .send(request, HttpResponse.BodyHandlers.ofString())
                .body();
    }

    /** The shipped compose.yaml with the shipped configuration, led to the private engine and the scene's Loki. */
    private record Compose(PrivateEngine engine, Scene scene, boolean files) {
        String project() {
            return scene.named("stack");
        }

        String run(String... arguments) throws IOException {
            return Command.run(command(arguments));
        }

        void attempt(String... arguments) throws IOException {
            Command.attempt(command(arguments));
        }

        private List<String> command(String... arguments) throws IOException {
            Object group = Files.getAttribute(engine.socket(), "unix:gid");
            List<String> command = new ArrayList<>(List.of(
                    "env",
                    "DOCKER_HOST=" + engine.host(),
                    "DOCKER_GID=" + group,
                    "DOCKER_LOGS=" + engine.dataRoot() + "/containers",
                    "COMPOSE_PROJECT_NAME=" + project(),
                    "PLUMBLINE_IMAGE_COLLECTOR=" + IMAGE,
                    "docker",
                    "compose",
                    "--file",
                    ROOT + "/compose.yaml"));
            if (files) {
                command.addAll(List.of("--file", ROOT + "/compose.file-path.yaml"));
            }
            command.addAll(List.of("--file", override().toString()));
            command.addAll(List.of(arguments));
            return command;
        }

        /** The engine's socket and data lie elsewhere here than where an engine usually has them. */
        private Path override() throws IOException {
            String yaml = """
                    services:
                      collector:
                        extra_hosts: ["loki:%s"]
                        volumes:
                          - %s:/var/run/docker.sock:ro
                    """.formatted(engine.gateway(), engine.socket());
            String logs = "      - %1$s/containers:%1$s/containers:ro\n".formatted(engine.dataRoot());
            return Files.writeString(scene.folder().resolve("compose.override.yaml"), files ? yaml + logs : yaml);
        }
    }
}
