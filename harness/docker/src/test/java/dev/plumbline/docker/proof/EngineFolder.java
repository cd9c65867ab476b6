package dev.plumbline.docker.proof;

import dev.plumbline.harness.waiting.Deadline;
import dev.plumbline.harness.waiting.Seen;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Everything that one private engine has on this machine: a folder below the temporary one, named after the process
 * that owns it. The path is short because those of sockets have to be.
 */
record EngineFolder(Path path) {
    private static final String PREFIX = "plumbline-engine-";
    private static final Path TEMPORARY = Path.of(System.getProperty("java.io.tmpdir"));

    /** Returns the folder of this process, made anew. */
    static EngineFolder own() throws IOException {
        ProcessHandle self = ProcessHandle.current();
        Path path = TEMPORARY.resolve(PREFIX + self.pid() + "-" + start(self));
        return new EngineFolder(Files.createDirectories(path));
    }

    private static long start(ProcessHandle process) {
        return process.info()
                .startInstant()
                .map(java.time.Instant::getEpochSecond)
                .orElse(0L);
    }

    /** Removes what processes that no longer live have left behind: daemons, containers, bridges, files. */
    static void sweep() throws IOException {
        for (EngineFolder folder : all()) {
            if (!folder.owned()) {
                folder.remove();
            }
        }
    }

    private static List<EngineFolder> all() throws IOException {
        try (Stream<Path> paths = Files.list(TEMPORARY)) {
            return paths.filter(p -> p.getFileName().toString().matches(PREFIX + "\\d+-\\d+"))
                    .map(EngineFolder::new)
                    .toList();
        }
    }

    private boolean owned() {
        String[] name = path.getFileName().toString().substring(PREFIX.length()).split("-");
        return ProcessHandle.of(Long.parseLong(name[0]))
                .filter(p -> start(p) == Long.parseLong(name[1]))
                .isPresent();
    }

    Path socket() {
        return path.resolve("docker.sock");
    }

    Path dataRoot() {
        return path.resolve("data");
    }

    /** Returns the name of the bridge, which is unique on this machine and short enough for the kernel. */
    String bridge() {
        return "plb" + Integer.toHexString(path.getFileName().hashCode());
    }

    /** Ends what still runs out of this folder, daemon first, and removes the folder. */
    void remove() throws IOException {
        daemons().forEach(ProcessHandle::destroy);
        try {
            Deadline.seconds(30)
                    .eventually(
                            "the end of " + path + "'s daemon",
                            () -> daemons().isEmpty() ? Seen.enough(true) : Seen.notYet("it runs"));
        } catch (AssertionError e) {
            daemons().forEach(ProcessHandle::destroyForcibly);
        }
        processes().forEach(ProcessHandle::destroyForcibly);
        unmount();
        Command.attempt(List.of("ip", "link", "delete", bridge()));
        deleteAll();
    }

    private List<ProcessHandle> daemons() {
        return processes().stream()
                .filter(p -> p.info().command().orElse("").endsWith("/dockerd"))
                .toList();
    }

    /** Returns the processes that name this folder on their command line. */
    private List<ProcessHandle> processes() {
        return ProcessHandle.allProcesses()
                .filter(p -> p.pid() != ProcessHandle.current().pid())
                .filter(p -> commandLine(p).contains(path + "/"))
                .filter(p -> p.info().command().orElse("").matches(".*/(dockerd|containerd|containerd-shim.*)"))
                .toList();
    }

    private static String commandLine(ProcessHandle process) {
        try {
            return Files.readString(
                            Path.of("/proc/" + process.pid() + "/cmdline"),
                            java.nio.charset.StandardCharsets.ISO_8859_1)
                    .replace('\0', ' ');
        } catch (IOException e) {
            return "";
        }
    }

    private void unmount() throws IOException {
        List<String> mounts = Files.readAllLines(Path.of("/proc/self/mounts")).stream()
                .map(line -> line.split(" ")[1])
                .filter(mount -> mount.startsWith(path + "/"))
                .sorted(Comparator.reverseOrder())
                .toList();
        mounts.forEach(mount -> Command.attempt(List.of("umount", "-l", mount)));
    }

    private void deleteAll() throws IOException {
        try (Stream<Path> files = Files.walk(path)) {
            files.sorted(Comparator.reverseOrder()).forEach(EngineFolder::delete);
        } catch (UncheckedIOException e) {
            // a daemon that is just ending still writes: the next sweep gets the rest
        }
    }

    private static void delete(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            // busy: the next sweep gets it
        }
    }

    /** Returns the process id that the daemon wrote down, if it did. */
    Optional<Long> pid() {
        try {
            return Optional.of(
                    Long.parseLong(Files.readString(path.resolve("docker.pid")).strip()));
        } catch (IOException | NumberFormatException e) {
            return Optional.empty();
        }
    }
}
