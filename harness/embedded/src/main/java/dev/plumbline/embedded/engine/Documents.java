package dev.plumbline.embedded.engine;

import dev.plumbline.embedded.engine.EngineContainer.State;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** The engine's JSON about a container: its row in the list, and what inspect tells. */
final class Documents {
    private static final String NEVER = "0001-01-01T00:00:00Z";

    private final Networks networks;
    private final Clock clock;

    Documents(Networks networks, Clock clock) {
        this.networks = networks;
        this.clock = clock;
    }

    Map<String, Object> row(EngineContainer container, int number) {
        ContainerSpec spec = container.spec();
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("Id", container.id());
        row.put("Names", List.of("/" + container.name()));
        row.put("Image", spec.image());
        row.put("ImageID", imageId(spec));
        row.put("Command", String.join(" ", spec.command()));
        row.put("Created", container.created().getEpochSecond());
        row.put("Ports", ports(container));
        row.put("Labels", new TreeMap<>(spec.labels()));
        row.put("State", state(container));
        row.put("Status", status(container));
        row.put("HostConfig", Map.of("NetworkMode", spec.networkMode()));
        row.put("NetworkSettings", Map.of("Networks", endpoints(container, number)));
        row.put("Mounts", List.of());
        return row;
    }

    private static String imageId(ContainerSpec spec) {
        return "sha256:" + String.format("%064x", spec.image().hashCode() & 0xffffffffL);
    }

    static String state(EngineContainer container) {
        return container.state().name().toLowerCase(Locale.ROOT);
    }

    private String status(EngineContainer container) {
        return switch (container.state()) {
            case CREATED -> "Created";
            case RUNNING -> "Up " + ago(container.started());
            case PAUSED -> "Up " + ago(container.started()) + " (Paused)";
            case EXITED -> "Exited (" + container.exitCode() + ") " + ago(container.finished()) + " ago";
            case REMOVING -> "Removal In Progress";
        };
    }

    private String ago(Instant time) {
        long seconds = Math.max(0, Duration.between(time, clock.instant()).toSeconds());
        return seconds < 1 ? "Less than a second" : seconds + " seconds";
    }

    private List<Map<String, Object>> ports(EngineContainer container) {
        List<Map<String, Object>> ports = new ArrayList<>();
        if (container.isUp()) {
            new TreeMap<>(container.spec().ports()).forEach((inner, outer) -> {
                Map<String, Object> port = new LinkedHashMap<>();
                if (outer > 0) {
                    port.put("IP", "127.0.0.1");
                }
                port.put("PrivatePort", inner);
                if (outer > 0) {
                    port.put("PublicPort", outer);
                }
                port.put("Type", "tcp");
                ports.add(port);
            });
        }
        return ports;
    }

    private Map<String, Object> endpoints(EngineContainer container, int number) {
        Map<String, Object> endpoints = new TreeMap<>();
        for (String name : container.spec().networks()) {
            Networks.Network network = networks.named(name);
            String address = container.isUp() ? network.address(number) : "";
            Map<String, Object> endpoint = new LinkedHashMap<>();
            endpoint.put("NetworkID", network.id());
            endpoint.put("EndpointID", container.isUp() ? container.id() : "");
            endpoint.put("Gateway", address.isEmpty() ? "" : address.replaceAll("\\d+\\.\\d+$", "0.1"));
            endpoint.put("IPAddress", address);
            endpoint.put("IPPrefixLen", address.isEmpty() ? 0 : 16);
            endpoint.put("IPv6Gateway", "");
            endpoint.put("GlobalIPv6Address", "");
            endpoint.put("GlobalIPv6PrefixLen", 0);
            endpoint.put("MacAddress", "");
            endpoints.put(name, endpoint);
        }
        return endpoints;
    }

    Map<String, Object> inspect(EngineContainer container, int number) {
        ContainerSpec spec = container.spec();
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("Id", container.id());
        json.put("Created", container.created().toString());
        json.put("Path", spec.command().stream().findFirst().orElse(""));
        json.put("Args", spec.command().stream().skip(1).toList());
        json.put("State", stateOf(container));
        json.put("Image", imageId(spec));
        json.put(
                "LogPath",
                spec.logDriver().equals("json-file") ? container.logFile().toString() : "");
        json.put("Name", "/" + container.name());
        json.put("RestartCount", container.restarts());
        json.put("Driver", "overlay2");
        json.put("Platform", "linux");
        json.put("HostConfig", hostConfig(spec));
        json.put("Mounts", List.of());
        json.put("Config", config(container));
        Map<String, Object> endpoints = endpoints(container, number);
        Map<String, Object> published = new TreeMap<>();
        if (container.isUp()) {
            spec.ports()
                    .forEach((inner, outer) -> published.put(
                            inner + "/tcp",
                            outer > 0
                                    ? List.of(Map.of("HostIp", "127.0.0.1", "HostPort", Integer.toString(outer)))
                                    : List.of()));
        }
        json.put("NetworkSettings", Map.of("Ports", published, "Networks", endpoints));
        return json;
    }

    private static Map<String, Object> stateOf(EngineContainer container) {
        Map<String, Object> state = new LinkedHashMap<>();
        State now = container.state();
        state.put("Status", state(container));
        state.put("Running", container.isUp());
        state.put("Paused", now == State.PAUSED);
        state.put("Restarting", false);
        state.put("OOMKilled", false);
        state.put("Dead", false);
        state.put("Pid", container.pid().orElse(0));
        state.put("ExitCode", container.exitCode());
        state.put("Error", "");
        state.put("StartedAt", time(container.started()));
        state.put("FinishedAt", time(container.finished()));
        return state;
    }

    private static String time(Instant instant) {
        return instant.equals(Instant.EPOCH) ? NEVER : instant.toString();
    }

    private static Map<String, Object> hostConfig(ContainerSpec spec) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("LogConfig", Map.of("Type", spec.logDriver(), "Config", new TreeMap<>(spec.logOptions())));
        json.put("NetworkMode", spec.networkMode());
        json.put("Memory", 0);
        json.put("NanoCpus", 0);
        json.put("CpuShares", 0);
        json.put("CpuPeriod", 0);
        json.put("CpuQuota", 0);
        json.put("RestartPolicy", Map.of("Name", "no", "MaximumRetryCount", 0));
        json.put("AutoRemove", false);
        return json;
    }

    private static Map<String, Object> config(EngineContainer container) {
        ContainerSpec spec = container.spec();
        Map<String, Object> exposed = new TreeMap<>();
        spec.ports().keySet().forEach(port -> exposed.put(port + "/tcp", Map.of()));
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("Hostname", container.id().substring(0, 12));
        json.put("User", "");
        json.put("AttachStdin", false);
        json.put("Tty", spec.tty());
        json.put("OpenStdin", false);
        json.put(
                "Env",
                new TreeMap<>(spec.environment())
                        .entrySet().stream()
                                .map(e -> e.getKey() + "=" + e.getValue())
                                .toList());
        json.put("Cmd", spec.command());
        json.put("Image", spec.image());
        json.put("ExposedPorts", exposed);
        json.put("Labels", new TreeMap<>(spec.labels()));
        return json;
    }
}
