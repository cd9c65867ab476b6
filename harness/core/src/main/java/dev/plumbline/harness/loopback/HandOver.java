package dev.plumbline.harness.loopback;

import dev.plumbline.harness.compose.ComposeFile;
import dev.plumbline.harness.compose.ComposeService;
import dev.plumbline.harness.compose.ComposeService.Mount;
import dev.plumbline.harness.failure.ConfigurationFailure;
import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Makes the copies of one stack's files, and the command lines that go with them. */
public final class HandOver {
    private final ComposeFile compose;
    private final AddressPlan plan;
    private final Ways ways;
    private final Path work;
    private final Map<String, Path> replacedTargets;

    /**
     * Prepares for one stack.
     *
     * @param compose the description
     * @param plan where its ports are
     * @param work folder that takes the copies and the volumes
     * @param replacedTargets host path to take for a mount target in place of what compose.yaml mounts there, such as
     *     the socket of the container engine
     */
    public HandOver(ComposeFile compose, AddressPlan plan, Path work, Map<String, Path> replacedTargets) {
        this(compose, plan, (from, to, port) -> plan.address(to, port), work, replacedTargets);
    }

    /**
     * Prepares for one stack whose services reach each other otherwise than directly.
     *
     * @param ways asked for each mention of another service's port
     */
    public HandOver(ComposeFile compose, AddressPlan plan, Ways ways, Path work, Map<String, Path> replacedTargets) {
        this.compose = compose;
        this.plan = plan;
        this.ways = ways;
        this.work = work;
        this.replacedTargets = Map.copyOf(replacedTargets);
    }

    /**
     * What one service is started with.
     *
     * @param arguments command line without the program's name
     * @param environment to add to the process's own
     * @param folder of its own, for what it writes
     */
    public record Handed(List<String> arguments, Map<String, String> environment, Path folder) {}

    /**
     * Copies a service's files and maps its command line and environment.
     *
     * @throws ConfigurationFailure if a mounted file does not exist or cannot be copied
     */
    public Handed handOver(ComposeService service) {
        Path folder = work.resolve(service.name());
        try {
            Files.createDirectories(folder);
            Map<String, Path> targets = targets(service, folder);
            for (Mount mount : service.mounts()) {
                if (isConfiguration(mount)) {
                    copy(service, source(mount), target(targets, mount), targets);
                }
            }
            List<String> arguments = new ArrayList<>();
            service.command().forEach(argument -> arguments.add(map(service, targets, argument)));
            Map<String, String> environment = new LinkedHashMap<>();
            service.environment().forEach((name, value) -> environment.put(name, map(service, targets, value)));
            return new Handed(arguments, environment, folder);
        } catch (IOException e) {
            throw new ConfigurationFailure(
                    "service " + service.name() + ": cannot copy its configuration: " + e.getMessage(), e);
        }
    }

    private Map<String, Path> targets(ComposeService service, Path folder) throws IOException {
        Map<String, Path> targets = new LinkedHashMap<>();
        for (Mount mount : service.mounts()) {
            Path replaced = replacedTargets.get(mount.target());
            if (replaced != null) {
                targets.put(mount.target(), replaced);
            } else if (isConfiguration(mount) || mount.isVolume()) {
                Path host = folder.resolve(mount.isVolume() ? "volumes" : "files")
                        .resolve(mount.target().substring(1).replace('/', '-'));
                Files.createDirectories(mount.isVolume() ? host : host.getParent());
                targets.put(mount.target(), host);
            }
        }
        return targets;
    }

    private boolean isConfiguration(Mount mount) {
        return !mount.isVolume() && mount.source().startsWith(".") && !replacedTargets.containsKey(mount.target());
    }

    private Path source(Mount mount) {
        Path folder = compose.path().toAbsolutePath().getParent();
        Path source =
                (folder == null ? Path.of("/") : folder).resolve(mount.source()).normalize();
        if (!Files.exists(source)) {
            throw new ConfigurationFailure("compose.yaml mounts " + mount.source() + ", which does not exist");
        }
        return source;
    }

    private static Path target(Map<String, Path> targets, Mount mount) {
        Path target = targets.get(mount.target());
        if (target == null) {
            throw new IllegalStateException("no target was planned for " + mount);
        }
        return target;
    }

    private void copy(ComposeService service, Path from, Path to, Map<String, Path> targets) throws IOException {
        try (Stream<Path> tree = Files.walk(from)) {
            for (Path file : (Iterable<Path>) tree::iterator) {
                Path copy = to.resolve(from.relativize(file).toString());
                if (Files.isDirectory(file)) {
                    Files.createDirectories(copy);
                } else {
                    copyFile(service, file, from.equals(file) ? to : copy, targets);
                }
            }
        }
    }

    private void copyFile(ComposeService service, Path file, Path copy, Map<String, Path> targets) throws IOException {
        try {
            Files.writeString(copy, map(service, targets, Files.readString(file)));
        } catch (MalformedInputException e) {
            Files.copy(file, copy, java.nio.file.StandardCopyOption.REPLACE_EXISTING);
        }
    }

    private String map(ComposeService service, Map<String, Path> targets, String text) {
        String mapped = addresses(service, text);
        List<String> longestFirst = targets.keySet().stream()
                .sorted(Comparator.comparingInt(String::length).reversed())
                .toList();
        for (String target : longestFirst) {
            Path host = targets.get(target);
            if (host != null) {
                // only where a path begins: not inside a longer one, nor in a URL's path
                mapped = Pattern.compile("(?<=^|[\\s\"'=:,(\\[]|unix://)" + Pattern.quote(target) + "(?![\\w.-])")
                        .matcher(mapped)
                        .replaceAll(Matcher.quoteReplacement(host.toString()));
            }
        }
        return mapped;
    }

    private String addresses(ComposeService service, String text) {
        String mapped = text;
        for (Map.Entry<String, Map<Integer, Integer>> other : plan.ports().entrySet()) {
            for (Map.Entry<Integer, Integer> port : other.getValue().entrySet()) {
                mapped = other.getKey().equals(service.name())
                        ? own(service.name(), port.getKey(), port.getValue(), mapped)
                        : another(service.name(), other.getKey(), port.getKey(), mapped);
            }
        }
        return mapped;
    }

    private static String own(String name, int port, int free, String text) {
        String here = "127.0.0.1:" + free;
        String mapped = token(name, port).matcher(text).replaceAll(here);
        mapped = token("0.0.0.0", port).matcher(mapped).replaceAll(here);
        mapped = token("127.0.0.1", port).matcher(mapped).replaceAll(here);
        // Mosquitto writes its listeners the other way round
        return mapped.replace("listener " + port + " 0.0.0.0", "listener " + free + " 127.0.0.1");
    }

    /** A way is only asked for where the text goes it. */
    private String another(String from, String to, int port, String text) {
        Matcher mention = token(to, port).matcher(text);
        return mention.find()
                ? mention.replaceAll("127.0.0.1:" + ways.between(from, to, port).getPort())
                : text;
    }

    private static Pattern token(String host, int port) {
        return Pattern.compile("(?<![\\w.-])" + Pattern.quote(host) + ":" + port + "(?!\\d)");
    }
}
