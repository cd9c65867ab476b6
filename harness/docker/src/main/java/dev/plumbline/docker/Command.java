package dev.plumbline.docker;

import dev.plumbline.harness.failure.InfrastructureFailure;
import dev.plumbline.harness.stack.WorkFolder;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** Runs programs that belong to a run and end with it. */
final class Command {
    private static final int SHOWN = 2000;

    private final Path work;
    private final Map<String, String> environment;

    /**
     * Prepares.
     *
     * @param work folder of the run
     * @param environment what is added to this process's
     */
    Command(Path work, Map<String, String> environment) {
        this.work = work;
        this.environment = Map.copyOf(environment);
    }

    /**
     * Runs one to its end.
     *
     * @param told gets each line as it is written
     * @return all lines
     * @throws InfrastructureFailure with the end of what it said, if it fails
     */
    List<String> run(List<String> command, Consumer<String> told) {
        String name = command.getFirst();
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().putAll(environment);
        ConcurrentLinkedQueue<String> lines = new ConcurrentLinkedQueue<>();
        try {
            Process process = builder.start();
            WorkFolder.adopt(work, process);
            Thread reader = Thread.ofVirtual()
                    .name("output of " + name)
                    .start(() -> read(process, line -> {
                        lines.add(line);
                        told.accept(line);
                    }));
            try {
                int code = process.waitFor();
                reader.join();
                if (code != 0) {
                    String said = String.join("\n", lines).strip();
                    throw new InfrastructureFailure(name + " ended with code " + code + ": "
                            + said.substring(said.lastIndexOf('\n') + 1).strip() + "\n"
                            + String.join(" ", command) + "\n"
                            + said.substring(Math.max(0, said.length() - SHOWN)));
                }
                return List.copyOf(lines);
            } catch (InterruptedException e) {
                end(process);
                Thread.currentThread().interrupt();
                throw new InfrastructureFailure("interrupted while " + name + " ran", e);
            }
        } catch (IOException e) {
            throw new InfrastructureFailure("cannot run " + name + ": " + e.getMessage(), e);
        }
    }

    private static void read(Process process, Consumer<String> told) {
        try (BufferedReader said = process.inputReader(StandardCharsets.UTF_8)) {
            said.lines().forEach(told);
        } catch (IOException | java.io.UncheckedIOException e) {
            // it was ended
        }
    }

    private static void end(Process process) {
        Stream.concat(process.descendants(), Stream.of(process.toHandle()))
                .toList()
                .forEach(ProcessHandle::destroy);
    }
}
