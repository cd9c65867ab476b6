package dev.plumbline.collector.testkit;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.zip.GZIPOutputStream;

/** Writes a log as the engine's json-file driver does, and rotates it so. */
public final class JsonLogFile {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Path path;

    public JsonLogFile(Path path) throws IOException {
        this.path = path;
        Files.createDirectories(path.getParent());
        Files.writeString(path, "");
    }

    public Path path() {
        return path;
    }

    public JsonLogFile out(long timestamp, String line) throws IOException {
        return raw(json("stdout", timestamp, line + "\n"));
    }

    public JsonLogFile part(long timestamp, String content) throws IOException {
        return raw(json("stdout", timestamp, content));
    }

    public JsonLogFile raw(String text) throws IOException {
        Files.writeString(path, text, StandardOpenOption.APPEND);
        return this;
    }

    public static String json(String stream, long timestamp, String content) throws IOException {
        String time = Instant.ofEpochSecond(timestamp / 1_000_000_000L, timestamp % 1_000_000_000L)
                .toString();
        return "{\"log\":" + JSON.writeValueAsString(content) + ",\"stream\":\"" + stream + "\",\"time\":\"" + time
                + "\"}\n";
    }

    /** Renames the files, and compresses the older ones if asked to. */
    public void rotate(boolean compress) throws IOException {
        for (int i = 8; i >= 1; i--) {
            move(name("." + i + ".gz"), name("." + (i + 1) + ".gz"));
            move(name("." + i), name("." + (i + 1)));
        }
        move(path, name(".1"));
        Files.writeString(path, "");
        if (compress) {
            try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(name(".1.gz")))) {
                Files.copy(name(".1"), out);
            }
            Files.delete(name(".1"));
        }
    }

    public void truncate() throws IOException {
        Files.write(path, "".getBytes(StandardCharsets.UTF_8), StandardOpenOption.TRUNCATE_EXISTING);
    }

    private Path name(String end) {
        return path.resolveSibling(path.getFileName() + end);
    }

    private static void move(Path from, Path to) throws IOException {
        if (Files.exists(from)) {
            Files.move(from, to, StandardCopyOption.REPLACE_EXISTING);
        }
    }
}
