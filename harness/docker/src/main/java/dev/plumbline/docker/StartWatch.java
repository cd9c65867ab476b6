package dev.plumbline.docker;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.command.InspectContainerResponse.ContainerState;
import com.github.dockerjava.api.model.Container;
import dev.plumbline.harness.failure.InfrastructureFailure;
import dev.plumbline.harness.stack.ServiceState.Exited;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Watches all containers of a run while it starts: whichever ends, the start has failed. */
final class StartWatch {
    private static final int LOG_LINES = 20;
    private static final Set<String> ENDED = Set.of("exited", "dead");

    private final DockerClient docker;
    private final String run;

    StartWatch(DockerClient docker, String run) {
        this.docker = docker;
        this.run = run;
    }

    /**
     * Looks once.
     *
     * @throws InfrastructureFailure with code and last lines of every container that has ended
     */
    void demandThatAllRun() {
        List<String> ended =
                docker.listContainersCmd().withShowAll(true).withLabelFilter(Map.of(Ownership.RUN, run)).exec().stream()
                        .filter(c -> ENDED.contains(String.valueOf(c.getState())))
                        .map(this::tell)
                        .toList();
        if (!ended.isEmpty()) {
            throw new InfrastructureFailure("the stack cannot start: " + String.join("\n", ended));
        }
    }

    private String tell(Container container) {
        ContainerState state =
                docker.inspectContainerCmd(container.getId()).exec().getState();
        return container.getLabels().getOrDefault("com.docker.compose.service", container.getId()) + " "
                + exited(state) + "; its last lines:\n"
                + ContainerLog.tail(docker, container.getId(), LOG_LINES)
                        .indent(4)
                        .stripTrailing();
    }

    static Exited exited(ContainerState state) {
        Long code = state.getExitCodeLong();
        return new Exited(code == null ? -1 : code.intValue(), Boolean.TRUE.equals(state.getOOMKilled()));
    }
}
