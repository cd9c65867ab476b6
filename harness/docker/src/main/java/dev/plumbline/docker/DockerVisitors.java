package dev.plumbline.docker;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.exception.NotFoundException;
import com.github.dockerjava.api.model.HostConfig;
import dev.plumbline.harness.stack.ContainerIdentity;
import dev.plumbline.harness.stack.RunId;
import dev.plumbline.harness.stack.Visitors;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** Starts containers of the workload's image. */
final class DockerVisitors implements Visitors {
    private static final int LOG_LINES = 100_000;

    private final DockerClient docker;
    private final String image;
    private final Supplier<String> project;
    private final RunId run;
    private final List<ContainerIdentity> there = new ArrayList<>();
    private int started;

    DockerVisitors(DockerClient docker, String image, Supplier<String> project, RunId run) {
        this.docker = docker;
        this.image = image;
        this.project = project;
        this.run = run;
    }

    @Override
    public synchronized ContainerIdentity start(String service, int lines, String stamp) {
        String name = project.get() + "-" + service + "-visitor-" + ++started;
        String id = docker.createContainerCmd(image)
                .withName(name)
                .withCmd(Visitors.arguments(service, lines, stamp, run))
                .withLabels(Map.of(
                        "com.docker.compose.project",
                        project.get(),
                        "com.docker.compose.service",
                        service,
                        Ownership.OWNER,
                        Ownership.self(),
                        Ownership.RUN,
                        run.value()))
                .withHostConfig(HostConfig.newHostConfig().withNetworkMode("none"))
                .exec()
                .getId();
        ContainerIdentity identity = new ContainerIdentity(id, name);
        there.add(identity);
        docker.startContainerCmd(id).exec();
        return identity;
    }

    @Override
    public boolean hasEnded(ContainerIdentity visitor) {
        try {
            return !Boolean.TRUE.equals(
                    docker.inspectContainerCmd(visitor.id()).exec().getState().getRunning());
        } catch (NotFoundException e) {
            return true;
        }
    }

    @Override
    public String log(ContainerIdentity visitor) {
        return ContainerLog.tail(docker, visitor.id(), LOG_LINES);
    }

    @Override
    public synchronized void remove(ContainerIdentity visitor) {
        there.remove(visitor);
        try {
            docker.removeContainerCmd(visitor.id())
                    .withForce(true)
                    .withRemoveVolumes(true)
                    .exec();
        } catch (NotFoundException e) {
            // that is what was wanted
        }
    }

    @Override
    public synchronized void removeAll() {
        List.copyOf(there).forEach(this::remove);
    }
}
