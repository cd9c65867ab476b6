package dev.plumbline.collector.runtime;

import dev.plumbline.collector.config.Block;
import dev.plumbline.collector.config.Value;
import dev.plumbline.collector.entry.Balance;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/** A component of the running graph with what belongs to it. */
final class Node implements ComponentContext {
    private final Path root;
    private final Clock clock;
    private final Balance balance;
    private final Consumer<String> exported;
    private final PrometheusRegistry registry = new PrometheusRegistry();
    private final Map<String, Value> exports = new ConcurrentHashMap<>();
    private volatile Health health;
    private volatile Optional<String> fault = Optional.empty();
    private Program.Node place;
    private Block block;
    private Optional<Component> component = Optional.empty();

    Node(Program.Node place, Block block, Path root, Clock clock, Balance balance, Consumer<String> exported) {
        this.balance = balance;
        this.place = place;
        this.block = block;
        this.root = root;
        this.clock = clock;
        this.exported = exported;
        this.health = new Health(true, "", clock.instant());
    }

    void build(ComponentType type) {
        component = Optional.of(type.create(block, this));
    }

    Component component() {
        return component.orElseThrow(() -> new IllegalStateException(id() + " was not built"));
    }

    void start() {
        component().start();
    }

    /** Takes its place in a newly loaded program. */
    void place(Program.Node newPlace) {
        place = newPlace;
    }

    Program.Node place() {
        return place;
    }

    Block block() {
        return block;
    }

    /** Hands on new arguments; what it throws is kept as its fault and does not stop the others. */
    void update(Block arguments) {
        block = arguments;
        try {
            component().update(arguments);
            fault = Optional.empty();
        } catch (RuntimeException e) {
            fault("it did not take its new arguments: " + e.getMessage());
        }
    }

    void fault(String message) {
        fault = Optional.of(message);
    }

    Optional<String> fault() {
        return fault;
    }

    Health health() {
        return health;
    }

    Map<String, Value> exports() {
        return Map.copyOf(exports);
    }

    @Override
    public String id() {
        return place.id();
    }

    @Override
    public Path storage() {
        Path folder = root.resolve(id());
        try {
            return Files.createDirectories(folder);
        } catch (IOException e) {
            throw new UncheckedIOException("the folder " + folder + " cannot be made: " + e.getMessage(), e);
        }
    }

    @Override
    public PrometheusRegistry metrics() {
        return registry;
    }

    @Override
    public Clock clock() {
        return clock;
    }

    @Override
    public Balance balance() {
        return balance;
    }

    @Override
    public void export(String name, Value value) {
        exports.put(name, value);
        exported.accept(id());
    }

    @Override
    public void health(boolean ready, String message) {
        Health before = health;
        if (before.ready() != ready || !before.message().equals(message)) {
            health = new Health(ready, message, clock.instant());
        }
    }
}
