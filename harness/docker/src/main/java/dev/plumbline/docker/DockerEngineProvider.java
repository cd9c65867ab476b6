package dev.plumbline.docker;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.exception.DockerException;
import com.github.dockerjava.api.model.ExposedPort;
import com.github.dockerjava.api.model.HostConfig;
import com.github.dockerjava.api.model.PortBinding;
import com.github.dockerjava.core.DefaultDockerClientConfig;
import com.github.dockerjava.core.DockerClientImpl;
import com.github.dockerjava.zerodep.ZerodepDockerHttpClient;
import dev.plumbline.harness.attach.EngineProvider;
import dev.plumbline.harness.attach.EngineSpec;
import dev.plumbline.harness.attach.GuestWorkload;
import dev.plumbline.harness.failure.InfrastructureFailure;
import dev.plumbline.harness.stack.RunId;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** Starts the workload on an engine that an endpoint file names. */
public final class DockerEngineProvider implements EngineProvider {
    private static final ExposedPort CONTROL = ExposedPort.tcp(8080);

    @Override
    public GuestWorkload start(EngineSpec engine, String project, RunId run, Consumer<String> progress) {
        DockerClient docker = client(engine);
        new Ownership(docker).sweep(progress);
        try {
            String name = "plumbline-" + run.value() + "-workload";
            String id = docker.createContainerCmd(engine.image())
                    .withName(name)
                    .withCmd(List.of(
                            "--http.listen-addr=0.0.0.0:8080",
                            "--otlp.endpoint=" + engine.otlp(),
                            "--mqtt.url=" + engine.mqtt(),
                            "--run-id=" + run.value()))
                    .withLabels(Map.of(
                            "com.docker.compose.project",
                            project,
                            "com.docker.compose.service",
                            "workload",
                            Ownership.OWNER,
                            Ownership.self(),
                            Ownership.RUN,
                            run.value()))
                    .withExposedPorts(CONTROL)
                    .withHostConfig(HostConfig.newHostConfig()
                            .withPortBindings(PortBinding.parse("8080"))
                            .withNetworkMode(engine.network().orElse("default")))
                    .exec()
                    .getId();
            DockerGuest guest = new DockerGuest(docker, engine, project, run, id, name);
            guest.begin();
            progress.accept("workload started on the engine at " + engine.address() + " as " + name);
            return guest;
        } catch (DockerException e) {
            new Ownership(docker).removeAllOf(run.value());
            throw new InfrastructureFailure(
                    engine.place() + ": engine at " + engine.address() + ": the workload cannot be started: "
                            + String.valueOf(e.getMessage()).strip(),
                    e);
        } catch (RuntimeException e) {
            new Ownership(docker).removeAllOf(run.value());
            throw e;
        }
    }

    private static DockerClient client(EngineSpec engine) {
        try {
            DefaultDockerClientConfig config = DefaultDockerClientConfig.createDefaultConfigBuilder()
                    .withDockerHost(engine.address().toString())
                    .withApiVersion(Handshake.with(engine.address()).common().toString())
                    .build();
            return DockerClientImpl.getInstance(
                    config,
                    new ZerodepDockerHttpClient.Builder()
                            .dockerHost(config.getDockerHost())
                            .build());
        } catch (IOException e) {
            throw new InfrastructureFailure(
                    engine.place() + ": engine at " + engine.address() + ": no container engine answers there", e);
        }
    }
}
