package dev.plumbline.steps;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Finds dashboard files that get into each other's way. */
final class DashboardFiles {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private DashboardFiles() {}

    /**
     * Names files with the same uid or title.
     *
     * <p>Grafana imports them once without a word, and notices half a minute later: from then on it takes over no change
     * of any file. Looking at a Grafana that has just started does not show it.
     *
     * @param folder with the files of one provider
     * @return one sentence for each uid or title that is there twice
     */
    static List<String> conflicts(Path folder) throws IOException {
        Map<String, List<String>> files = new TreeMap<>();
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path file : (Iterable<Path>)
                    all.filter(f -> f.toString().endsWith(".json")).sorted()::iterator) {
                note(folder, file, files);
            }
        }
        List<String> conflicts = new ArrayList<>();
        files.forEach((what, names) -> {
            if (names.size() > 1) {
                conflicts.add("dashboard files " + String.join(" and ", names) + " have the same " + what
                        + ": Grafana freezes all of them half a minute after their import");
            }
        });
        return conflicts;
    }

    private static void note(Path folder, Path file, Map<String, List<String>> files) throws IOException {
        String name = folder.relativize(file).toString();
        JsonNode dashboard = read(file);
        for (String key : List.of("uid", "title")) {
            String value = dashboard.path(key).asText("");
            if (!value.isEmpty()) {
                files.computeIfAbsent(key + " '" + value + "'", k -> new ArrayList<>())
                        .add(name);
            }
        }
    }

    /** A file that is not JSON cannot collide; that it is none is told elsewhere. */
    private static JsonNode read(Path file) throws IOException {
        try {
            return JSON.readTree(Files.readString(file));
        } catch (JsonProcessingException e) {
            return JSON.createObjectNode();
        }
    }
}
