package dev.plumbline.harness.stack;

import dev.plumbline.harness.text.Nearest;
import java.util.Arrays;
import java.util.List;

/** A service of the stack, by the id that compose.yaml, properties, endpoint files, steps and the report share. */
public enum Service {
    PROMETHEUS("prometheus", "Prometheus"),
    LOKI("loki", "Loki"),
    TEMPO("tempo", "Tempo"),
    GRAFANA("grafana", "Grafana"),
    OTEL_COLLECTOR("otel-collector", "OpenTelemetry Collector"),
    ALERTMANAGER("alertmanager", "Alertmanager"),
    MQTT("mqtt", "MQTT broker"),
    NODE_EXPORTER("node-exporter", "node exporter"),
    COLLECTOR("collector", "log collector"),
    WORKLOAD("workload", "workload");

    private final String id;
    private final String title;

    Service(String id, String title) {
        this.id = id;
        this.title = title;
    }

    /** Returns the id, such as {@code otel-collector}. */
    public String id() {
        return id;
    }

    /** Returns the name that people use, such as {@code OpenTelemetry Collector}. */
    public String title() {
        return title;
    }

    /**
     * Finds a service by its id or title, whatever the case.
     *
     * @throws IllegalArgumentException with the nearest known id, if there is no such service
     */
    public static Service named(String name) {
        return Arrays.stream(values())
                .filter(s -> s.id.equalsIgnoreCase(name) || s.title.equalsIgnoreCase(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("there is no service '" + name + "'"
                        + Nearest.to(name, ids())
                                .map(n -> "; did you mean '" + n + "'?")
                                .orElse("")
                        + " Known: " + ids()));
    }

    private static List<String> ids() {
        return Arrays.stream(values()).map(Service::id).toList();
    }

    @Override
    public String toString() {
        return id;
    }
}
