package dev.plumbline.docker.proof;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plumbline.harness.waiting.Deadline;
import dev.plumbline.harness.waiting.DeadlineMissed;
import dev.plumbline.harness.waiting.Seen;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What one test has on the engine and around it: containers of its own, a collector that sees no others, a Loki. */
final class Scene implements AutoCloseable {
    static final String LABEL = "plumbline.scene";
    private static final Deadline DELIVERED = Deadline.seconds(150).every(java.time.Duration.ofMillis(250));

    private final PrivateEngine engine;
    private final String name;
    private final Path folder;
    private final CountingLoki loki;
    private final List<CollectorProcess> collectors = new ArrayList<>();

    Scene(PrivateEngine engine, String name) throws IOException {
        this(engine, name, new CountingLoki());
    }

    private Scene(PrivateEngine engine, String name, CountingLoki loki) throws IOException {
        this.engine = engine;
        this.name = name;
        this.folder = Path.of("target", "engine-proof", name).toAbsolutePath();
        Folders.deleteAll(folder);
        Files.createDirectories(folder.resolve("storage"));
        this.loki = loki;
    }

    /** Makes a scene whose Loki is found at this address and port. */
    Scene(PrivateEngine engine, String name, String lokiAddress, int lokiPort) throws IOException {
        this(engine, name, new CountingLoki(lokiAddress, lokiPort));
    }

    String host() {
        return engine.host();
    }

    CountingLoki loki() {
        return loki;
    }

    Path folder() {
        return folder;
    }

    Path storage() {
        return folder.resolve("storage");
    }

    /** Writes bytes into a file that containers may mount. */
    Path file(String file, String bytes) throws IOException {
        return Files.write(folder.resolve(file), bytes.getBytes(StandardCharsets.ISO_8859_1));
    }

    /** Starts a container of this scene: its name, options of {@code docker run}, and what its shell runs. */
    Container run(String container, String script, String... options) {
        List<String> command = arguments("run", container, script, options);
        command.add(1, "--detach");
        String id = engine.run(command.toArray(String[]::new));
        return new Container(id.substring(id.lastIndexOf('\n') + 1), named(container));
    }

    /** Returns the arguments of Docker's client that make a container of this scene. */
    List<String> arguments(String verb, String container, String script, String... options) {
        List<String> command =
                new ArrayList<>(List.of(verb, "--name", named(container), "--label", LABEL + "=" + name));
        command.addAll(Arrays.asList(options));
        command.addAll(List.of(engine.image(), "sh", "-c", script));
        return command;
    }

    String named(String container) {
        return name + "-" + container;
    }

    /** Starts a collector on the scene's storage and waits until it has seen the containers. */
    CollectorProcess collector(String... flags) throws IOException {
        return collector(configuration(), Map.of(), flags);
    }

    CollectorProcess collector(Configuration configuration, Map<String, String> environment, String... flags)
            throws IOException {
        return start(configuration, environment, flags).awaitReady();
    }

    /** Starts a collector on the scene's storage while its Loki is away: it is not ready then. */
    CollectorProcess collectorWithoutLoki(String... flags) throws IOException {
        return start(configuration(), Map.of(), flags).awaitListening();
    }

    private CollectorProcess start(Configuration configuration, Map<String, String> environment, String... flags)
            throws IOException {
        Path config = Files.writeString(folder.resolve("config.alloy"), configuration.text());
        Path log = folder.resolve("collector-" + (collectors.size() + 1) + ".log");
        CollectorProcess started = CollectorProcess.start(config, storage(), log, environment, flags);
        collectors.add(started);
        return started;
    }

    /** Returns the configuration of this scene's collectors. */
    Configuration configuration() {
        return Configuration.of(engine.host(), LABEL + "=" + name, loki.pushUrl());
    }

    /** Waits until a container has ended. */
    void awaitEnd(Container container) {
        Deadline.seconds(240).eventually("the end of " + container.name(), () -> {
            String state = engine.run("inspect", "--format", "{{.State.Status}}", container.id());
            return state.equals("exited") ? Seen.enough(true) : Seen.notYet(state);
        });
    }

