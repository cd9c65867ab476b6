package dev.plumbline.embedded.stack;

import dev.plumbline.embedded.engine.ContainerSpec;
import dev.plumbline.embedded.engine.EngineContainer;
import dev.plumbline.harness.failure.ConfigurationFailure;
import dev.plumbline.harness.failure.InfrastructureFailure;
import dev.plumbline.harness.stack.ContainerIdentity;
import dev.plumbline.harness.stack.Visitors;
import dev.plumbline.harness.stack.WorkFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Starts the workload's program in containers of the stand-in engine. */
final class EmbeddedVisitors implements Visitors {
    private static final int LOG_LINES = 100_000;

    private final Grounds grounds;
    private final Map<ContainerIdentity, Visit> visits = new LinkedHashMap<>();
    private int started;

    private record Visit(EngineContainer container, Process process) {}

    EmbeddedVisitors(Grounds grounds) {
        this.grounds = grounds;
    }

    @Override
    public synchronized ContainerIdentity start(String service, int lines, String stamp) {
        Path jar = grounds.request().root().resolve(Grounds.WORKLOAD_JAR);
        if (!Files.exists(jar)) {
            throw new ConfigurationFailure("the workload is not built: " + jar + " does not exist; run: mvn package");
        }
        List<String> command = new ArrayList<>(Grounds.java(jar));
        command.addAll(
                Visitors.arguments(service, lines, stamp, grounds.request().run()));
        String name = grounds.project() + "-" + service + "-visitor-" + ++started;
        EngineContainer container = grounds.engine()
                .create(ContainerSpec.named(name)
                        .withLabels(Map.of(
                                "com.docker.compose.project", grounds.project(), "com.docker.compose.service", service))
                        .withNetworks(grounds.project() + "_default"));
        try {
            container.start();
            Process process = new ProcessBuilder(command).start();
            WorkFolder.adopt(grounds.request().work(), process);
            container.attach(process);
            ContainerIdentity identity = new ContainerIdentity(container.id(), container.name());
            visits.put(identity, new Visit(container, process));
            return identity;
        } catch (IOException e) {
            container.remove();
            throw new InfrastructureFailure("a visiting container cannot be started: " + e.getMessage(), e);
        }
    }

    @Override
    public synchronized boolean hasEnded(ContainerIdentity visitor) {
        Visit visit = visits.get(visitor);
        return visit == null || visit.container().hasExited();
    }

    @Override
    public synchronized String log(ContainerIdentity visitor) {
        Visit visit = visits.get(visitor);
        return visit == null
                ? "container " + visitor.name() + " is gone"
                : ContainerLogTail.of(visit.container(), LOG_LINES);
    }

    @Override
    public synchronized void remove(ContainerIdentity visitor) {
        Visit visit = visits.remove(visitor);
        if (visit != null) {
            visit.process().destroyForcibly();
            visit.container().remove();
        }
    }

    @Override
    public synchronized void removeAll() {
        List.copyOf(visits.keySet()).forEach(this::remove);
    }
}
