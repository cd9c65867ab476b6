package dev.plumbline.bench;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
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
    private final Path lines;
    private final List<String> made = new ArrayList<>();

    /** Takes an engine; containers will write so many lines each. */
    RealEngine(Options options, Lines texts, long count) throws IOException {
        this.socket = options.engine();
        this.image = options.image();
        this.lines = Files.createDirectories(options.work()).toAbsolutePath().resolve("lines");
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(lines), 1 << 20)) {
            for (long i = 0; i < count; i++) {
                out.write(texts.text((int) i));
                out.write('\n');
            }
        }
    }

    /** Returns a filter for discovery that finds the containers of this, and no others. */
    static String filter() {
        return "filter {\n name = \"label\"\n values = [\"" + MARK + "\"]\n}\n";
    }

    /** Has containers write their lines, as fast as they can, and end; returns their ids. */
    List<String> write(int containers) throws IOException, InterruptedException {
        List<String> ids = new ArrayList<>();
        for (int i = 0; i < containers; i++) {
            ids.add(docker(List.of(
                    "run",
                    "-d",
                    "--network=bridge",
                    "--label",
                    MARK,
                    "-v",
                    lines + ":/lines:ro",
                    image,
                    "cat",
                    "/lines")));
            made.add(ids.getLast());
        }
        return ids;
    }

    private String docker(List<String> arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("docker", "-H", "unix://" + socket));
        command.addAll(arguments);
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        if (process.waitFor() != 0) {
            throw new IOException("docker " + arguments.getFirst() + " failed");
        }
        return output;
    }

    @Override
    public void close() throws IOException {
        List<String> remove = new ArrayList<>(List.of("rm", "-f", "-v"));
        remove.addAll(made);
        try {
            if (!made.isEmpty()) {
                docker(remove);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        Files.deleteIfExists(lines);
    }
}
