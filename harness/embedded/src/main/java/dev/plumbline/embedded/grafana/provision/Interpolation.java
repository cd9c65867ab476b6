package dev.plumbline.embedded.grafana.provision;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.plumbline.embedded.launch.LaunchException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Replaces variables in the values of provisioning files: {@code $__env{X}}, {@code $__file{/path}}, {@code $X} and
 * {@code ${X}}; {@code $$} stands for one dollar. What is not defined becomes empty.
 */
final class Interpolation {
    private static final Pattern EXPANDER = Pattern.compile("\\$__(env|file)\\{([^}]*)}");
    private static final Pattern VARIABLE =
            Pattern.compile("\\$\\{([^}]*)}|\\$([A-Za-z_][A-Za-z0-9_]*)|\\$([*#@!?0-9-])");

    private final Map<String, String> environment;

    Interpolation(Map<String, String> environment) {
        this.environment = environment;
    }

    JsonNode apply(JsonNode node) {
        if (node.isTextual()) {
            return TextNode.valueOf(apply(node.asText()));
        }
        if (node.isArray()) {
            ArrayNode list = JsonNodeFactory.instance.arrayNode();
            node.forEach(e -> list.add(apply(e)));
            return list;
        }
        if (node.isObject()) {
            ObjectNode object = JsonNodeFactory.instance.objectNode();
            node.properties().forEach(e -> object.set(e.getKey(), apply(e.getValue())));
            return object;
        }
        return node;
    }

    String apply(String text) {
        return Arrays.stream(text.split("\\$\\$", -1)).map(this::part).collect(Collectors.joining("$"));
    }

    private String part(String text) {
        String expanded = EXPANDER.matcher(text)
                .replaceAll(m ->
                        Matcher.quoteReplacement(m.group(1).equals("env") ? variable(m.group(2)) : file(m.group(2))));
        return VARIABLE.matcher(expanded)
                .replaceAll(m -> Matcher.quoteReplacement(
                        variable(m.group(1) != null ? m.group(1) : m.group(2) != null ? m.group(2) : "")));
    }

    private String variable(String name) {
        return environment.getOrDefault(name, "");
    }

    private static String file(String path) {
        try {
            return Files.readString(Path.of(path)).strip();
        } catch (IOException e) {
            throw new LaunchException("Datasource provisioning error: cannot read " + path, e);
        }
    }
}
