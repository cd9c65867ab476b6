package dev.plumbline.embedded.engine;

import dev.plumbline.embedded.http.UnixHttpService;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * A running stand-in for the container engine. Containers are registered with {@link #create}; what asks over the
 * socket sees them as the real engine would show them.
 */
public final class EngineStandIn implements AutoCloseable, EngineContainer.Listener {
    private final Path root;
    private final Clock clock;
    private final Ids ids = new Ids();
    private final Networks networks = new Networks(ids);
    private final EventLog events = new EventLog();
    private final Map<String, Registered> containers = new LinkedHashMap<>();
    private final UnixHttpService http;
    private int made;

    /** A container and its number, from which its addresses follow. */
    record Registered(EngineContainer container, int number) {}

    private EngineStandIn(Path socket, Path root, ApiVersions versions, Clock clock, Consumer<String> log) {
        this.root = root;
        this.clock = clock;
        this.http = UnixHttpService.start("engine", socket, new EngineApi(this, versions, clock), log);
    }

    /**
     * Starts one that speaks the API versions 1.24 to 1.43.
     *
     * @param socket file of the unix socket
     * @param root its data folder; logs lie in {@code containers/<id>/<id>-json.log} below
     * @param log takes a line for each request that failed
     */
    public static EngineStandIn start(Path socket, Path root, Clock clock, Consumer<String> log) {
        return start(socket, root, new ApiVersions(24, 43), clock, log);
    }

    /** Starts one that speaks the given API versions and refuses others. */
    public static EngineStandIn start(Path socket, Path root, ApiVersions versions, Clock clock, Consumer<String> log) {
        return new EngineStandIn(socket, root, versions, clock, log);
    }

    /**
     * Makes a container; it does not run yet.
     *
     * @throws IllegalStateException if the name is taken
     */
    public synchronized EngineContainer create(ContainerSpec spec) {
        if (containers.values().stream().anyMatch(r -> r.container().name().equals(spec.name()))) {
            throw new IllegalStateException("the container name /" + spec.name() + " is already in use");
        }
        String id = ids.next();
        Path logFile = root.resolve("containers").resolve(id).resolve(id + "-json.log");
        EngineContainer container = new EngineContainer(id, spec, logFile, clock, this);
        spec.networks().forEach(networks::named);
        containers.put(id, new Registered(container, made++));
        happened(container, "create", Map.of());
        return container;
    }

    /** Returns the socket's file. */
    public Path socket() {
        return http.socket();
    }

    /** Returns the address as DOCKER_HOST would name it. */
    public String host() {
        return "unix://" + http.socket();
    }

    /** Returns the folder that holds the containers' logs, {@code /var/lib/docker/containers} of a real engine. */
    public Path logDirectory() {
        return root.resolve("containers");
    }

    Path root() {
        return root;
    }

    /** Breaks every open connection, as a restart of the engine does. */
    public void disconnect() {
        http.disconnect();
    }

    /** Returns the containers in the order in which they were made. */
    public synchronized List<EngineContainer> containers() {
        return registered().stream().map(Registered::container).toList();
    }

    synchronized List<Registered> registered() {
        return new ArrayList<>(containers.values());
    }

    /** Finds by id, beginning of an id, or name. */
    synchronized Optional<Registered> find(String nameOrId) {
        Registered exact = containers.get(nameOrId);
        if (exact != null) {
            return Optional.of(exact);
        }
        return containers.values().stream()
                .filter(r -> r.container().name().equals(nameOrId.replaceFirst("^/", ""))
                        || r.container().id().startsWith(nameOrId))
                .findFirst();
    }

    Networks networks() {
        return networks;
    }

    EventLog events() {
        return events;
    }

    /** Called by containers when something has happened to them. */
    @Override
    public void happened(EngineContainer container, String action, Map<String, String> more) {
        Map<String, String> attributes = new LinkedHashMap<>(container.spec().labels());
        attributes.put("image", container.spec().image());
        attributes.put("name", container.name());
        attributes.putAll(more);
        events.add("container", action, container.id(), attributes, clock.instant());
        if (action.equals("start") || action.equals("die")) {
            container.spec().networks().forEach(name -> {
                Networks.Network network = networks.named(name);
                events.add(
                        "network",
                        action.equals("start") ? "connect" : "disconnect",
                        network.id(),
                        Map.of("container", container.id(), "name", name, "type", network.driver()),
                        clock.instant());
            });
        }
    }

    /** Called by containers when they were removed. */
    @Override
    public synchronized void removed(EngineContainer container) {
        containers.remove(container.id());
    }

    /** Stops listening and closes the logs; the files stay. */
    @Override
    public void close() {
        events.close();
        containers().forEach(c -> c.stop(137));
        http.close();
    }
}
