package dev.plumbline.collector.discovery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plumbline.collector.config.Attribute;
import dev.plumbline.collector.config.Block;
import dev.plumbline.collector.config.Position;
import dev.plumbline.collector.config.Problem;
import dev.plumbline.collector.config.Problems;
import dev.plumbline.collector.config.Schema;
import dev.plumbline.collector.config.Value;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DockerDiscoveryTest {
    private static final Position HERE = new Position("test.alloy", 1, 1, 1);

    private final FakeEngine engine = new FakeEngine();
    private final FakeContext context = new FakeContext();
    private Optional<DockerDiscovery> discovery = Optional.empty();

    @AfterEach
    void end() {
        discovery.ifPresent(DockerDiscovery::close);
    }

    private static Attribute attribute(String name, Value value) {
        return new Attribute(name, HERE, HERE, value);
    }

    private static Block block(Attribute... more) {
        List<Attribute> attributes = new ArrayList<>(List.of(attribute("host", new Value.Text("unix:///none"))));
        attributes.addAll(List.of(more));
        return new Block("discovery.docker", Optional.of("test"), HERE, attributes, List.of());
    }

    private void start(Block block) throws InterruptedException {
        DockerDiscovery made = new DockerDiscovery(block, context, location -> engine);
        discovery = Optional.of(made);
        assertThat(context.nextTargets()).isEmpty();
        assertThat(context.nextHealth()).isEqualTo("false the first discovery is not complete");
        made.start();
    }

    private static List<String> ids(List<Map<String, String>> targets) {
        return targets.stream().map(t -> t.get("__meta_docker_container_id")).toList();
    }

    @Test
    void is_ready_once_the_first_list_was_read() throws InterruptedException {
        engine.put("a1", "a");
        start(block());

        assertThat(ids(context.nextTargets())).containsExactly("a1");
        assertThat(context.nextHealth()).isEqualTo("true ");
        assertThat(engine.asked()).containsExactly("/containers/json?all=1", "/networks");
    }

    @Test
    void announces_a_container_of_which_only_events_tell() throws InterruptedException {
        start(block());
        assertThat(context.nextTargets()).isEmpty();

        engine.put("b2", "short");
        engine.event("create", "b2");

        assertThat(ids(context.nextTargets())).containsExactly("b2");
        engine.event("start", "b2");
        assertThat(ids(context.nextTargets())).containsExactly("b2");
        engine.remove("b2");
        engine.event("die", "b2");
        engine.event("destroy", "b2");
        engine.put("c3", "next");
        engine.event("start", "c3");
        assertThat(ids(context.nextTargets())).contains("b2");
    }

    @Test
    void announces_a_container_that_is_gone_before_it_can_be_listed() throws InterruptedException {
        start(block());
        assertThat(context.nextTargets()).isEmpty();

        engine.event("start", "c3", Map.of("name", "moment", "image", "busybox", "team", "a"));

        assertThat(context.nextTargets())
                .singleElement()
                .satisfies(target -> assertThat(target)
                        .containsEntry("__meta_docker_container_id", "c3")
                        .containsEntry("__meta_docker_container_name", "/moment")
                        .containsEntry("__meta_docker_container_label_team", "a")
                        .doesNotContainKey("__meta_docker_container_label_image"));
    }

    @Test
    void asks_for_what_events_name_and_not_for_the_whole_list() throws InterruptedException {
        start(block());
        context.nextTargets();
        engine.put("b2", "b");
        engine.event("start", "b2");
        context.nextTargets();

        assertThat(engine.asked())
                .last()
                .asString()
                .isEqualTo("/containers/json?all=1&filters=%7B%22id%22%3A%5B%22b2%22%5D%7D");
    }

    @Test
    void begins_anew_when_the_engine_goes_away() throws InterruptedException {
        engine.put("a1", "a");
        start(block());
        context.nextTargets();
        engine.put("b2", "b");
        engine.endOfEvents();

        assertThat(ids(context.nextTargets())).containsExactly("a1", "b2");
    }

    @Test
    void tells_networks_by_the_container_where_a_proxy_refuses_them() throws InterruptedException {
        engine.refuseNetworks();
        engine.put("a1", "a");
        start(block());

        assertThat(context.nextTargets().getFirst())
                .containsEntry("__meta_docker_network_name", "bridge")
                .containsEntry("__meta_docker_network_scope", "local")
                .containsEntry("__address__", "172.17.0.2:80");
    }

    @Test
    void keeps_a_removed_container_for_a_minute() {
        Containers containers = new Containers(Optional.empty());
        Instant now = Instant.EPOCH;
        containers.seen(FakeEngine.row("a1", "a"));
        containers.removed("a1", now);

        containers.forget(now.plusSeconds(60));
        assertThat(containers.knows("a1")).isTrue();
        containers.forget(now.plusSeconds(61));
        assertThat(containers.knows("a1")).isFalse();
    }

    @Test
    void leaves_the_own_container_out() {
        Containers containers = new Containers(Optional.of("a1"));
        containers.seen(FakeEngine.row("a1", "a"));
        containers.seen(FakeEngine.row("b2", "b"));

        assertThat(containers.rows()).containsOnlyKeys("b2");
    }

    @Test
    void finds_the_own_container_by_what_the_engine_mounts(@TempDir Path folder) throws IOException {
        String id = "7ad2b8327ba0b1b36da35e9d83eef90e6a24bb1dc3e0e2f6f485b8a0b62f9489";
        Path mounts = Files.writeString(
                folder.resolve("mountinfo"),
                "900 800 0:1 / /proc rw - proc proc rw\n"
                        + "936 911 254:1 /var/lib/docker/containers/" + id
                        + "/hostname /etc/hostname rw,relatime - ext4 /dev/vda1 rw\n");
        Path other = Files.writeString(
                folder.resolve("host"),
                "936 911 0:9 / /var/lib/docker/containers/" + id + "/mounts/shm rw - tmpfs shm rw\n");
        Path cgroup = Files.writeString(folder.resolve("cgroup"), "12:pids:/docker/" + id + "\n");

        assertThat(OwnContainer.in(mounts)).contains(id);
        assertThat(OwnContainer.in(other)).isEmpty();
        assertThat(OwnContainer.in(cgroup)).contains(id);
    }

    @Test
    void refuses_what_cannot_work_with_the_place_where_it_stands() {
        Problems problems = new Problems();
        new DiscoveryDocker(Schema.block(), location -> engine)
                .check(
                        block(attribute("refresh_interval", new Value.Text("0s")), attribute("x", new Value.Null())),
                        problems);
        Block noScheme = new Block(
                "discovery.docker",
                Optional.of("test"),
                HERE,
                List.of(attribute("host", new Value.Text("/var/run/docker.sock"))),
                List.of());
        new DiscoveryDocker(Schema.block(), location -> engine).check(noScheme, problems);

        assertThat(problems.inOrder())
                .extracting(Problem::message)
                .containsExactly(
                        "refresh_interval must be greater than 0",
                        "expected unix:///PATH, tcp://HOST:PORT, http://HOST:PORT or https://HOST:PORT, found"
                                + " \"/var/run/docker.sock\"");
    }

    @Test
    void reads_durations_as_go_writes_them() {
        assertThat(Durations.parse("1m30s")).hasSeconds(90);
        assertThat(Durations.parse("1.5s")).hasMillis(1500);
        assertThat(Durations.parse("-5ms")).hasMillis(-5);
    }
}
