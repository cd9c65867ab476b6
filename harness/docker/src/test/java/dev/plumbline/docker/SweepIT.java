package dev.plumbline.docker;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.core.DefaultDockerClientConfig;
import com.github.dockerjava.core.DockerClientImpl;
import com.github.dockerjava.zerodep.ZerodepDockerHttpClient;
import dev.plumbline.harness.stack.ProcessMark;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a run that was killed has left on the engine is gone after the next sweep, and nothing else is. */
final class SweepIT {
    private static final String IMAGE = "plumbline-sweep:1";
    private static final int TAR_BYTES = 10_240;

    @TempDir
    Path folder;

    private final String dead = "dead" + ProcessHandle.current().pid();
    private final String alive = "alive" + ProcessHandle.current().pid();
    private final List<String> progress = new ArrayList<>();
    private DockerClient docker;
    private Process other;

    @BeforeEach
    void begin() throws IOException, InterruptedException {
        URI address = URI.create(EngineAddress.find());
        DefaultDockerClientConfig config = DefaultDockerClientConfig.createDefaultConfigBuilder()
                .withDockerHost(address.toString())
                .withApiVersion(Handshake.with(address).common().toString())
                .build();
        docker = DockerClientImpl.getInstance(
                config,
                new ZerodepDockerHttpClient.Builder()
                        .dockerHost(config.getDockerHost())
                        .build());
        // an archive of nothing: the containers are never started
        Path nothing = Files.write(folder.resolve("nothing.tar"), new byte[TAR_BYTES]);
        Process made = new ProcessBuilder("docker", "import", nothing.toString(), IMAGE)
                .inheritIO()
                .start();
        assertThat(made.waitFor()).isZero();
        other = new ProcessBuilder("sleep", "600").start();
    }

    @AfterEach
    void end() throws IOException {
        other.destroyForcibly();
        Ownership ownership = new Ownership(docker);
        ownership.removeAllOf(dead);
        ownership.removeAllOf(alive);
        docker.removeImageCmd(IMAGE).withForce(true).exec();
        docker.close();
    }

    private void leave(String run, String owner) {
        Map<String, String> labels = Map.of(Ownership.OWNER, owner, Ownership.RUN, run);
        docker.createVolumeCmd().withName(run + "-volume").withLabels(labels).exec();
        docker.createNetworkCmd().withName(run + "-network").withLabels(labels).exec();
        docker.createContainerCmd(IMAGE)
                .withName(run + "-container")
                .withCmd("nothing")
                .withLabels(labels)
                .exec();
    }

    @Test
    void what_a_killed_run_left_is_removed_and_what_a_living_one_uses_stays() throws InterruptedException {
        leave(dead, ProcessMark.of(other.toHandle()).toString());
        leave(alive, Ownership.self());
        Ownership ownership = new Ownership(docker);

        ownership.sweep(progress::add);
        assertThat(ownership.leftBy(dead)).hasSize(3);
        assertThat(ownership.leftBy(alive)).hasSize(3);

        other.destroyForcibly();
        assertThat(other.waitFor(60, TimeUnit.SECONDS)).isTrue();
        ownership.sweep(progress::add);
        assertThat(ownership.leftBy(dead)).isEmpty();
        assertThat(ownership.leftBy(alive))
                .containsExactlyInAnyOrder(
                        "container /" + alive + "-container",
                        "network " + alive + "-network",
                        "volume " + alive + "-volume");
        assertThat(progress).contains("removing /" + dead + "-container, left behind by an earlier run");
        ownership.removeAllOf(alive);
        assertThat(ownership.leftBy(alive)).isEmpty();
    }
}
