package dev.plumbline.collector.http;

import dev.plumbline.collector.runtime.ComponentInfo;
import dev.plumbline.collector.runtime.StatusReport;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What the status page reads. */
final class Status {
    private Status() {}

    static Map<String, Object> of(List<ComponentInfo> components, Optional<String> notReady) {
        List<Map<String, Object>> targets = new ArrayList<>();
        List<Map<String, Object>> rows = new ArrayList<>();
        for (ComponentInfo component : components) {
            rows.add(row(component));
            if (component.component() instanceof StatusReport report) {
                report.targets().forEach(t -> targets.add(row(component.place().id(), t)));
            }
        }
        Map<String, Object> status = new LinkedHashMap<>();
        status.put("ready", notReady.isEmpty());
        status.put("reason", notReady.orElse(""));
        status.put("components", rows);
        status.put("targets", targets);
        return status;
    }

    private static Map<String, Object> row(ComponentInfo component) {
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("id", component.place().id());
        row.put("ready", component.health().ready());
        row.put("message", component.fault().orElse(component.health().message()));
        row.put("since", component.health().since().toString());
        return row;
    }

    private static Map<String, Object> row(String component, StatusReport.Target target) {
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("component", component);
        row.put("container", target.name());
        row.put("id", target.id());
        row.put("path", target.path());
        target.lag().ifPresent(lag -> row.put("lag_seconds", lag));
        row.put("lines", target.lines());
        row.put("drops", target.drops());
        row.put("error", target.error().orElse(""));
        return row;
    }
}
