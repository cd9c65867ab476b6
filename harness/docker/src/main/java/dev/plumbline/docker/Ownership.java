package dev.plumbline.docker;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.exception.DockerException;
import com.github.dockerjava.api.model.Container;
import com.github.dockerjava.api.model.Network;
import dev.plumbline.harness.stack.ProcessMark;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Marks what a run makes on the engine with the process that owns it, and removes what processes that no longer live
 * have left behind.
 */
final class Ownership {
    static final String OWNER = "dev.plumbline.owner";
    static final String RUN = "dev.plumbline.run";

    private final DockerClient docker;

    Ownership(DockerClient docker) {
        this.docker = docker;
    }

    /** Returns this process as a label value. */
    static String self() {
        return ProcessMark.self().toString();
    }

    /** Removes containers, networks and volumes whose owner no longer lives. */
    void sweep(Consumer<String> progress) {
        for (Container container : all()) {
            if (isOrphan(container.getLabels())) {
                progress.accept(
                        "removing " + String.join(",", container.getNames()) + ", left behind by an earlier run");
                removeContainer(container.getId());
            }
        }
        networks().stream()
                .filter(n -> isOrphan(n.getLabels()))
                .forEach(n -> quietly(() -> docker.removeNetworkCmd(n.getId()).exec()));
        docker.listVolumesCmd().exec().getVolumes().stream()
                .filter(v -> isOrphan(v.getLabels()))
                .forEach(v -> quietly(() -> docker.removeVolumeCmd(v.getName()).exec()));
    }

    /** Returns what a run has left on the engine, by name. */
    List<String> leftBy(String run) {
        List<String> left = new java.util.ArrayList<>();
        all().stream()
                .filter(c -> run.equals(c.getLabels().get(RUN)))
                .forEach(c -> left.add("container " + String.join(",", c.getNames())));
        networks().stream()
                .filter(n -> run.equals(n.getLabels().get(RUN)))
                .forEach(n -> left.add("network " + n.getName()));
        docker.listVolumesCmd().exec().getVolumes().stream()
                .filter(v -> v.getLabels() != null && run.equals(v.getLabels().get(RUN)))
                .forEach(v -> left.add("volume " + v.getName()));
        return left;
    }

    /** Removes everything that a run has made. */
    void removeAllOf(String run) {
        all().stream().filter(c -> run.equals(c.getLabels().get(RUN))).forEach(c -> removeContainer(c.getId()));
        networks().stream()
                .filter(n -> run.equals(n.getLabels().get(RUN)))
                .forEach(n -> quietly(() -> docker.removeNetworkCmd(n.getId()).exec()));
        docker.listVolumesCmd().exec().getVolumes().stream()
                .filter(v -> v.getLabels() != null && run.equals(v.getLabels().get(RUN)))
                .forEach(v -> quietly(() -> docker.removeVolumeCmd(v.getName()).exec()));
    }

    private List<Container> all() {
        return docker.listContainersCmd()
                .withShowAll(true)
                .withLabelFilter(List.of(OWNER))
                .exec();
    }

    private List<Network> networks() {
        return docker.listNetworksCmd().exec().stream()
                .filter(n -> n.getLabels() != null && n.getLabels().containsKey(OWNER))
                .toList();
    }

    private void removeContainer(String id) {
        quietly(() -> docker.removeContainerCmd(id)
                .withForce(true)
                .withRemoveVolumes(true)
                .exec());
    }

    /** Somebody else may have removed it meanwhile; what stays is reported by {@link #leftBy}. */
    private static void quietly(Runnable removal) {
        try {
            removal.run();
        } catch (DockerException e) {
            // see above
        }
    }

    private static boolean isOrphan(Map<String, String> labels) {
        return labels != null
                && ProcessMark.parse(labels.getOrDefault(OWNER, ""))
                        .map(ProcessMark::hasEnded)
                        .orElse(false);
    }
}
