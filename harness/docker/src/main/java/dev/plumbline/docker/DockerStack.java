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
import dev.plumbline.harness.stack.Visitors;
import dev.plumbline.harness.stack.WorkFolder;
import dev.plumbline.harness.waiting.Deadline;
import dev.plumbline.harness.waiting.DeadlineMissed;
import dev.plumbline.harness.waiting.Scale;
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
    private final Compose program;
    private final DockerFaults faults;
    private final DockerVisitors visitors;
    private final Map<Service, Component> components = new LinkedHashMap<>();
    private final Map<Service, String> held = new LinkedHashMap<>();
    private String project = "";
    private boolean closed;

    DockerStack(
            StackRequest request,
            String reason,
            ComposeFile compose,
            Compose program,
            DockerClient docker,
            ComposeContainer container) {
        this.request = request;
        this.reason = reason;
        this.compose = compose;
        this.docker = docker;
        this.container = container;
        this.program = program;
        this.faults = new DockerFaults(this);
        this.visitors = new DockerVisitors(docker, described(Service.WORKLOAD).image(), this::project, request.run());
    }

    void awaitAll(Consumer<String> progress) {
        project = found(Service.COLLECTOR).getLabels().getOrDefault("com.docker.compose.project", "");
        List<Service> services =
                compose.services().keySet().stream().map(Service::named).toList();
        try (Readiness readiness = new Readiness();
                Versions versions = new Versions()) {
            StartWatch watch = new StartWatch(docker, request.run().value());
            for (Service service : services) {
                awaitReady(service, readiness, watch::demandThatAllRun);
                components.put(service, component(service, versions));
                progress.accept(components.get(service).phrase() + " is ready");
            }
        }
        progress.accept("docker stack, run " + request.run() + " (" + reason + "): "
                + String.join(
                        ", ",
                        components.values().stream().map(Component::phrase).toList()));
        if (request.keep()) {
            tellAddresses(progress);
        }
    }

    /** Tells now, and not at the end of the JVM, when nobody may listen any more. */
    private void tellAddresses(Consumer<String> progress) {
        for (Service service : services()) {
            List<String> addresses = described(service).endpoints().entrySet().stream()
                    .flatMap(e -> published(found(service), e.getValue(), scheme(e.getKey())).stream())
                    .map(URI::toString)
                    .toList();
            progress.accept("is kept: " + service + " at " + String.join(", ", addresses));
        }
        progress.accept("remove it with: docker compose -p " + project + " down -v");
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
        awaitReady(service, readiness, () -> {});
    }

    private void awaitReady(Service service, Readiness readiness, Runnable demand) {
        ComposeService.Ready ready = readiness(service)
                .orElseThrow(() -> new InfrastructureFailure(
                        "compose.yaml does not say where " + service + " tells that it is ready (x-plumbline: ready)"));
        try {
            Scale.ofRun().stretched(READY).eventually(service.title() + " is ready", () -> {
                WorkFolder.demandThatItIsWanted(request.work());
                demand.run();
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
        return find(service.id()).orElseThrow(() -> new InfrastructureFailure("there is no container of " + service));
    }

    private Optional<Container> find(String service) {
        return docker
                .listContainersCmd()
                .withShowAll(true)
                .withLabelFilter(Map.of(Ownership.RUN, request.run().value(), "com.docker.compose.service", service))
                .exec()
                .stream()
                .findFirst();
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
        return published(found(service), port, scheme(name))
                .map(Endpoint::of)
                .orElseThrow(() -> unpublished(port, service.id()));
    }

    private static String scheme(String endpoint) {
        return endpoint.equals("mqtt") ? "tcp" : "http";
    }

    private static InfrastructureFailure unpublished(int port, String service) {
        return new InfrastructureFailure(
                "port " + port + " of " + service + " is not published now; compose.yaml: ports");
    }

    private Optional<URI> published(Container at, int port, String scheme) {
        InspectContainerResponse inspected =
                docker.inspectContainerCmd(at.getId()).exec();
        Ports.Binding[] bindings =
                inspected.getNetworkSettings().getPorts().getBindings().get(ExposedPort.tcp(port));
        return bindings == null || bindings.length == 0
                ? Optional.empty()
                : Optional.of(URI.create(scheme + "://"
                        + DockerClientFactory.instance().dockerHostIpAddress() + ":"
                        + bindings[0].getHostPortSpec()));
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
        return StartWatch.exited(state);
    }

    @Override
    public String log(Service service, int lines) {
        return find(service.id())
                .map(c -> ContainerLog.tail(docker, c.getId(), lines))
                .orElse("there is no container of " + service);
    }

    @Override
    public Optional<ContainerIdentity> container(Service service) {
        return find(service.id()).map(c -> new ContainerIdentity(c.getId(), c.getNames()[0].substring(1)));
    }

    @Override
    public Optional<Faults> faults() {
        return Optional.of(faults);
    }

    @Override
    public Optional<Visitors> visitors() {
        return Optional.of(visitors);
    }

    /** Makes the container of a service anew. */
    void makeAgain(Service service) {
        program.up(project, List.of(service.id()), line -> {});
    }

    /**
     * Returns the wire between the log collector and Loki.
     *
     * @throws UnsupportedOperationException if there is none
     */
    DockerWire wire() {
        if (!request.wire()) {
            throw new UnsupportedOperationException("this docker stack was brought up without a wire between the log"
                    + " collector and Loki; -Plong or -Dplumbline.wire=true brings it up with one");
        }
        Container wire = find(WirePlan.SERVICE)
                .orElseThrow(() -> new InfrastructureFailure("the container of the wire is gone"));
        return new DockerWire(published(wire, WirePlan.CONTROL, "http")
                .orElseThrow(() -> unpublished(WirePlan.CONTROL, WirePlan.SERVICE)));
    }

    @Override
    public String project() {
        return project;
    }

    @Override
    public synchronized void close() {
        if (closed) {
            return;
        }
        closed = true;
        if (request.keep()) {
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
            visitors.removeAll();
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
