package dev.plumbline.bench;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A real engine, told by its own command-line program to run containers that write lines. */
final class RealEngine implements AutoCloseable {
    private static final String MARK = "plumbline.bench";

    private final String socket;
    private final String image;
    private final Path folder;
    private final List<String> staged = new ArrayList<>();

    /** Takes an engine; containers will write so many lines each. */
    RealEngine(Options options, Lines texts, long count) throws IOException, InterruptedException {
        this.socket = options.engine();
        this.image = options.image();
        this.folder = Folders.fresh(options.work().resolve("engine")).toAbsolutePath();
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(folder.resolve("lines")), 1 << 20)) {
            for (long i = 0; i < count; i++) {
                out.write(texts.text((int) i));
                out.write('\n');
            }
        }
        run(List.of("mkfifo", gate().toString()));
    }

    /** Returns a filter for discovery that finds the containers of this, and no others. */
    static String filter() {
        return "filter {\n name = \"label\"\n values = [\"" + MARK + "\"]\n}\n";
    }

    /** Removes the containers of before and starts others, which wait to be released; returns their ids. */
    List<String> stage(int containers) throws IOException, InterruptedException {
        remove();
        for (int i = 0; i < containers; i++) {
            // Without a network: older engines can lock themselves up where many leave one at the same time.
            staged.add(docker(List.of(
                    "run",
                    "-d",
                    "--label",
                    MARK,
                    "--network=none",
                    "-v",
                    folder + ":/bench:ro",
                    image,
                    "cat",
                    "/bench/gate",
                    "/bench/lines")));
        }
        return List.copyOf(staged);
    }

    /** Has the containers that wait write their lines, as fast as they can, and end. */
    void release() throws IOException {
        // A pipe that is opened for writing lets everybody in who waits to read it, and is at its end at once.
        new RandomAccessFile(gate().toFile(), "rw").close();
    }

    private Path gate() {
        return folder.resolve("gate");
    }

    /** Removes the containers of before, and their logs. */
    void remove() throws IOException, InterruptedException {
        if (!staged.isEmpty()) {
            List<String> remove = new ArrayList<>(List.of("rm", "-f", "-v"));
            remove.addAll(staged);
            docker(remove);
            staged.clear();
        }
    }

    private String docker(List<String> arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("docker", "-H", "unix://" + socket));
        command.addAll(arguments);
        return run(command);
    }

    private static String run(List<String> command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        if (process.waitFor() != 0) {
            throw new IOException(String.join(" ", command) + " failed");
        }
        return output;
    }

    @Override
    public void close() throws IOException {
        try {
            remove();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
