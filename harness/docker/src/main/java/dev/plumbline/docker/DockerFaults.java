package dev.plumbline.docker;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.model.Container;
import com.github.dockerjava.api.model.ContainerNetworkSettings;
import dev.plumbline.harness.failure.InfrastructureFailure;
import dev.plumbline.harness.stack.Fault;
import dev.plumbline.harness.stack.Faults;
import dev.plumbline.harness.stack.Readiness;
import dev.plumbline.harness.stack.Service;
import dev.plumbline.harness.stack.ServiceState;
import java.util.List;
import java.util.Objects;

/** Does things to containers. */
final class DockerFaults implements Faults {
    private static final int GRACE_SECONDS = 10;

    private final DockerStack stack;
    private final DockerClient docker;

    DockerFaults(DockerStack stack) {
        this.stack = stack;
        this.docker = stack.docker();
    }

    @Override
    public void apply(Service service, Fault fault) {
        Container container = stack.found(service);
        String id = container.getId();
        switch (fault) {
            case Fault.Stopped stopped -> {
                stack.hold(service, "stopped");
                docker.stopContainerCmd(id).withTimeout(GRACE_SECONDS).exec();
            }
            case Fault.Killed killed -> {
                stack.hold(service, "killed");
                docker.killContainerCmd(id).exec();
            }
            case Fault.Paused paused -> {
                stack.hold(service, "paused");
                docker.pauseContainerCmd(id).exec();
            }
            case Fault.CutOff cutOff -> {
                stack.hold(service, "cut off");
                docker.disconnectFromNetworkCmd()
                        .withContainerId(id)
                        .withNetworkId(network(container))
                        .exec();
            }
            case Fault.Slowed slowed -> throw unsupported(service, "slowed down");
            case Fault.Resetting resetting -> throw unsupported(service, "made to reset connections");
        }
    }

    private static UnsupportedOperationException unsupported(Service service, String what) {
        return new UnsupportedOperationException(service + " cannot be " + what + " in the docker stack");
    }

    private String network(Container container) {
        ContainerNetworkSettings settings = Objects.requireNonNull(container.getNetworkSettings(), "network settings");
        return settings.getNetworks().keySet().stream()
                .findFirst()
                .orElseGet(() -> docker.listNetworksCmd().exec().stream()
                        .filter(n -> n.getLabels() != null
                                && stack.run().value().equals(n.getLabels().get(Ownership.RUN)))
                        .findFirst()
                        .orElseThrow(() -> new InfrastructureFailure("the stack's network is gone"))
                        .getName());
    }

    @Override
    public void undo() {
        stack.services().forEach(this::undo);
    }

    @Override
    public void undo(Service service) {
        if (!(stack.state(service) instanceof ServiceState.Held held)) {
            return;
        }
        Container container = stack.found(service);
        switch (held.how()) {
            case "paused" -> docker.unpauseContainerCmd(container.getId()).exec();
            case "cut off" ->
                docker.connectToNetworkCmd()
                        .withContainerId(container.getId())
                        .withNetworkId(network(container))
                        .withContainerNetwork(new com.github.dockerjava.api.model.ContainerNetwork()
                                .withAliases(List.of(service.id())))
                        .exec();
            default -> docker.startContainerCmd(container.getId()).exec();
        }
        stack.hold(service, "");
        try (Readiness readiness = new Readiness()) {
            stack.awaitReady(service, readiness);
        }
    }
}
