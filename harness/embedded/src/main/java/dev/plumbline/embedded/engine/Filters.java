package dev.plumbline.embedded.engine;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The {@code filters} parameter: values by key, in either of the two forms that the engine takes. */
record Filters(Map<String, List<String>> byKey) {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    static Filters parse(Optional<String> parameter, Set<String> known, Set<String> refused) {
        Map<String, List<String>> byKey = new LinkedHashMap<>();
        if (parameter.isPresent() && !parameter.get().isBlank()) {
            JsonNode json;
            try {
                json = JSON.readTree(parameter.get());
            } catch (JsonProcessingException e) {
                throw new EngineException(400, "invalid filter: " + e.getOriginalMessage());
            }
            json.properties().forEach(field -> {
                if (refused.contains(field.getKey())) {
                    throw EngineException.refused("the filter " + field.getKey());
                }
                if (!known.contains(field.getKey())) {
                    throw new EngineException(400, "invalid filter '" + field.getKey() + "'");
                }
                byKey.put(field.getKey(), values(field.getValue()));
            });
        }
        return new Filters(byKey);
    }

    private static List<String> values(JsonNode node) {
        List<String> values = new ArrayList<>();
        if (node.isArray()) {
            node.forEach(v -> values.add(v.asText()));
        } else {
            node.properties().forEach(v -> {
                if (v.getValue().asBoolean()) {
                    values.add(v.getKey());
                }
            });
        }
        return values;
    }

    boolean has(String key) {
        return byKey.containsKey(key);
    }

    /** Tells whether one of the values matches, or there are none. */
    boolean any(String key, java.util.function.Predicate<String> matches) {
        List<String> values = byKey.getOrDefault(key, List.of());
        return values.isEmpty() || values.stream().anyMatch(matches);
    }

    /** Tells whether every {@code name} or {@code name=value} holds of the labels. */
    boolean labels(Map<String, String> labels) {
        return byKey.getOrDefault("label", List.of()).stream().allMatch(wanted -> {
            int equals = wanted.indexOf('=');
            return equals < 0
                    ? labels.containsKey(wanted)
                    : wanted.substring(equals + 1).equals(labels.get(wanted.substring(0, equals)));
        });
    }
}
