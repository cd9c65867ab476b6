package dev.plumbline.embedded.config;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.plumbline.embedded.launch.LaunchException;
import dev.plumbline.harness.text.Nearest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;

/** Reads YAML into records whose components are the keys in snake case; anything else in the file is an error. */
public final class StrictYaml {
    private static final YAMLMapper YAML = YAMLMapper.builder()
            .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
            .build();

    private StrictYaml() {}

    /**
     * Reads a file.
     *
     * @param file path of the file
     * @param type a record; absent keys become null, so its constructor fills in defaults
     * @throws LaunchException with file, line and column if it cannot be read, is not YAML or has an unknown key
     */
    public static <T> T read(Path file, Class<T> type) {
        try {
            return parse(file.toString(), Files.readString(file), type);
        } catch (IOException e) {
            throw new LaunchException("cannot read " + file + ": " + e.getMessage(), e);
        }
    }

    /** Reads text as {@link #read(Path, Class)} reads a file; {@code name} stands for the file in messages. */
    public static <T> T parse(String name, String yaml, Class<T> type) {
        try {
            return Objects.requireNonNull(YAML.readValue(yaml, type), "empty file");
        } catch (UnrecognizedPropertyException e) {
            String key = e.getPropertyName();
            throw new LaunchException(
                    at(name, e) + "the stand-in does not know the key '" + key + "'"
                            + Nearest.to(
                                            key,
                                            e.getKnownPropertyIds().stream()
                                                    .map(String::valueOf)
                                                    .toList())
                                    .map(n -> "; the nearest it knows here is '" + n + "'")
                                    .orElse(""),
                    e);
        } catch (JsonProcessingException e) {
            throw new LaunchException(at(name, e) + e.getOriginalMessage(), e);
        } catch (NullPointerException e) {
            throw new LaunchException(name + ": the file is empty", e);
        }
    }

    private static String at(String name, JsonProcessingException e) {
        JsonLocation at = e.getLocation();
        return at == null ? name + ": " : name + ":" + at.getLineNr() + ":" + at.getColumnNr() + ": ";
    }
}
