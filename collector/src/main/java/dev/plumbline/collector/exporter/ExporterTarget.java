package dev.plumbline.collector.exporter;

import dev.plumbline.collector.config.Value;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The one target that an exporter exports: its own page, as Alloy describes it. */
final class ExporterTarget {
    private ExporterTarget() {}

    static Value of(String id, String type, String job) {
        Map<String, Value> target = new LinkedHashMap<>();
        put(target, "__address__", "alloy.internal:12345");
        put(target, "__metrics_path__", "/api/v0/component/" + id + "/metrics");
        put(target, "__scheme__", "http");
        put(target, "__meta_component_id", id);
        put(target, "__meta_component_name", type);
        put(target, "instance", instance());
        put(target, "job", "integrations/" + job);
        return new Value.Array(List.of(new Value.Obj(target)));
    }

    private static void put(Map<String, Value> target, String name, String value) {
        target.put(name, new Value.Text(value));
    }

    private static String instance() {
        String host = System.getenv("HOSTNAME");
        return host == null || host.isEmpty() ? "localhost" : host;
    }
}
