package dev.plumbline.harness.stack;

import dev.plumbline.harness.failure.InfrastructureFailure;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * Folders for what a run writes and the processes that it starts. They bear the mark of the process that owns them, so
 * that the next run removes what a killed one has left behind, and nothing of one that lives.
 */
public final class WorkFolder {
    private static final String PREFIX = "plumbline-";
    private static final String OWNER = ".owner";
    private static final String CHILDREN = ".children";
    private static final String ABANDONED = ".abandoned";
    private static final int DEPTH = 3;
    private static final int PATIENCE_SECONDS = 10;

    private WorkFolder() {}

    /** Makes one that this process owns, after what ended processes left behind is removed. */
    public static Path make(Consumer<String> progress) {
        Path temporary = Path.of(System.getProperty("java.io.tmpdir"));
        sweep(temporary, progress);
        return make(temporary, ProcessMark.self());
    }

    static Path make(Path temporary, ProcessMark owner) {
        try {
            Path folder = Files.createTempDirectory(temporary, PREFIX);
            Files.writeString(folder.resolve(OWNER), owner.toString());
            return folder;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Has a folder outlive this process. */
    public static void keep(Path folder) {
        try {
            Files.deleteIfExists(folder.resolve(OWNER));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Ends the start of a stack that nobody wants any more, and the processes that were started for it. */
    public static void abandon(Path folder) {
        try {
            Files.createFile(folder.resolve(ABANDONED));
            children(folder).forEach(child -> end(child, line -> {}));
        } catch (IOException e) {
            System.err.println("plumbline: " + folder + " cannot be abandoned: " + e);
        }
    }

    /**
     * Looks whether a stack is still wanted.
     *
     * @throws InfrastructureFailure if it is not
     */
    public static void demandThatItIsWanted(Path folder) {
        if (Files.exists(folder.resolve(ABANDONED))) {
            throw new InfrastructureFailure("the run was ended before its time");
        }
    }

    /** Notes that a process belongs to a folder and is not to outlive it. */
    public static void adopt(Path folder, Process child) {
        try {
            Path children = Files.createDirectories(folder.resolve(CHILDREN));
            Files.createFile(children.resolve(ProcessMark.of(child.toHandle()).toString()));
            if (Files.exists(folder.resolve(ABANDONED))) {
                child.destroyForcibly();
            }
        } catch (IOException e) {
            child.destroyForcibly();
            throw new UncheckedIOException("cannot note process " + child.pid() + " in " + folder, e);
        }
    }

    /** Removes the folders whose owners have ended, and ends the processes that belong to them. */
    static void sweep(Path temporary, Consumer<String> progress) {
        try (DirectoryStream<Path> folders = Files.newDirectoryStream(temporary, PREFIX + "*")) {
            for (Path folder : folders) {
                if (isOrphan(folder)) {
                    remove(folder, progress);
                }
            }
        } catch (IOException e) {
            progress.accept("cannot look for what earlier runs left in " + temporary + ": " + e);
        }
    }

    private static boolean isOrphan(Path folder) {
        try {
            return ProcessMark.parse(Files.readString(folder.resolve(OWNER)))
                    .map(ProcessMark::hasEnded)
                    .orElse(false);
        } catch (IOException e) {
            return false; // nobody's, or somebody else's
        }
    }

    private static void remove(Path folder, Consumer<String> progress) throws IOException {
        List<ProcessHandle> children = children(folder);
        progress.accept("removing " + folder + ", left behind by an earlier run");
        children.forEach(child -> {
            progress.accept("ending process " + child.pid() + ", left behind by an earlier run: "
                    + child.info().command().orElse("unknown"));
            end(child, progress);
        });
        delete(folder);
    }

    private static List<ProcessHandle> children(Path folder) throws IOException {
        try (Stream<Path> tree = Files.walk(folder, DEPTH)) {
            return tree.filter(p -> p.getParent() != null && p.getParent().endsWith(CHILDREN))
                    .flatMap(p ->
                            ProcessMark.parse(String.valueOf(p.getFileName())).flatMap(ProcessMark::living).stream())
                    .toList();
        } catch (UncheckedIOException e) {
            return List.of(); // another run removes it
        }
    }

    private static void end(ProcessHandle process, Consumer<String> progress) {
        List<ProcessHandle> all =
                Stream.concat(process.descendants(), Stream.of(process)).toList();
        all.forEach(ProcessHandle::destroyForcibly);
        for (ProcessHandle each : all) {
            try {
                each.onExit().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
            } catch (TimeoutException | ExecutionException e) {
                progress.accept("process " + each.pid() + " does not end");
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    /** Deletes a folder and all that is in it, as far as it can be deleted. */
    public static void delete(Path folder) {
        try (Stream<Path> tree = Files.walk(folder)) {
            tree.sorted(Comparator.reverseOrder()).forEach(path -> path.toFile().delete());
        } catch (IOException | UncheckedIOException e) {
            // what is left of it is told below
        }
        if (Files.exists(folder)) {
            System.err.println("plumbline: cannot delete all of " + folder);
        }
    }
}
