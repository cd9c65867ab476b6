package dev.plumbline.docker;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.model.Container;
import com.github.dockerjava.api.model.ContainerNetwork;
import com.github.dockerjava.api.model.ContainerNetworkSettings;
import dev.plumbline.harness.failure.InfrastructureFailure;
import dev.plumbline.harness.stack.Fault;
import dev.plumbline.harness.stack.Faults;
import dev.plumbline.harness.stack.Readiness;
import dev.plumbline.harness.stack.Service;
import dev.plumbline.wire.Tally;
import dev.plumbline.wire.Traffic;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Does things to containers. */
final class DockerFaults implements Faults {
    private static final int GRACE_SECONDS = 10;

    private final DockerStack stack;
    private final DockerClient docker;
    private final Map<Service, Fault> applied = new EnumMap<>(Service.class);
    private Tally before = new Tally(0, 0, 0);

    DockerFaults(DockerStack stack) {
        this.stack = stack;
        this.docker = stack.docker();
    }

    @Override
    public synchronized void apply(Service service, Fault fault) {
        if (applied.containsKey(service)) {
            undo(service);
        }
        Container container = stack.found(service);
        String id = container.getId();
        applied.put(service, fault);
        switch (fault) {
            case Fault.Stopped stopped -> {
                stack.hold(service, "stopped");
                docker.stopContainerCmd(id).withTimeout(GRACE_SECONDS).exec();
            }
            case Fault.Killed killed -> {
                stack.hold(service, "killed");
                docker.killContainerCmd(id).exec();
            }
            case Fault.Removed removed -> {
                stack.hold(service, "removed");
                docker.stopContainerCmd(id).withTimeout(GRACE_SECONDS).exec();
                docker.removeContainerCmd(id).withForce(true).exec();
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
            case Fault.Slowed slowed -> wire(service, new Traffic.Slow(slowed.latency(), slowed.bytesPerSecond()));
            case Fault.Resetting resetting -> wire(service, new Traffic.Resetting());
        }
    }

    private void wire(Service service, Traffic traffic) {
        if (service != Service.LOKI) {
            applied.remove(service);
            throw new UnsupportedOperationException("the " + service.title()
                    + " cannot be slowed down or made to reset connections: the only wire leads to Loki");
        }
        before = stack.wire().tally();
        stack.wire().set(traffic);
    }

    @Override
    public synchronized long felt(Service service) {
        Tally since = stack.wire().tally().since(before);
        return since.delayed() + since.reset();
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
        List<RuntimeException> failures = new ArrayList<>();
        for (Service service : stack.services()) {
            try {
                undo(service);
            } catch (RuntimeException e) {
                failures.add(e);
            }
        }
        if (!failures.isEmpty()) {
            RuntimeException first = failures.removeFirst();
            failures.forEach(first::addSuppressed);
            throw first;
        }
    }

    @Override
    public synchronized void undo(Service service) {
        Fault fault = applied.remove(service);
        if (fault == null) {
            return;
        }
        switch (fault) {
            case Fault.Stopped stopped -> start(service);
            case Fault.Killed killed -> start(service);
            case Fault.Removed removed -> stack.makeAgain(service);
            case Fault.Paused paused ->
                docker.unpauseContainerCmd(stack.found(service).getId()).exec();
            case Fault.CutOff cutOff -> connect(service);
            case Fault.Slowed slowed -> stack.wire().set(new Traffic.Flowing());
            case Fault.Resetting resetting -> stack.wire().set(new Traffic.Flowing());
        }
        stack.hold(service, "");
        try (Readiness readiness = new Readiness()) {
            stack.awaitReady(service, readiness);
        }
    }

    private void start(Service service) {
        docker.startContainerCmd(stack.found(service).getId()).exec();
    }

    private void connect(Service service) {
        Container container = stack.found(service);
        docker.connectToNetworkCmd()
                .withContainerId(container.getId())
                .withNetworkId(network(container))
                .withContainerNetwork(new ContainerNetwork().withAliases(List.of(service.id())))
                .exec();
    }
}
