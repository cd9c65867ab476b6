package dev.plumbline.docker;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.command.InspectContainerResponse;
import com.github.dockerjava.api.model.Container;
import com.github.dockerjava.api.model.ExposedPort;
import com.github.dockerjava.api.model.Ports;
import dev.plumbline.harness.compose.ComposeFile;
import dev.plumbline.harness.compose.ComposeService;
import dev.plumbline.harness.failure.InfrastructureFailure;
import dev.plumbline.harness.stack.Component;
import dev.plumbline.harness.stack.Component.Nature;
import dev.plumbline.harness.stack.ContainerIdentity;
import dev.plumbline.harness.stack.Endpoint;
import dev.plumbline.harness.stack.Faults;
import dev.plumbline.harness.stack.Readiness;
import dev.plumbline.harness.stack.RunId;
import dev.plumbline.harness.stack.Service;
import dev.plumbline.harness.stack.ServiceState;
import dev.plumbline.harness.stack.Stack;
import dev.plumbline.harness.stack.StackRequest;
import dev.plumbline.harness.stack.Versions;
import dev.plumbline.harness.waiting.Deadline;
import dev.plumbline.harness.waiting.DeadlineMissed;
import dev.plumbline.harness.waiting.Seen;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.containers.ComposeContainer;

/** A stack of containers. Ports are asked of the engine each time: a restart moves them. */
final class DockerStack implements Stack {
    private static final Deadline READY = Deadline.seconds(180);
    private static final int LOG_LINES = 20;
    /** A program tells its version in its first lines, and has not written many when it is asked. */
    private static final int VERSION_LINES = 500;

    private final StackRequest request;
    private final String reason;
    private final ComposeFile compose;
    private final DockerClient docker;
    private final ComposeContainer container;
    private final Map<Service, Component> components = new LinkedHashMap<>();
    private final Map<Service, String> held = new LinkedHashMap<>();
    private boolean closed;

    DockerStack(
            StackRequest request, String reason, ComposeFile compose, DockerClient docker, ComposeContainer container) {
        this.request = request;
        this.reason = reason;
        this.compose = compose;
        this.docker = docker;
        this.container = container;
    }

    void awaitAll(Consumer<String> progress) {
        List<Service> services =
                compose.services().keySet().stream().map(Service::named).toList();
        try (Readiness readiness = new Readiness();
                Versions versions = new Versions()) {
            for (Service service : services) {
                awaitReady(service, readiness);
                components.put(service, component(service, versions));
                progress.accept(components.get(service).phrase() + " is ready");
            }
        }
        progress.accept("docker stack, run " + request.run() + " (" + reason + "): "
                + String.join(
                        ", ",
                        components.values().stream().map(Component::phrase).toList()));
    }

    private Component component(Service service, Versions versions) {
        String image = described(service).image();
        boolean standIn = image.startsWith("plumbline-local/")
                && List.of(Service.LOKI, Service.TEMPO, Service.GRAFANA, Service.OTEL_COLLECTOR)
                        .contains(service);
        return new Component(
                service,
                standIn ? Nature.STAND_IN : Nature.REAL,
                versions.of(service, name -> endpoint(service, name), () -> log(service, VERSION_LINES)),
                image);
    }

    void awaitReady(Service service, Readiness readiness) {
        ComposeService.Ready ready = readiness(service)
                .orElseThrow(() -> new InfrastructureFailure(
                        "compose.yaml does not say where " + service + " tells that it is ready (x-plumbline: ready)"));
        try {
            READY.eventually(service.title() + " is ready", () -> {
                if (state(service) instanceof ServiceState.Exited exited) {
                    return Seen.hopeless(service.title() + " " + exited);
                }
                return readiness
                        .whyNot(ready, endpoint(service, ready.endpoint()))
                        .map(Seen::<String>notYet)
                        .orElseGet(() -> Seen.enough("ready"));
            });
        } catch (DeadlineMissed e) {
            throw new InfrastructureFailure(
                    e.getMessage() + "\nits last lines:\n"
                            + log(service, LOG_LINES).indent(4),
                    e);
        }
    }

    private ComposeService described(Service service) {
        return compose.service(service.id())
                .orElseThrow(() -> new IllegalArgumentException(service + " is not part of this stack"));
    }

