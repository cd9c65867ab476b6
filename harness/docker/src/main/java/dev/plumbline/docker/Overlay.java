package dev.plumbline.docker;

import dev.plumbline.harness.compose.ComposeFile;
import dev.plumbline.harness.compose.ComposeService.Mount;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Writes what is added to compose.yaml for one run: marks on everything, and the wire where one is wanted. */
final class Overlay {
    private final StringBuilder yaml = new StringBuilder();
    private final String labels;

    private Overlay(String run, boolean kept) {
        // what is kept has no owner: the next run would take it for what a killed one has left behind
        String owner = kept ? "" : Ownership.OWNER + ": \"" + Ownership.self() + "\", ";
        this.labels = "labels: {" + owner + Ownership.RUN + ": \"" + run + "\"}\n";
    }

    /**
     * Writes it into a folder.
     *
     * @param kept whether the stack outlives the run
     */
    static Path write(Path folder, ComposeFile compose, String run, Optional<WirePlan> wire, boolean kept) {
        Overlay overlay = new Overlay(run, kept);
        overlay.services(compose, wire);
        overlay.yaml.append("networks:\n  default:\n    ").append(overlay.labels);
        overlay.volumes(compose);
        try {
            return Files.writeString(folder.resolve("compose.run.yaml"), overlay.yaml.toString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void services(ComposeFile compose, Optional<WirePlan> wire) {
        yaml.append("services:\n");
        for (String service : compose.services().keySet()) {
            yaml.append("  ").append(service).append(":\n    ").append(labels);
            wire.map(w -> w.mountsOf(service))
                    .filter(mounts -> !mounts.isEmpty())
                    .ifPresent(mounts -> yaml.append("    volumes:\n").append(mounts));
        }
        wire.ifPresent(w -> yaml.append("  ")
                .append(WirePlan.SERVICE)
                .append(":\n    ")
                .append(labels)
                .append(w.service()));
    }

    private void volumes(ComposeFile compose) {
        List<String> volumes = compose.services().values().stream()
                .flatMap(s -> s.mounts().stream())
                .filter(Mount::isVolume)
                .map(Mount::source)
                .distinct()
                .toList();
        if (!volumes.isEmpty()) {
            yaml.append("volumes:\n");
        }
        volumes.forEach(v -> yaml.append("  ").append(v).append(":\n    ").append(labels));
    }
}
