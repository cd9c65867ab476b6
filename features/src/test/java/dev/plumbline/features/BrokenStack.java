package dev.plumbline.features;

import dev.plumbline.harness.stack.StackRequest;
import dev.plumbline.harness.stack.WorkFolder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Properties;
import java.util.stream.Stream;

/** A copy of the files that describe the stack, to break something in. */
final class BrokenStack implements AutoCloseable {
    private static final List<String> COPIED = List.of("compose.yaml", "config", "docs");
    private static final List<String> LINKED =
            List.of("collector/target/plumbline-collector.jar", "harness/workload/target/plumbline-workload.jar");

    private final Path root;
    private final Properties properties = new Properties();

    /** Copies from the checkout at {@code original}. */
    BrokenStack(Path original) {
        try {
            root = WorkFolder.make(line -> System.err.println("sabotage: " + line));
            for (String copied : COPIED) {
                copy(original.resolve(copied), root.resolve(copied));
            }
            for (String linked : LINKED) {
                Path link = root.resolve(linked);
                Files.createDirectories(link.resolve("..").normalize());
                Files.createSymbolicLink(link, original.resolve(linked).toAbsolutePath());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        properties.putAll(System.getProperties());
        properties.setProperty("plumbline.stack", "embedded");
        properties.setProperty("plumbline.root", root.toString());
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> tree = Files.walk(from)) {
            for (Path file : (Iterable<Path>) tree::iterator) {
                Files.copy(file, to.resolve(from.relativize(file).toString()));
            }
        }
    }

    /** Replaces a text that a file holds exactly once. */
    void replace(String file, String text, String replacement) {
        String before = read(file);
        int at = before.indexOf(text);
        if (at < 0 || before.indexOf(text, at + 1) >= 0) {
            throw new IllegalStateException(
                    file + ": expected exactly once, found " + (at < 0 ? "never" : "more than once") + ": " + text);
        }
        write(file, before.substring(0, at) + replacement + before.substring(at + text.length()));
    }

    /** Copies a file to another name. */
    void duplicate(String file, String copy) {
        write(copy, read(file));
    }

    /** Sets a property of the run. */
    void property(String name, String value) {
        properties.setProperty(name, value);
    }

    /** Puts a shell script in the place of a service's program. */
    void program(String service, String script) {
        Path program = root.resolve(service + ".sh");
        write(service + ".sh", "#!/bin/sh\n" + script + "\n");
        try {
            Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwxr-xr-x"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        properties.setProperty("plumbline.program." + service, program.toString());
    }

    /** Returns a request for the embedded stack that these files describe. */
    StackRequest request() {
        try {
            return StackRequest.of(properties, Files.createDirectories(root.resolve("work")));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String read(String file) {
        try {
            return Files.readString(root.resolve(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void write(String file, String text) {
        try {
            Files.writeString(root.resolve(file), text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        WorkFolder.delete(root);
    }
}
