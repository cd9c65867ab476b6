package dev.plumbline.embedded.engine;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a container of the stand-in is made with.
 *
 * @param name without the leading slash
 * @param image image name
 * @param labels labels by name
 * @param tty whether it has a terminal: one raw log stream, no stderr
 * @param networks networks it is attached to, the first one being its network mode; {@code host} and {@code none}
 *     mean what they mean to the engine
 * @param ports exposed TCP ports, each with the host port it is published on, or 0
 * @param logDriver {@code json-file}, {@code local} or {@code none}
 * @param logOptions of the driver: {@code max-size}, {@code max-file}, {@code compress}
 * @param environment environment variables
 * @param command command line
 */
public record ContainerSpec(
        String name,
        String image,
        Map<String, String> labels,
        boolean tty,
        List<String> networks,
        Map<Integer, Integer> ports,
        String logDriver,
        Map<String, String> logOptions,
        Map<String, String> environment,
        List<String> command) {
    public ContainerSpec {
        labels = Map.copyOf(labels);
        networks = List.copyOf(networks);
        ports = Map.copyOf(ports);
        logOptions = Map.copyOf(logOptions);
        environment = Map.copyOf(environment);
        command = List.copyOf(command);
        if (name.isEmpty() || name.startsWith("/")) {
            throw new IllegalArgumentException("a container's name is not empty and has no slash in front: " + name);
        }
        if (!List.of("json-file", "local", "none").contains(logDriver)) {
            throw new IllegalArgumentException("log driver json-file, local or none expected, found " + logDriver);
        }
    }

    /** Returns a plain container of the default network, without labels, logging to json-file without rotation. */
    public static ContainerSpec named(String name) {
        return new ContainerSpec(
                name,
                "plumbline/stand-in:1",
                Map.of(),
                false,
                List.of("bridge"),
                Map.of(),
                "json-file",
                Map.of(),
                Map.of(),
                List.of("/bin/stand-in"));
    }

    /** Returns a container as Compose makes it: named {@code <project>-<service>-1}, with Compose's labels. */
    public static ContainerSpec ofService(String project, String service) {
        return named(project + "-" + service + "-1")
                .withLabels(Map.of(
                        "com.docker.compose.project",
                        project,
                        "com.docker.compose.service",
                        service,
                        "com.docker.compose.container-number",
                        "1",
                        "com.docker.compose.oneoff",
                        "False"))
                .withNetworks(project + "_default");
    }

    /** Returns this with these labels beside those it has. */
    public ContainerSpec withLabels(Map<String, String> more) {
        Map<String, String> all = new LinkedHashMap<>(labels);
        all.putAll(more);
        return new ContainerSpec(name, image, all, tty, networks, ports, logDriver, logOptions, environment, command);
    }

    public ContainerSpec withImage(String other) {
        return new ContainerSpec(
                name, other, labels, tty, networks, ports, logDriver, logOptions, environment, command);
    }

    public ContainerSpec withTty() {
        return new ContainerSpec(
                name, image, labels, true, networks, ports, logDriver, logOptions, environment, command);
    }

    public ContainerSpec withNetworks(String... others) {
        return new ContainerSpec(
                name, image, labels, tty, List.of(others), ports, logDriver, logOptions, environment, command);
    }

    /** Returns this with exposed ports; a value is the host port it is published on, or 0. */
    public ContainerSpec withPorts(Map<Integer, Integer> others) {
        return new ContainerSpec(
                name, image, labels, tty, networks, others, logDriver, logOptions, environment, command);
    }

    public ContainerSpec withLog(String driver, Map<String, String> options) {
        return new ContainerSpec(name, image, labels, tty, networks, ports, driver, options, environment, command);
    }

    /** Returns the network mode the engine reports: the first network, {@code default} for the bridge. */
    String networkMode() {
        return networks.stream()
                .findFirst()
                .map(n -> n.equals("bridge") ? "default" : n)
                .orElse("none");
    }

    Optional<String> logOption(String option) {
        return Optional.ofNullable(logOptions.get(option));
    }
}
