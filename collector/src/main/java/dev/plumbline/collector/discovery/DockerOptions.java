package dev.plumbline.collector.discovery;

import dev.plumbline.collector.config.Attribute;
import dev.plumbline.collector.config.Block;
import dev.plumbline.collector.config.Value;
import dev.plumbline.collector.json.Json;
import dev.plumbline.collector.json.JsonWriter;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the block of a {@code discovery.docker} says.
 *
 * @param location where the engine is
 * @param labels how targets are made
 * @param refresh time between two looks at the whole list
 * @param filters values by name, as the engine's list takes them
 * @param includeOwn whether the collector's own container counts
 */
record DockerOptions(
        EngineLocation location,
        TargetLabels labels,
        Duration refresh,
        Map<String, List<String>> filters,
        boolean includeOwn) {
    static DockerOptions of(Block block) {
        Map<String, List<String>> filters = new LinkedHashMap<>();
        for (Block filter : block.blocks("filter")) {
            filters.computeIfAbsent(text(filter, "name").orElse(""), n -> new ArrayList<>())
                    .addAll(texts(filter, "values"));
        }
        return new DockerOptions(
                Locations.of(text(block, "host").orElse(""), block),
                new TargetLabels(
                        text(block, "port").map(Integer::parseInt).orElse(80),
                        text(block, "host_networking_host").orElse("localhost"),
                        flag(block, "match_first_network", true)),
                text(block, "refresh_interval").map(Durations::parse).orElse(Duration.ofMinutes(1)),
                filters,
                flag(block, "include_own_container", false));
    }

    /** Returns the query of a list of all containers that the filters let through, or of some by id. */
    String listQuery(List<String> ids) {
        Map<String, List<String>> all = new LinkedHashMap<>(filters);
        if (!ids.isEmpty()) {
            all.put("id", ids);
        }
        return "/containers/json?all=1" + (all.isEmpty() ? "" : "&filters=" + written(all));
    }

    /** Returns the query of the events of containers; labels filter them as they do the list. */
    String eventsQuery() {
        Map<String, List<String>> all = new LinkedHashMap<>();
        all.put("type", List.of("container"));
        all.put("event", List.of("create", "start", "die", "destroy", "rename", "update"));
        Optional.ofNullable(filters.get("label")).ifPresent(labels -> all.put("label", labels));
        return "/events?filters=" + written(all);
    }

    private static String written(Map<String, List<String>> filters) {
        return URLEncoder.encode(JsonWriter.write(Json.of(filters)), StandardCharsets.UTF_8);
    }

    /** Tells whether every container whose events are seen is one that the list would have. */
    boolean filtersByLabelAlone() {
        return filters.keySet().stream().allMatch("label"::equals);
    }

    static Optional<String> text(Block block, String name) {
        return block.attribute(name).map(Attribute::value).flatMap(DockerOptions::text);
    }

    private static Optional<String> text(Value value) {
        return switch (value) {
            case Value.Text text -> Optional.of(text.value());
            case Value.Secret secret -> Optional.of(secret.value());
            case Value.Whole whole -> Optional.of(Long.toString(whole.value()));
            case Value.Decimal decimal -> Optional.of(Long.toString(Math.round(decimal.value())));
            case Value.Bool bool -> Optional.of(Boolean.toString(bool.value()));
            case Value.Null none -> Optional.empty();
            case Value.Array array -> Optional.empty();
            case Value.Obj obj -> Optional.empty();
            case Value.Capsule capsule -> Optional.empty();
        };
    }

    static List<String> texts(Block block, String name) {
        return block.attribute(name).map(Attribute::value).stream()
                .flatMap(v -> v instanceof Value.Array array ? array.elements().stream() : java.util.stream.Stream.of())
                .flatMap(v -> text(v).stream())
                .toList();
    }

    static boolean flag(Block block, String name, boolean otherwise) {
        return text(block, name).map(Boolean::parseBoolean).orElse(otherwise);
    }
}
