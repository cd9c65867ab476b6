package dev.plumbline.embedded.stack;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.plumbline.embedded.engine.EngineContainer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Reads the end of a container's log from the engine's file. */
final class ContainerLogTail {
    private static final int MOST_ROTATED = 9;
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private ContainerLogTail() {}

    static String of(EngineContainer container, int lines) {
        try {
            if (!Files.exists(container.logFile())) {
                return container.name() + " has not logged anything";
            }
            List<String> all = lines(container.logFile());
            StringBuilder text = new StringBuilder();
            all.subList(Math.max(0, all.size() - lines), all.size()).forEach(line -> text.append(message(line)));
            return text.isEmpty() ? container.name() + " has not logged anything" : text.toString();
        } catch (IOException e) {
            return "the log of " + container.name() + " cannot be read: " + e.getMessage();
        }
    }

    /** Reads what was rotated away, oldest first, and then the file itself. */
    private static List<String> lines(Path file) throws IOException {
        List<String> all = new ArrayList<>();
        for (int number = MOST_ROTATED; number > 0; number--) {
            Path rotated = file.resolveSibling(file.getFileName() + "." + number);
            if (Files.exists(rotated)) {
                all.addAll(Files.readAllLines(rotated));
            }
        }
        all.addAll(Files.readAllLines(file));
        return all;
    }

    private static String message(String line) {
        try {
            return JSON.readTree(line).path("log").asText();
        } catch (JsonProcessingException e) {
            return line + "\n";
        }
    }
}
