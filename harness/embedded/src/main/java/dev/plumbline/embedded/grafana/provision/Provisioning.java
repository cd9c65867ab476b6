package dev.plumbline.embedded.grafana.provision;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.plumbline.embedded.launch.LaunchException;
import dev.plumbline.harness.text.Nearest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Reads the YAML files of a provisioning folder; a key that the stand-in does not know is an error. */
final class Provisioning {
    private static final YAMLMapper YAML = YAMLMapper.builder().build();

    private Provisioning() {}

    /** One file. */
    record File(Path path, JsonNode content) {
        LaunchException problem(String what) {
            return new LaunchException(path + ": " + what);
        }

        void onlyKeys(JsonNode node, Set<String> known) {
            node.fieldNames().forEachRemaining(key -> {
                if (!known.contains(key)) {
                    throw problem("the stand-in does not know the key '" + key + "'"
                            + Nearest.to(key, known)
                                    .map(n -> "; the nearest it knows here is '" + n + "'")
                                    .orElse(""));
                }
            });
        }
    }

    /** Reads a folder's files by name; a folder that is missing holds none. */
    static List<File> files(Path folder) {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        TreeMap<String, Path> sorted = new TreeMap<>();
        try (Stream<Path> entries = Files.list(folder)) {
            entries.filter(p -> p.toString().matches(".*\\.ya?ml")).forEach(p -> sorted.put(p.toString(), p));
        } catch (IOException e) {
            throw new LaunchException("cannot list " + folder + ": " + e.getMessage(), e);
        }
        List<File> files = new ArrayList<>();
        sorted.values().forEach(p -> files.add(new File(p, content(p))));
        return files;
    }

    private static JsonNode content(Path path) {
        try {
            return YAML.readTree(Files.readString(path));
        } catch (JsonProcessingException e) {
            throw new LaunchException(
                    path + ":" + e.getLocation().getLineNr() + ":"
                            + e.getLocation().getColumnNr() + ": " + e.getOriginalMessage(),
                    e);
        } catch (IOException e) {
            throw new LaunchException("cannot read " + path + ": " + e.getMessage(), e);
        }
    }
}