    Container found(Service service) {
        return docker
                .listContainersCmd()
                .withShowAll(true)
                .withLabelFilter(
                        Map.of(Ownership.RUN, request.run().value(), "com.docker.compose.service", service.id()))
                .exec()
                .stream()
                .findFirst()
                .orElseThrow(() -> new InfrastructureFailure("there is no container of " + service));
    }

    DockerClient docker() {
        return docker;
    }

    /** Remembers, or with an empty text forgets, what the suite itself did to a service. */
    void hold(Service service, String how) {
        if (how.isEmpty()) {
            held.remove(service);
        } else {
            held.put(service, how);
        }
    }

    @Override
    public String kind() {
        return "docker";
    }

    @Override
    public String reason() {
        return reason;
    }

    @Override
    public RunId run() {
        return request.run();
    }

    @Override
    public Map<Service, Component> components() {
        return components;
    }

    @Override
    public Endpoint endpoint(Service service, String name) {
        Integer port = described(service).endpoints().get(name);
        if (port == null) {
            throw new IllegalArgumentException(service + " has no endpoint '" + name + "'; compose.yaml names "
                    + described(service).endpoints().keySet());
        }
        InspectContainerResponse inspected =
                docker.inspectContainerCmd(found(service).getId()).exec();
        Ports.Binding[] bindings =
                inspected.getNetworkSettings().getPorts().getBindings().get(ExposedPort.tcp(port));
        if (bindings == null || bindings.length == 0) {
            throw new InfrastructureFailure(
                    "port " + port + " of " + service + " is not published now; compose.yaml: ports");
        }
        String scheme = name.equals("mqtt") ? "tcp" : "http";
        return Endpoint.of(URI.create(scheme + "://"
                + DockerClientFactory.instance().dockerHostIpAddress() + ":" + bindings[0].getHostPortSpec()));
    }

    @Override
    public Optional<ComposeService.Ready> readiness(Service service) {
        return described(service).ready();
    }

    @Override
    public ServiceState state(Service service) {
        String how = held.get(service);
        if (how != null) {
            return new ServiceState.Held(how);
        }
        InspectContainerResponse.ContainerState state =
                docker.inspectContainerCmd(found(service).getId()).exec().getState();
        if (Boolean.TRUE.equals(state.getRunning())) {
            return new ServiceState.Running();
        }
        Long code = state.getExitCodeLong();
        return new ServiceState.Exited(code == null ? -1 : code.intValue(), Boolean.TRUE.equals(state.getOOMKilled()));
    }

    @Override
    public String log(Service service, int lines) {
        return ContainerLog.tail(docker, found(service).getId(), lines);
    }

    @Override
    public Optional<ContainerIdentity> container(Service service) {
        Container found = found(service);
        return Optional.of(new ContainerIdentity(found.getId(), found.getNames()[0].substring(1)));
    }

    @Override
    public Optional<Faults> faults() {
        return Optional.of(new DockerFaults(this));
    }

    @Override
    public String project() {
        return found(Service.COLLECTOR).getLabels().getOrDefault("com.docker.compose.project", "");
    }

    @Override
    public synchronized void close() {
        if (closed) {
            return;
        }
        closed = true;
        if (request.keep()) {
            services()
                    .forEach(s -> System.out.println("plumbline: kept " + s + " at "
                            + described(s).endpoints().keySet().stream()
                                    .map(name -> name + " " + endpoint(s, name))
                                    .toList()));
            return;
        }
        // Testcontainers' own hook removes the same containers at the end of the JVM; whoever comes second finds
        // nothing
        Thread.setDefaultUncaughtExceptionHandler((thread, e) -> {
            if (!(e instanceof com.github.dockerjava.api.exception.NotFoundException)) {
                System.err.println("plumbline: " + thread.getName() + ": " + e);
            }
        });
        try {
            container.stop();
        } finally {
            Ownership ownership = new Ownership(docker);
            ownership.removeAllOf(request.run().value());
            List<String> left = ownership.leftBy(request.run().value());
            if (!left.isEmpty()) {
                System.err.println("plumbline: left behind on the engine: " + left);
            }
        }
    }
}
