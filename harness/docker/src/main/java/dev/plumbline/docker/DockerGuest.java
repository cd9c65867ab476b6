package dev.plumbline.docker;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.command.InspectContainerResponse;
import com.github.dockerjava.api.model.ExposedPort;
import com.github.dockerjava.api.model.Ports;
import dev.plumbline.harness.attach.EngineSpec;
import dev.plumbline.harness.attach.GuestWorkload;
import dev.plumbline.harness.compose.ComposeService.Ready;
import dev.plumbline.harness.failure.InfrastructureFailure;
import dev.plumbline.harness.stack.ContainerIdentity;
import dev.plumbline.harness.stack.Endpoint;
import dev.plumbline.harness.stack.Readiness;
import dev.plumbline.harness.stack.RunId;
import dev.plumbline.harness.stack.Visitors;
import dev.plumbline.harness.waiting.Deadline;
import dev.plumbline.harness.waiting.DeadlineMissed;
import dev.plumbline.harness.waiting.Seen;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.Optional;

/** The workload's container on an engine that is not the suite's. */
final class DockerGuest implements GuestWorkload {
    private static final ExposedPort CONTROL = ExposedPort.tcp(8080);
    private static final Deadline READY = Deadline.seconds(120);
    private static final int LOG_LINES = 20;

    private final DockerClient docker;
    private final EngineSpec engine;
    private final RunId run;
    private final ContainerIdentity container;
    private final DockerVisitors visitors;

    DockerGuest(DockerClient docker, EngineSpec engine, String project, RunId run, String id, String name) {
        this.docker = docker;
        this.engine = engine;
        this.run = run;
        this.container = new ContainerIdentity(id, name);
        this.visitors = new DockerVisitors(docker, engine.image(), () -> project, run);
    }

    /** Starts it and waits until it is ready. */
    void begin() {
        docker.startContainerCmd(container.id()).exec();
        try (Readiness readiness = new Readiness()) {
            READY.eventually("the workload is ready", () -> {
                InspectContainerResponse inspected =
                        docker.inspectContainerCmd(container.id()).exec();
                if (!Boolean.TRUE.equals(inspected.getState().getRunning())) {
                    return Seen.hopeless(
                            "it exited with code " + inspected.getState().getExitCodeLong());
                }
                return readiness
                        .whyNot(new Ready("http", Optional.of("/-/ready")), endpoint())
                        .map(Seen::<String>notYet)
                        .orElseGet(() -> Seen.enough("ready"));
            });
        } catch (DeadlineMissed e) {
            throw new InfrastructureFailure(
                    engine.place() + ": engine at " + engine.address() + ": " + e.getMessage() + "\nits last lines:\n"
                            + log(LOG_LINES).indent(4),
                    e);
        }
    }

    @Override
    public Endpoint endpoint() {
        Ports.Binding[] bindings = docker.inspectContainerCmd(container.id())
                .exec()
                .getNetworkSettings()
                .getPorts()
                .getBindings()
                .get(CONTROL);
        if (bindings == null || bindings.length == 0) {
            throw new InfrastructureFailure("port 8080 of " + container.name() + " is not published");
        }
        String host = engine.address().getHost() == null
                ? "localhost"
                : engine.address().getHost();
        return Endpoint.of(URI.create("http://" + host + ":" + bindings[0].getHostPortSpec()));
    }

    @Override
    public ContainerIdentity container() {
        return container;
    }

    @Override
    public String log(int lines) {
        return ContainerLog.tail(docker, container.id(), lines);
    }

    @Override
    public Visitors visitors() {
        return visitors;
    }

    @Override
    public void close() {
        new Ownership(docker).removeAllOf(run.value());
        try {
            docker.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
