package dev.plumbline.embedded.stack;

import dev.plumbline.embedded.engine.EngineContainer;
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
import dev.plumbline.harness.stack.Versions;
import dev.plumbline.harness.stack.Visitors;
import dev.plumbline.harness.stack.WorkFolder;
import dev.plumbline.harness.waiting.Deadline;
import dev.plumbline.harness.waiting.DeadlineMissed;
import dev.plumbline.harness.waiting.Scale;
import dev.plumbline.harness.waiting.Seen;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** A stack on loopback: stand-ins inside this JVM, programs as processes. */
final class EmbeddedStack implements Stack {
    private static final Deadline READY = Deadline.seconds(120);
    private static final int LOG_LINES = 20;
    /** A program tells its version in its first lines, and has not written many when it is asked. */
    private static final int VERSION_LINES = 500;

    private final Grounds grounds;
    private final Map<Service, Place> places;
    private final Map<Service, Vessel> vessels;
    private final EmbeddedFaults faults;
    private final EmbeddedVisitors visitors;
    private final Map<Service, Component> components = new LinkedHashMap<>();
    private boolean closed;

    EmbeddedStack(Grounds grounds, Map<Service, Place> places, Map<Service, Vessel> vessels) {
        this.grounds = grounds;
        this.places = places;
        this.vessels = vessels;
        this.faults = new EmbeddedFaults(this, grounds.lines());
        this.visitors = new EmbeddedVisitors(grounds);
    }

    void startAll(Consumer<String> progress) {
        for (Service service : StartOrder.of(grounds.compose())) {
            place(service).start();
        }
        try (Readiness readiness = new Readiness()) {
            for (Service service : places.keySet()) {
                awaitReady(service, readiness);
            }
        }
        try (Versions versions = new Versions()) {
            places.forEach((service, place) -> components.put(service, component(service, place, versions)));
        }
        progress.accept("embedded stack, run " + grounds.request().run() + " (" + grounds.reason() + "): "
                + String.join(
                        ", ",
                        components.values().stream().map(Component::phrase).toList()));
    }

    private Component component(Service service, Place place, Versions versions) {
        boolean ours = service == Service.COLLECTOR || service == Service.WORKLOAD;
        return new Component(
                service,
                place.isReal() || ours ? Nature.REAL : Nature.STAND_IN,
                versions.of(service, name -> endpoint(service, name), () -> log(service, VERSION_LINES)),
                place.origin());
    }

    void awaitReady(Service service, Readiness readiness) {
        Optional<ComposeService.Ready> ready = readiness(service);
        if (ready.isEmpty()) {
            return;
        }
        try {
            Scale.ofRun().stretched(READY).eventually(service.title() + " is ready", () -> {
                WorkFolder.demandThatItIsWanted(grounds.request().work());
                if (state(service) instanceof ServiceState.Exited exited) {
                    return Seen.hopeless(service.title() + " " + exited);
                }
                return readiness
                        .whyNot(ready.get(), endpoint(service, ready.get().endpoint()))
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

    Place place(Service service) {
        Place place = places.get(service);
        if (place == null) {
            throw new IllegalArgumentException(service + " is not part of this stack");
        }
        return place;
    }

    @Override
    public String kind() {
        return "embedded";
    }

    @Override
    public String reason() {
        return grounds.reason();
    }

    @Override
    public RunId run() {
        return grounds.request().run();
    }

    @Override
    public Map<Service, Component> components() {
        return components;
    }

    private ComposeService described(Service service) {
        return grounds.compose()
                .service(service.id())
                .orElseThrow(() -> new IllegalArgumentException(service + " is not part of this stack"));
    }

    @Override
    public Endpoint endpoint(Service service, String name) {
        Integer port = described(service).endpoints().get(name);
        if (port == null) {
            throw new IllegalArgumentException(service + " has no endpoint '" + name + "'; compose.yaml names "
                    + described(service).endpoints().keySet());
        }
        String scheme = name.equals("mqtt") ? "tcp" : "http";
        InetSocketAddress address = grounds.lines()
                .map(lines -> lines.fromSuite(service, port))
                .orElseGet(() -> grounds.plan().address(service.id(), port));
        return Endpoint.of(URI.create(scheme + "://127.0.0.1:" + address.getPort()));
    }

    @Override
    public Optional<ComposeService.Ready> readiness(Service service) {
        return described(service).ready();
    }

    @Override
    public ServiceState state(Service service) {
        return faults.heldByWires(service)
                .<ServiceState>map(ServiceState.Held::new)
                .orElseGet(() -> place(service).state());
    }

    @Override
    public String log(Service service, int lines) {
        return vessel(service)
                .map(container -> ContainerLogTail.of(container, lines))
                .orElse(service + " has no log here");
    }

    @Override
    public Optional<ContainerIdentity> container(Service service) {
        return vessel(service).map(c -> new ContainerIdentity(c.id(), c.name()));
    }

    private Optional<EngineContainer> vessel(Service service) {
        return Optional.ofNullable(vessels.get(service)).flatMap(Vessel::ifThere);
    }

    @Override
    public Optional<Faults> faults() {
        return Optional.of(faults);
    }

    @Override
    public Optional<Visitors> visitors() {
        return Optional.of(visitors);
    }

    @Override
    public String project() {
        return grounds.project();
    }

    @Override
    public synchronized void close() {
        if (closed) {
            return;
        }
        closed = true;
        visitors.removeAll();
        List<Place> reversed = new ArrayList<>(places.values()).reversed();
        for (Place place : reversed) {
            try {
                place.stop();
            } catch (RuntimeException e) {
                System.err.println("plumbline: while ending " + place.origin() + ": " + e);
            }
        }
        grounds.lines().ifPresent(Lines::close);
        grounds.engine().close();
    }
}
