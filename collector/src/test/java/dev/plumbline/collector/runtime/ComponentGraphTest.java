package dev.plumbline.collector.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.plumbline.collector.config.Attribute;
import dev.plumbline.collector.config.Block;
import dev.plumbline.collector.config.Position;
import dev.plumbline.collector.config.Problem;
import dev.plumbline.collector.config.Problems;
import dev.plumbline.collector.config.Schema;
import dev.plumbline.collector.config.Value;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ComponentGraphTest {
    private static final Position HERE = new Position("test.alloy", 1, 1, 1);

    @TempDir
    Path storage;

    private final BlockingQueue<String> story = new LinkedBlockingQueue<>();
    private final Map<String, ComponentContext> contexts = Collections.synchronizedMap(new java.util.HashMap<>());
    private Optional<ComponentGraph> graph = Optional.empty();
    private volatile Consumer<String> beforeClose = id -> {};

    @AfterEach
    void end() {
        graph.ifPresent(ComponentGraph::close);
    }

    private ComponentGraph graph() {
        ComponentGraph made = new ComponentGraph(Map.of("test", new TestType()), storage, Clock.systemUTC());
        graph = Optional.of(made);
        return made;
    }

    private final class TestType implements ComponentType {
        @Override
        public String name() {
            return "test";
        }

        @Override
        public Schema schema() {
            return Schema.block();
        }

        @Override
        public void check(Block arguments, Problems problems) {
            if (arguments.attribute("bad").isPresent()) {
                problems.add(HERE, "bad is bad");
            }
        }

        @Override
        public Component create(Block arguments, ComponentContext context) {
            if (arguments.attribute("explodes").isPresent()) {
                throw new IllegalStateException("no such luck");
            }
            contexts.put(context.id(), context);
            story.add("create " + context.id());
            context.export("out", new Value.Text("initial"));
            return new TestComponent(context.id());
        }
    }

    private final class TestComponent implements Component {
        private final String id;

        TestComponent(String id) {
            this.id = id;
        }

        @Override
        public void start() {
            story.add("start " + id);
        }

        @Override
        public void update(Block arguments) {
            story.add("update " + id + " "
                    + arguments
                            .attribute("in")
                            .map(a -> ((Value.Text) a.value()).value())
                            .orElse("-"));
        }

        @Override
        public void close() {
            beforeClose.accept(id);
            story.add("close " + id);
        }
    }

    /** A line {@code c < a b: bad} is a component c that refers to a and b and has an attribute bad. */
    private record Lines(List<String> lines) implements Program {
        static Lines of(String... lines) {
            return new Lines(Arrays.asList(lines));
        }

        @Override
        public List<Node> nodes() {
            return lines.stream()
                    .map(l -> {
                        String id = l.split("[ :]")[0];
                        Set<String> references = l.contains("<")
                                ? Arrays.stream(l.replaceFirst(":.*", "")
                                                .split("< ")[1]
                                                .split(" "))
                                        .collect(Collectors.toSet())
                                : Set.of();
                        return new Node(id, "test", Optional.empty(), HERE, references);
                    })
                    .toList();
        }

        @Override
        public Optional<Block> logging() {
            return Optional.empty();
        }

        @Override
        public Optional<Block> evaluate(Node node, Map<String, Map<String, Value>> exports, Problems problems) {
            List<Attribute> attributes = new ArrayList<>();
            node.references().stream()
                    .sorted()
                    .map(id -> Objects.requireNonNull(exports.get(id)))
                    .map(e -> e.get("out"))
                    .filter(Objects::nonNull)
                    .findFirst()
                    .ifPresent(v -> attributes.add(new Attribute("in", HERE, HERE, v)));
            lines.stream()
                    .filter(l -> l.split("[ :]")[0].equals(node.id()) && l.contains(":"))
                    .map(l -> l.split(": ")[1])
                    .forEach(a -> attributes.add(new Attribute(a, HERE, HERE, new Value.Bool(true))));
            return Optional.of(new Block("test", Optional.empty(), HERE, attributes, List.of()));
        }
    }

    private static List<Problem> load(ComponentGraph graph, String... lines) {
        Problems problems = new Problems();
        boolean taken = graph.load(Lines.of(lines), problems);
        assertThat(taken).isEqualTo(problems.none());
        return problems.inOrder();
    }

    private List<String> told() {
        List<String> told = new ArrayList<>();
        story.drainTo(told);
        told.removeIf(s -> s.startsWith("update"));
        return told;
    }

    private void awaitTold(String wanted) throws InterruptedException {
        List<String> seen = new ArrayList<>();
        while (!seen.contains(wanted)) {
            String next = story.poll(5, TimeUnit.SECONDS);
            assertThat(next).as("waiting for '%s' behind %s", wanted, seen).isNotNull();
            seen.add(Objects.requireNonNull(next));
        }
    }

    @Test
    void builds_and_starts_what_is_referred_to_first_and_ends_it_last() {
        ComponentGraph made = graph();
        assertThat(load(made, "source < process discovery", "process < write", "discovery", "write"))
                .isEmpty();
        made.close();

        List<String> told = told();
        assertThat(told.subList(0, 8))
                .containsExactly(
                        "create discovery",
                        "create write",
                        "create process",
                        "create source",
                        "start discovery",
                        "start write",
                        "start process",
                        "start source");
        assertThat(told.subList(8, told.size()))
                .startsWith("close source")
                .containsSubsequence("close process", "close write")
                .containsExactlyInAnyOrder("close source", "close process", "close discovery", "close write");
    }

    @Test
    void those_that_do_not_refer_to_each_other_end_at_the_same_time() throws InterruptedException {
        ComponentGraph made = graph();
        load(made, "source < one two", "one", "two");
        CountDownLatch both = new CountDownLatch(2);
        beforeClose = id -> {
            if (!id.equals("source")) {
                both.countDown();
                story.add((awaits(both) ? "together " : "alone ") + id);
            }
        };
        made.close();
        assertThat(told()).contains("together one", "together two");
    }

    private static boolean awaits(CountDownLatch both) {
        try {
            return both.await(30, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void hands_exports_on_to_those_who_refer_to_them() throws InterruptedException {
        ComponentGraph made = graph();
        load(made, "source < discovery", "discovery");
        Objects.requireNonNull(contexts.get("discovery")).export("out", new Value.Text("changed"));

        awaitTold("update source changed");
    }

    @Test
    void keeps_everything_as_it_is_if_one_component_of_a_new_file_is_wrong() {
        ComponentGraph made = graph();
        load(made, "write", "source < write");
        told();

        List<Problem> problems = load(made, "write", "other", "source < write other: bad");

        assertThat(problems).extracting(Problem::message).containsExactly("bad is bad");
        assertThat(told()).containsExactly("create other", "close other");
        assertThat(made.components()).extracting(c -> c.place().id()).containsExactly("write", "source");
    }

    @Test
    void names_a_component_that_cannot_be_built() {
        assertThat(load(graph(), "write: explodes"))
                .extracting(Problem::toString)
                .containsExactly("test.alloy:1:1: component write cannot be built: no such luck");
    }

    @Test
    void replaces_a_source_without_two_reading_at_once_and_a_writer_once_nobody_uses_it() {
        ComponentGraph made = graph();
        load(made, "write1", "process < write1", "source1 < process");
        told();
        load(made, "write2", "process < write2", "source2 < process");

        assertThat(told())
                .containsExactly(
                        "create write2",
                        "create source2",
                        "close source1",
                        "start write2",
                        "start source2",
                        "close write1");
    }

    @Test
    void names_components_that_refer_to_each_other_in_a_circle() {
        assertThatThrownBy(() -> graph().load(Lines.of("a < b", "b < a"), new Problems()))
                .hasMessage("components refer to each other in a circle: a -> b -> a");
    }
}