    /** Returns what the engine itself has of a container's output: lines of stdout, then of stderr. */
    List<List<String>> written(Container container) {
        Command.Result logs = engine.attempt("logs", container.id());
        assertThat(logs.code())
                .as("docker logs: %s", logs.code() == 0 ? "" : logs.err())
                .isZero();
        return List.of(lines(logs.out()), lines(logs.err()));
    }

    /** Splits what a program wrote into lines; what follows the last line end is one too. */
    static List<String> lines(String written) {
        List<String> lines = new ArrayList<>(Arrays.asList(written.split("\n", -1)));
        if (lines.getLast().isEmpty()) {
            lines.removeLast();
        }
        return lines;
    }

    Map<String, String> stream(Container container, int source) {
        return Map.of("container_id", container.id(), "stream", source == 0 ? "stdout" : "stderr");
    }

    /** Waits until Loki has at least so many lines of a container's source. */
    void awaitDelivered(Container container, int source, int lines) {
        DELIVERED.eventually(lines + " lines of " + stream(container, source), () -> {
            int count = loki.count(stream(container, source));
            return count >= lines ? Seen.enough(count) : Seen.notYet(count + " lines");
        });
    }

    /**
     * Checks that Loki has exactly what the engine has of these containers, which write no more: every line once, in
     * order. Ends the collector in between, so that a double that is still on its way is seen too.
     */
    void assertWhole(CollectorProcess collector, Container... containers) throws InterruptedException, IOException {
        List<List<List<String>>> written =
                Arrays.stream(containers).map(this::written).toList();
        assertWhole(collector, List.of(containers), written);
    }

    /** Checks the same where what was written is known. */
    void assertWhole(CollectorProcess collector, List<Container> containers, List<List<List<String>>> written)
            throws InterruptedException, IOException {
        for (int i = 0; i < containers.size(); i++) {
            for (int source = 0; source < 2; source++) {
                awaitAll(containers.get(i), source, written.get(i).get(source));
            }
        }
        assertThat(collector.metric("loki_write_unbalanced_entries")).isZero();
        collector.stop();
        for (int i = 0; i < containers.size(); i++) {
            for (int source = 0; source < 2; source++) {
                compare(containers.get(i), source, written.get(i).get(source));
            }
        }
    }

    private void awaitAll(Container container, int source, List<String> written) {
        try {
            awaitDelivered(container, source, written.size());
        } catch (DeadlineMissed e) {
            compare(container, source, written);
            throw e;
        }
    }

    /** Compares what was written with what arrived: whole, and in order within each stream of Loki's. */
    private void compare(Container container, int source, List<String> written) {
        List<Pushed> arrived = loki.entries(stream(container, source));
        String where = container.name() + ", " + (source == 0 ? "stdout" : "stderr");
        Map<Map<String, String>, Long> newest = new HashMap<>();
        for (Pushed entry : arrived) {
            long before = newest.getOrDefault(entry.labels(), Long.MIN_VALUE);
            assertThat(entry.timestamp())
                    .as("%s, timestamp of '%s' in the order of arrival", where, entry.line())
                    .isGreaterThanOrEqualTo(before);
            newest.put(entry.labels(), entry.timestamp());
        }
        // A container that was renamed has two streams, and neither waits for the other.
        List<String> lines = newest.size() < 2
                ? arrived.stream().map(Pushed::line).toList()
                : arrived.stream()
                        .sorted(Comparator.comparingLong(Pushed::timestamp))
                        .map(Pushed::line)
                        .toList();
        Difference.between(written, lines).ifPresent(difference -> {
            throw new AssertionError(where + ": " + difference + "; see " + folder);
        });
    }

    @Override
    public void close() throws IOException {
        collectors.forEach(CollectorProcess::close);
        String all = engine.run("ps", "--all", "--quiet", "--filter", "label=" + LABEL + "=" + name);
        if (!all.isEmpty()) {
            List<String> remove = new ArrayList<>(List.of("rm", "--force", "--volumes"));
            remove.addAll(all.lines().toList());
            engine.attempt(remove.toArray(String[]::new));
        }
        loki.close();
        Folders.deleteAll(storage());
    }
}
