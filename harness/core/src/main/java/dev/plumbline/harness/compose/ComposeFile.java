package dev.plumbline.harness.compose;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * compose.yaml with its variables resolved.
 *
 * @param path where it lies; relative sources of mounts start from its folder
 * @param services by name, in the order of the file
 */
public record ComposeFile(Path path, Map<String, ComposeService> services) {
    private static final YAMLMapper YAML = YAMLMapper.builder().build();

    /**
     * Reads a file.
     *
     * @param path of compose.yaml
     * @param environment value of a variable, or null if it is not set
     * @throws ComposeException if it cannot be read or does not describe services
     */
    public static ComposeFile read(Path path, Function<String, @Nullable String> environment) {
        try {
            JsonNode root = YAML.readTree(Files.readString(path));
            JsonNode services = root == null ? YAML.nullNode() : root.path("services");
            if (!services.isObject()) {
                throw new ComposeException(path + ": expected a mapping 'services', found none");
            }
            ServiceReader reader = new ServiceReader(path, text -> Interpolation.resolve(text, environment));
            Map<String, ComposeService> byName = new LinkedHashMap<>();
            services.properties().forEach(s -> byName.put(s.getKey(), reader.read(s.getKey(), s.getValue())));
            return new ComposeFile(path, byName);
        } catch (IOException e) {
            throw new ComposeException("cannot read " + path + ": " + e.getMessage(), e);
        }
    }

    /** Returns the service of that name. */
    public Optional<ComposeService> service(String name) {
        return Optional.ofNullable(services.get(name));
    }
}
