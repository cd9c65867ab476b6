package dev.plumbline.embedded.otelcollector;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.plumbline.embedded.launch.LaunchException;
import dev.plumbline.harness.text.Nearest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads configuration files, later ones over earlier ones, with {@code ${env:NAME:-default}} replaced. */
final class ConfigReader {
    private static final YAMLMapper YAML = YAMLMapper.builder().build();
    private static final JsonMapper STRICT = JsonMapper.builder()
            .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();
    private static final Pattern REFERENCE =
            Pattern.compile("\\$\\{(?:([a-z]+):)?([A-Za-z_][A-Za-z0-9_]*)(?::-([^}]*))?}");

    private ConfigReader() {}

    static ObjectNode read(List<String> files, Map<String, String> environment) {
        ObjectNode merged = YAML.createObjectNode();
        for (String file : files) {
            Path path = Path.of(file.replaceFirst("^file:", ""));
            try {
                String text = expand(path.toString(), Files.readString(path), environment);
                JsonNode node = YAML.readTree(text);
                if (!(node instanceof ObjectNode object)) {
                    throw new LaunchException(path + ": expected keys such as 'receivers', found none");
                }
                merge(merged, object);
            } catch (JsonProcessingException e) {
                throw new LaunchException(
                        path + ":" + e.getLocation().getLineNr() + ":"
                                + e.getLocation().getColumnNr() + ": " + e.getOriginalMessage(),
                        e);
            } catch (IOException e) {
                throw new LaunchException("cannot read " + path + ": " + e.getMessage(), e);
            }
        }
        return merged;
    }

    private static String expand(String file, String text, Map<String, String> environment) {
        Matcher matcher = REFERENCE.matcher(text);
        return matcher.replaceAll(found -> {
            if (found.group(1) != null && !found.group(1).equals("env")) {
                throw new LaunchException(file + ": the stand-in reads ${env:...} only, found " + found.group());
            }
            String otherwise = found.group(3) == null ? "" : found.group(3);
            return Matcher.quoteReplacement(environment.getOrDefault(found.group(2), otherwise));
        });
    }

    private static void merge(ObjectNode into, ObjectNode from) {
        from.properties().forEach(field -> {
            if (into.get(field.getKey()) instanceof ObjectNode inner && field.getValue() instanceof ObjectNode more) {
                merge(inner, more);
            } else {
                into.set(field.getKey(), field.getValue());
            }
        });
    }

    /** Reads one component's part of the file. */
    static <T> T component(String name, JsonNode node, Class<T> type) {
        JsonNode given = node.isNull() || node.isMissingNode() ? STRICT.createObjectNode() : node;
        try {
            return STRICT.treeToValue(given, type);
        } catch (UnrecognizedPropertyException e) {
            throw new LaunchException(
                    "'" + name + "': the stand-in does not know the key '" + e.getPropertyName() + "'"
                            + nearest(e.getPropertyName(), e.getKnownPropertyIds()),
                    e);
        } catch (JsonProcessingException e) {
            throw new LaunchException("'" + name + "': " + e.getOriginalMessage(), e);
        }
    }

    private static String nearest(String name, Collection<Object> known) {
        return Nearest.to(name, known.stream().map(String::valueOf).toList())
                .map(n -> "; the nearest it knows here is '" + n + "'")
                .orElse("");
    }

    /** Tells whether a value is there and not empty text. */
    static boolean isGiven(JsonNode node) {
        return !node.isMissingNode()
                && !node.isNull()
                && !(node instanceof TextNode t && t.asText().isEmpty());
    }
}
