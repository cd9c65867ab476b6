package dev.plumbline.collector.runtime;

import dev.plumbline.collector.config.Block;
import dev.plumbline.collector.config.Problems;
import dev.plumbline.collector.config.Value;
import dev.plumbline.collector.entry.Balance;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The running components: built behind what they refer to, told when that changes, replaced as a whole or not at all
 * when the file is loaded again, ended so that nothing is lost on the way.
 */
public final class ComponentGraph implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ComponentGraph.class);

    private final Map<String, ComponentType> types;
    private final Path storage;
    private final Clock clock;
    private final Balance balance = new Balance();
    private final Propagation propagation;
    private final ReentrantLock lock = new ReentrantLock();
    private final Map<String, Node> nodes = new LinkedHashMap<>();
    private Optional<Program> program = Optional.empty();
    private boolean closed;

    /**
     * Makes one without components.
     *
     * @param types component types by name
     * @param storage folder below which components keep what outlives the process
     */
    public ComponentGraph(Map<String, ComponentType> types, Path storage, Clock clock) {
        this.types = Map.copyOf(types);
        this.storage = storage;
        this.clock = clock;
        this.propagation = new Propagation(this::propagate);
    }

    /**
     * Takes a program in place of the present one: components that stand in both go on with new arguments. If anything
     * is wrong, nothing changes.
     *
     * @param problems takes what is wrong
     * @return whether it was taken
     */
    public boolean load(Program next, Problems problems) {
        lock.lock();
        try {
            if (closed) {
                return false;
            }
            Loading loading = new Loading(next, problems);
            if (!loading.prepare()) {
                loading.rollBack();
                return false;
            }
            loading.commit();
            program = Optional.of(next);
            return !problems.fatal();
        } finally {
            lock.unlock();
        }
    }

    /** Returns the books of all components, those that a reload has taken out too. */
    public Balance balance() {
        return balance;
    }

    /** Returns the components in the order in which they were built. */
    public List<ComponentInfo> components() {
        lock.lock();
        try {
            return nodes.values().stream()
                    .map(n -> new ComponentInfo(
                            n.place(), referencedBy(n.id()), n.health(), n.fault(), n.metrics(), n.component()))
                    .toList();
        } finally {
            lock.unlock();
        }
    }

    private List<String> referencedBy(String id) {
        return nodes.values().stream()
                .filter(n -> n.place().references().contains(id))
                .map(Node::id)
                .toList();
    }

    private void propagate(Set<String> exporters) {
        lock.lock();
        try {
            if (closed || program.isEmpty()) {
                return;
            }
            // In the order of building, so that one pass updates a component once, behind all it refers to.
            for (Node node : nodes.values()) {
                if (node.place().references().stream().anyMatch(exporters::contains)) {
                    evaluate(program.get(), node);
                }
            }
        } finally {
            lock.unlock();
        }
    }

    private void evaluate(Program of, Node node) {
        Problems problems = new Problems();
        Optional<Block> block = of.evaluate(node.place(), exports(nodes, Map.of()), problems);
        block.ifPresent(b -> check(node.place(), b, problems));
        if (block.isPresent() && !problems.fatal()) {
            node.update(block.get());
            return;
        }
        String message =
                problems.inOrder().stream().findFirst().map(Object::toString).orElse("it cannot be evaluated");
        node.fault(message);
        LOG.error("component {} keeps its old arguments: {}", node.id(), message);
    }

    private void check(Program.Node place, Block block, Problems problems) {
        type(place).check(block, problems);
    }

    private ComponentType type(Program.Node place) {
        ComponentType type = types.get(place.type());
        if (type == null) {
            throw new IllegalStateException("a component type that is not in the catalog: " + place.type());
        }
        return type;
    }

    private static Map<String, Map<String, Value>> exports(Map<String, Node> running, Map<String, Node> staged) {
        Map<String, Map<String, Value>> exports = new HashMap<>();
        running.forEach((id, node) -> exports.put(id, node.exports()));
        staged.forEach((id, node) -> exports.put(id, node.exports()));
        return exports;
    }

    /** Ends the components, those first that nobody refers to: sources, then pipelines, then writers. */
    @Override
    public void close() {
        lock.lock();
        try {
            if (closed) {
                return;
            }
            closed = true;
            propagation.close();
            List<Node> ending = new ArrayList<>(nodes.values()).reversed();
            endInRounds(ending);
            ending.forEach(ComponentGraph::settled);
            nodes.clear();
        } finally {
            lock.unlock();
        }
    }

    /** Ends together what nobody still running refers to: several writers that cannot deliver wait at the same time. */
    private static void endInRounds(List<Node> ending) {
        List<Node> left = new ArrayList<>(ending);
        while (!left.isEmpty()) {
            Set<String> used = new HashSet<>();
            left.forEach(node -> used.addAll(node.place().references()));
            List<Node> round =
                    left.stream().filter(node -> !used.contains(node.id())).toList();
            try (ExecutorService threads = Executors.newThreadPerTaskExecutor(
                    Thread.ofPlatform().name("ending-", 0).factory())) {
                round.forEach(node -> threads.execute(() -> end(node)));
            }
            left.removeAll(round);
        }
    }

    private static void end(Node node) {
        try {
            node.component().close();
        } catch (RuntimeException e) {
            LOG.error("component {} did not end well: {}", node.id(), e.toString());
        }
    }

    private static void settled(Node node) {
        try {
            node.component().settled();
        } catch (RuntimeException e) {
            LOG.error("component {} did not keep its last state: {}", node.id(), e.toString());
        }
    }

    /** One attempt to take a program. */
    private final class Loading {
        private final Program next;
        private final Problems problems;
        private final Map<String, Node> built = new LinkedHashMap<>();
        private final Map<String, Block> blocks = new LinkedHashMap<>();
        private List<Program.Node> order = List.of();

        Loading(Program next, Problems problems) {
            this.next = next;
            this.problems = problems;
        }

        /** Evaluates everything and builds what is new; tells whether all of it went well. */
        boolean prepare() {
            order = Order.of(next.nodes());
            for (Program.Node place : order) {
                if (!types.containsKey(place.type())) {
                    problems.add(place.position(), "component \"" + place.type() + "\" is not supported yet");
                    continue;
                }
                Optional<Block> block = next.evaluate(place, exports(nodes, built), problems);
                block.ifPresent(b -> check(place, b, problems));
                if (block.isEmpty() || problems.fatal()) {
                    continue;
                }
                blocks.put(place.id(), block.get());
                if (!nodes.containsKey(place.id())) {
                    build(place, block.get());
                }
            }
            return !problems.fatal() && blocks.size() == order.size();
        }

        private void build(Program.Node place, Block block) {
            Node node = new Node(place, block, storage, clock, balance, propagation::exported);
            try {
                node.build(type(place));
                built.put(place.id(), node);
            } catch (RuntimeException e) {
                problems.add(place.position(), "component " + place.id() + " cannot be built: " + e.getMessage());
            }
        }

        void rollBack() {
            new ArrayList<>(built.values()).reversed().forEach(ComponentGraph::end);
        }

        void commit() {
            Set<String> gone = new LinkedHashSet<>(nodes.keySet());
            order.forEach(place -> gone.remove(place.id()));
            // A source that is gone stops before its successor starts; a writer that is gone, once nobody uses it.
            endUnused(gone);
            for (Program.Node place : order) {
                Node fresh = built.get(place.id());
                if (fresh != null) {
                    nodes.put(place.id(), fresh);
                    start(fresh);
                } else {
                    keep(place);
                }
            }
            endUnused(gone);
            sort();
        }

        /** What cannot start, for a storage that another process uses, say, is told and does not stop the others. */
        private void start(Node node) {
            try {
                node.start();
            } catch (RuntimeException e) {
                String reason =
                        e.getCause() == null ? e.getMessage() : e.getCause().getMessage();
                node.fault("it cannot start: " + reason);
                problems.add(node.place().position(), "component " + node.id() + " cannot start: " + reason);
            }
        }

        private void keep(Program.Node place) {
            Node node = java.util.Objects.requireNonNull(nodes.get(place.id()));
            Block block = java.util.Objects.requireNonNull(blocks.get(place.id()));
            node.place(place);
            node.update(block);
        }

        private void endUnused(Set<String> gone) {
            for (String id : new ArrayList<>(gone).reversed()) {
                if (referencedBy(id).isEmpty()) {
                    Node node = nodes.remove(id);
                    if (node != null) {
                        end(node);
                        settled(node);
                    }
                    gone.remove(id);
                }
            }
        }

        private void sort() {
            Map<String, Node> sorted = new LinkedHashMap<>();
            order.forEach(place -> sorted.put(place.id(), java.util.Objects.requireNonNull(nodes.get(place.id()))));
            nodes.clear();
            nodes.putAll(sorted);
        }
    }
}
