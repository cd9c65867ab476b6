package dev.plumbline.collector.http;

import dev.plumbline.collector.runtime.ComponentInfo;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The list of components as Alloy's own page reads it. */
final class Listing {
    private Listing() {}

    static List<Map<String, Object>> of(List<ComponentInfo> components) {
        return components.stream().map(c -> row(c, components)).toList();
    }

    private static Map<String, Object> row(ComponentInfo component, List<ComponentInfo> all) {
        Map<String, Object> health = new LinkedHashMap<>();
        boolean healthy = component.fault().isEmpty() && component.health().ready();
        String message = component.fault().orElse(component.health().message());
        health.put("state", healthy ? "healthy" : "unhealthy");
        health.put("message", message.isEmpty() ? "component evaluated" : message);
        health.put("updatedTime", component.health().since().toString());
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("name", component.place().type());
        row.put("type", "block");
        row.put("localID", component.place().id());
        row.put("moduleID", "");
        row.put("label", component.place().label().orElse(""));
        row.put("referencesTo", component.place().references().stream().sorted().toList());
        row.put("referencedBy", component.referencedBy().stream().sorted().toList());
        row.put("dataFlowEdgesTo", flowsTo(component, all));
        row.put("health", health);
        row.put("original", "");
        row.put("arguments", List.of());
        row.put("exports", List.of());
        row.put("debugInfo", List.of());
        row.put("liveDebuggingEnabled", false);
        return row;
    }

    /** Log entries flow along references to a receiver; targets against the reference. */
    private static List<String> flowsTo(ComponentInfo component, List<ComponentInfo> all) {
        Stream<String> receivers = component.place().references().stream().filter(Listing::receives);
        Stream<String> readers = all.stream()
                .filter(c -> c.place().references().contains(component.place().id()))
                .map(c -> c.place().id())
                .filter(id -> !receives(component.place().id()));
        return Stream.concat(receivers, readers).distinct().sorted().toList();
    }

    private static boolean receives(String id) {
        return id.startsWith("loki.write.") || id.startsWith("loki.process.") || id.startsWith("loki.relabel.");
    }
}
