package dev.plumbline.steps;

import dev.plumbline.harness.stack.Service;
import dev.plumbline.harness.waiting.Deadline;
import dev.plumbline.harness.waiting.Scale;
import io.cucumber.java.ParameterType;

/** The nouns of the feature files. */
public final class Vocabulary {
    /** A span of time, such as {@code 5 seconds} or {@code 1 minute}; {@code -Dplumbline.deadline.scale} scales it. */
    @ParameterType("(\\d+) (second|seconds|minute|minutes)")
    public Deadline deadline(String number, String unit) {
        return Scale.ofRun().of(Deadline.seconds(Long.parseLong(number) * (unit.startsWith("minute") ? 60 : 1)));
    }

    /** A service by its title. */
    @ParameterType(
            "Prometheus|Loki|Tempo|Grafana|OpenTelemetry Collector|Alertmanager|MQTT broker|node exporter|log collector|workload")
    public Service service(String name) {
        return Service.named(name);
    }

    /** A dashboard by its uid. */
    @ParameterType("[a-z][a-z0-9-]*-[a-z0-9-]+")
    public String dashboard(String uid) {
        return uid;
    }

    /** A service of the workload. */
    @ParameterType("checkout|payments|devices")
    public String part(String name) {
        return name;
    }

    /** A stream of a container. */
    @ParameterType("stdout|stderr")
    public String stream(String name) {
        return name;
    }
}
