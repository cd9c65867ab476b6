package dev.plumbline.docker;

import dev.plumbline.harness.compose.ComposeFile;
import dev.plumbline.harness.compose.ComposeService;
import dev.plumbline.harness.compose.ComposeService.Mount;
import dev.plumbline.harness.failure.ConfigurationFailure;
import dev.plumbline.harness.stack.Service;
import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A container between the log collector and Loki, run by the workload's image. The log collector gets a copy of its
 * files in which Loki's address is the wire's, and is otherwise as compose.yaml has it.
 */
final class WirePlan {
    static final String SERVICE = "wire";
    static final int CONTROL = 8474;

    private final ComposeService workload;
    private final int port;
    private final Map<String, Path> copies = new LinkedHashMap<>();

    private WirePlan(ComposeService workload, int port) {
        this.workload = workload;
        this.port = port;
    }

    /** Copies the log collector's files into a folder. */
    static WirePlan make(ComposeFile compose, Path folder) {
        ComposeService loki = described(compose, Service.LOKI);
        Integer port = loki.endpoints().get("http");
        if (port == null) {
            throw new ConfigurationFailure("compose.yaml: x-plumbline names no endpoint http of loki");
        }
        WirePlan plan = new WirePlan(described(compose, Service.WORKLOAD), port);
        Path beside = compose.path().toAbsolutePath().normalize().getParent();
        for (Mount mount : described(compose, Service.COLLECTOR).mounts()) {
            if (!mount.isVolume() && mount.source().startsWith(".") && beside != null) {
                Path copy = folder.resolve("wired" + mount.target().replace('/', '-'));
                plan.copy(beside.resolve(mount.source()).normalize(), copy);
                plan.copies.put(mount.target(), copy);
            }
        }
        return plan;
    }

    private static ComposeService described(ComposeFile compose, Service service) {
        return compose.service(service.id())
                .orElseThrow(() -> new ConfigurationFailure("compose.yaml describes no service " + service));
    }

    private void copy(Path from, Path to) {
        try (Stream<Path> tree = Files.walk(from)) {
            for (Path file : (Iterable<Path>) tree::iterator) {
                Path copy = file.equals(from)
                        ? to
                        : to.resolve(from.relativize(file).toString());
                if (Files.isDirectory(file)) {
                    Files.createDirectories(copy);
                } else {
                    copyFile(file, copy);
                }
            }
        } catch (IOException e) {
            throw new ConfigurationFailure("cannot copy " + from + ": " + e.getMessage(), e);
        }
    }

    private void copyFile(Path file, Path copy) throws IOException {
        try {
            String loki = "(?<![\\w.-])" + Service.LOKI.id() + ":" + port + "(?!\\d)";
            Files.writeString(
                    copy, Pattern.compile(loki).matcher(Files.readString(file)).replaceAll(SERVICE + ":" + port));
        } catch (MalformedInputException e) {
            Files.copy(file, copy);
        }
    }

    /** Returns lines of YAML for the mounts of a service; none but the log collector has any. */
    String mountsOf(String service) {
        StringBuilder yaml = new StringBuilder();
        if (service.equals(Service.COLLECTOR.id())) {
            copies.forEach((target, copy) -> yaml.append("      - ")
                    .append(copy)
                    .append(':')
                    .append(target)
                    .append(":ro\n"));
        }
        return yaml.toString();
    }

    /** Returns lines of YAML for the wire itself, its labels aside. */
    String service() {
        return """
                    image: %s
                    command: [wire, "0.0.0.0:%d", "%s:%d", "0.0.0.0:%d"]
                    ports: ["%d"]
                    stop_grace_period: 1s
                """.formatted(workload.image(), port, Service.LOKI.id(), port, CONTROL, CONTROL);
    }
}
