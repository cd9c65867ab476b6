package dev.plumbline.embedded.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.async.ResultCallback;
import com.github.dockerjava.api.command.InspectContainerResponse;
import com.github.dockerjava.api.exception.DockerException;
import com.github.dockerjava.api.exception.NotFoundException;
import com.github.dockerjava.api.model.Container;
import com.github.dockerjava.api.model.Event;
import com.github.dockerjava.api.model.Frame;
import com.github.dockerjava.api.model.Statistics;
import com.github.dockerjava.core.DefaultDockerClientConfig;
import com.github.dockerjava.core.DockerClientImpl;
import com.github.dockerjava.core.InvocationBuilder.AsyncResultCallback;
import com.github.dockerjava.zerodep.ZerodepDockerHttpClient;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EngineStandInTest {
    @TempDir
    Path folder;

    private EngineStandIn engine;
    private DockerClient client;

    @BeforeEach
    void start() {
        engine = EngineStandIn.start(
                folder.resolve("engine.sock"), folder.resolve("docker"), Clock.systemUTC(), l -> {});
        client = client("");
    }

    private DockerClient client(String version) {
        URI host = URI.create(engine.host());
        return DockerClientImpl.getInstance(
                DefaultDockerClientConfig.createDefaultConfigBuilder()
                        .withDockerHost(host.toString())
                        .withDockerTlsVerify(false)
                        .withApiVersion(version)
                        .build(),
                new ZerodepDockerHttpClient.Builder().dockerHost(host).build());
    }

    @AfterEach
    void end() throws IOException {
        client.close();
        engine.close();
    }

    private EngineContainer running(ContainerSpec spec) {
        EngineContainer container = engine.create(spec);
        container.start();
        return container;
    }

    private static final class Frames extends ResultCallback.Adapter<Frame> {
        private final BlockingQueue<Frame> queue = new LinkedBlockingQueue<>();

        @Override
        public void onNext(Frame frame) {
            queue.add(frame);
        }

        String joined() {
            ByteArrayOutputStream all = new ByteArrayOutputStream();
            queue.forEach(f -> all.writeBytes(f.getPayload()));
            return all.toString(StandardCharsets.UTF_8);
        }
    }

    private static final class Events extends ResultCallback.Adapter<Event> {
        private final BlockingQueue<String> seen;

        Events(BlockingQueue<String> seen) {
            this.seen = seen;
        }

        @Override
        public void onNext(Event event) {
            seen.add(event.getAction() + " " + event.getActor().getAttributes().get("name"));
        }
    }

    private String logs(
            EngineContainer container,
            java.util.function.UnaryOperator<com.github.dockerjava.api.command.LogContainerCmd> with)
            throws InterruptedException {
        Frames frames = with.apply(client.logContainerCmd(container.id())).exec(new Frames());
        frames.awaitCompletion(10, TimeUnit.SECONDS);
        return frames.joined();
    }

    @Test
    void lists_and_inspects_a_container_as_compose_makes_it() {
        EngineContainer made =
                running(ContainerSpec.ofService("shop", "checkout").withPorts(Map.of(8080, 32769, 9090, 0)));
        engine.create(ContainerSpec.named("other"));

        List<Container> all = client.listContainersCmd()
                .withShowAll(true)
                .withLabelFilter(Map.of("com.docker.compose.project", "shop"))
                .exec();
        InspectContainerResponse inspected =
                client.inspectContainerCmd("shop-checkout-1").exec();

        assertThat(all).hasSize(1);
        Container row = all.getFirst();
        assertThat(row.getId()).isEqualTo(made.id()).matches("[0-9a-f]{64}");
        assertThat(row.getNames()).containsExactly("/shop-checkout-1");
        assertThat(row.getState()).isEqualTo("running");
        assertThat(row.getPorts()).hasSize(2);
        assertThat(row.getNetworkSettings().getNetworks()).containsOnlyKeys("shop_default");
        assertThat(inspected.getName()).isEqualTo("/shop-checkout-1");
        assertThat(inspected.getState().getRunning()).isTrue();
        assertThat(inspected.getHostConfig().getLogConfig().getType().getType()).isEqualTo("json-file");
        assertThat(inspected.getLogPath()).isEqualTo(made.logFile().toString());
        assertThat(client.listNetworksCmd().exec())
                .extracting("name")
                .contains("bridge", "host", "none", "shop_default");
    }

    @Test
    void tells_both_streams_with_timestamps_of_nine_digits() throws InterruptedException {
        EngineContainer container = running(ContainerSpec.named("plain"));
        container.writeLine(Source.STDOUT, "out 1");
        container.writeLine(Source.STDERR, "err 1");
        container.write(Source.STDOUT, "unfinished".getBytes(StandardCharsets.UTF_8));
        container.stop(0);

        assertThat(logs(container, c -> c.withStdOut(true).withStdErr(true))).isEqualTo("out 1\nerr 1\nunfinished");
        assertThat(logs(container, c -> c.withStdErr(true))).isEqualTo("err 1\n");
        assertThat(logs(container, c -> c.withStdOut(true).withTimestamps(true)))
                .matches("(?s)\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{9}Z out 1\n.*");
        assertThat(logs(container, c -> c.withStdOut(true).withTail(1))).isEqualTo("unfinished");
    }

    @Test
    void cuts_a_long_line_into_parts_that_share_a_timestamp() throws IOException {
        EngineContainer container = running(ContainerSpec.named("long"));
        container.writeLine(Source.STDOUT, "x".repeat(LineSplitter.LONGEST + 5));

        List<String> lines = Files.readAllLines(container.logFile());
        List<LogMessage> parts = new ArrayList<>();
        for (String line : lines) {
            parts.add(LogMessage.parse(line.getBytes(StandardCharsets.UTF_8)));
        }
        assertThat(parts).hasSize(2);
        assertThat(parts.getFirst().text()).hasSize(16384);
        assertThat(new String(parts.getLast().text(), StandardCharsets.UTF_8)).isEqualTo("xxxxx\n");
        assertThat(parts.getLast().time()).isEqualTo(parts.getFirst().time());
    }

    @Test
    void follows_over_rotations_until_the_container_ends() throws InterruptedException {
        EngineContainer container = running(
                ContainerSpec.named("rotating").withLog("json-file", Map.of("max-size", "4k", "max-file", "3")));
        Frames frames = client.logContainerCmd(container.id())
                .withStdOut(true)
                .withFollowStream(true)
                .exec(new Frames());
        List<String> expected =
                IntStream.range(0, 400).mapToObj(i -> "line " + i).toList();
        for (String line : expected) {
            container.writeLine(Source.STDOUT, line);
            assertThat(frames.queue.poll(5, TimeUnit.SECONDS))
                    .extracting(f -> new String(f.getPayload(), StandardCharsets.UTF_8))
                    .isEqualTo(line + "\n");
        }
        container.stop(0);

        assertThat(frames.awaitCompletion(5, TimeUnit.SECONDS)).isTrue();
        assertThat(container.logFile().resolveSibling(container.logFile().getFileName() + ".2"))
                .exists();
    }

    @Test
    void gives_a_terminal_one_raw_stream() throws InterruptedException {
        EngineContainer container = running(ContainerSpec.named("tty").withTty());
        container.writeLine(Source.STDOUT, "out\r");
        container.writeLine(Source.STDERR, "err\r");
        container.stop(0);

        assertThat(logs(container, c -> c.withStdOut(true).withStdErr(true))).isEqualTo("out\r\nerr\r\n");
    }

    @Test
    void tells_what_happens_to_a_container() throws Exception {
        BlockingQueue<String> seen = new LinkedBlockingQueue<>();
        try (Events callback = new Events(seen)) {
            client.eventsCmd().withEventTypeFilter("container").exec(callback);
            assertThat(callback.awaitStarted(5, TimeUnit.SECONDS)).isTrue();
            EngineContainer first = running(ContainerSpec.named("a"));
            first.rename("b");
            first.remove();
            List<String> actions = new ArrayList<>();
            while (!actions.contains("destroy b")) {
                actions.add(java.util.Objects.requireNonNullElse(seen.poll(5, TimeUnit.SECONDS), "nothing more"));
                assertThat(actions).doesNotContain("nothing more");
            }
            assertThat(actions).endsWith("rename b", "die b", "stop b", "destroy b");
        }
    }

    @Test
    void answers_errors_as_the_engine_does() {
        EngineContainer silent = running(ContainerSpec.named("silent").withLog("none", Map.of()));

        assertThatThrownBy(() -> client.inspectContainerCmd("nope").exec())
                .isInstanceOf(NotFoundException.class)
                .hasMessageContaining("No such container: nope");
        assertThatThrownBy(() -> logs(silent, c -> c.withStdOut(true)))
                .isInstanceOf(DockerException.class)
                .hasMessageContaining("configured logging driver does not support reading");
        assertThatThrownBy(() -> logs(silent, c -> c)).hasMessageContaining("you must choose at least one stream");
    }

    @Test
    void refuses_api_versions_that_it_does_not_speak() {
        assertThatThrownBy(() -> client("1.20").pingCmd().exec())
                .hasMessageContaining("client version 1.20 is too old. Minimum supported API version is 1.24");
        assertThatThrownBy(() -> client("1.99").pingCmd().exec())
                .hasMessageContaining("client version 1.99 is too new. Maximum supported API version is 1.43");
        assertThat(client("1.41").versionCmd().exec().getApiVersion()).isEqualTo("1.43");
    }

    @Test
    void follows_the_output_of_a_process_and_tells_its_use() throws Exception {
        EngineContainer container = engine.create(ContainerSpec.named("process"));
        Process process = new ProcessBuilder("sh", "-c", "echo hello; echo trouble >&2; read x; exit 3").start();
        container.attach(process);
        BlockingQueue<Statistics> stats = new LinkedBlockingQueue<>();
        try (AsyncResultCallback<Statistics> callback = new AsyncResultCallback<>() {
            @Override
            public void onNext(Statistics statistics) {
                stats.add(statistics);
            }
        }) {
            client.statsCmd(container.id()).withNoStream(true).exec(callback);
            Statistics first = stats.poll(5, TimeUnit.SECONDS);
            assertThat(first).isNotNull();
            assertThat(first.getMemoryStats().getUsage()).isPositive();
        }
        Frames frames = client.logContainerCmd(container.id())
                .withStdOut(true)
                .withStdErr(true)
                .withFollowStream(true)
                .exec(new Frames());
        process.getOutputStream().close();

        assertThat(frames.awaitCompletion(5, TimeUnit.SECONDS)).isTrue();
        assertThat(frames.joined()).contains("hello\n").contains("trouble\n");
        assertThat(client.inspectContainerCmd("process").exec().getState().getExitCodeLong())
                .isEqualTo(3);
    }

    @Test
    void lists_five_hundred_containers_in_less_than_a_second() {
        IntStream.range(0, 500).forEach(i -> running(ContainerSpec.ofService("many", "s" + i)));
        client.listContainersCmd().exec();

        long begin = System.nanoTime();
        assertThat(client.listContainersCmd().exec()).hasSize(500);
        assertThat(System.nanoTime() - begin).isLessThan(TimeUnit.SECONDS.toNanos(1));
    }
}
