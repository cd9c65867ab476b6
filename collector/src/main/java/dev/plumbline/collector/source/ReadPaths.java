package dev.plumbline.collector.source;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Chooses how each container's log is read: the engine's own file where its driver is json-file and the file can be
 * read here, which costs the engine nothing; the API everywhere else.
 */
public final class ReadPaths {
    /** System property that forces one path for all containers: {@code file}, {@code api}, or {@code auto}. */
    public static final String FORCED = "plumbline.read.path";

    private final String forced;

    ReadPaths(String forced) {
        this.forced = forced;
    }

    /** Returns what the command line asks for. */
    static ReadPaths asAsked() {
        return new ReadPaths(System.getProperty(FORCED, "auto"));
    }

    /**
     * Returns the file to read, or nothing for the API.
     *
     * @throws IOException if only a file may be read, and there is none that can be
     */
    Optional<Path> choose(ContainerInfo info) throws IOException {
        Optional<Path> file = readable(info);
        if (forced.equals("file") && file.isEmpty()) {
            throw new IOException(
                    info.driver().equals("json-file")
                            ? "its log file '" + info.logPath()
                                    + "' cannot be read here, and --plumbline.read-path=file allows nothing else"
                            : "its log driver is " + info.driver()
                                    + ", expected json-file for --plumbline.read-path=file");
        }
        return file;
    }

    private Optional<Path> readable(ContainerInfo info) {
        if (forced.equals("api")
                || !info.driver().equals("json-file")
                || info.logPath().isEmpty()) {
            return Optional.empty();
        }
        Path file = Path.of(info.logPath());
        // In the middle of a rotation the name stands for nothing.
        Path rotated = Path.of(info.logPath() + ".1");
        return Files.isReadable(file) || Files.isReadable(rotated) ? Optional.of(file) : Optional.empty();
    }
}
