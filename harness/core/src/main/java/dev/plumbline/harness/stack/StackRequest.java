package dev.plumbline.harness.stack;

import dev.plumbline.harness.failure.ConfigurationFailure;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.TreeMap;

/**
 * Which stack is wanted, from system properties.
 *
 * @param kind {@code auto}, {@code embedded}, {@code docker} or {@code attach}
 * @param root folder with compose.yaml and config/
 * @param work folder for temporary copies and data, emptied by the caller
 * @param run stamps what the run emits
 * @param images {@code compose} for those that compose.yaml names, {@code local} for those made on the spot
 * @param imageOf image to take for a service, by id
 * @param programOf path of a real program to take for a service, by id
 * @param endpoints file that describes a running stack
 * @param required services that have to be described by it
 * @param wire whether connections between services can be slowed down, broken and cut
 * @param keep whether the stack stays up afterwards
 */
public record StackRequest(
        String kind,
        Path root,
        Path work,
        RunId run,
        String images,
        Map<String, String> imageOf,
        Map<String, Path> programOf,
        Optional<Path> endpoints,
        List<Service> required,
        boolean wire,
        boolean keep) {
    private static final String IMAGE = "plumbline.image.";
    private static final String PROGRAM = "plumbline.program.";

    /**
     * Reads {@code plumbline.stack}, {@code .images}, {@code .image.SERVICE}, {@code .program.SERVICE},
     * {@code .endpoints}, {@code .require}, {@code .wire}, {@code .keep}, {@code .root} and {@code .run}.
     *
     * @param properties usually the JVM's
     * @param work folder for temporary copies and data
     * @throws IllegalArgumentException if a value is not one of those allowed or names an unknown service
     */
    public static StackRequest of(Properties properties, Path work) {
        Map<String, String> images = new LinkedHashMap<>();
        Map<String, Path> programs = new LinkedHashMap<>();
        new TreeMap<>(properties).forEach((key, value) -> {
            String name = String.valueOf(key);
            String text = String.valueOf(value);
            if (name.startsWith(IMAGE) && !text.isBlank()) {
                images.put(named(name, IMAGE).id(), text);
            } else if (name.startsWith(PROGRAM) && !text.isBlank()) {
                programs.put(named(name, PROGRAM).id(), Path.of(text));
            }
        });
        return new StackRequest(
                oneOf(properties, "plumbline.stack", "auto", "embedded", "docker", "attach"),
                Path.of(properties.getProperty("plumbline.root", "."))
                        .toAbsolutePath()
                        .normalize(),
                work,
                value(properties, "plumbline.run").map(RunId::new).orElseGet(RunId::fresh),
                oneOf(properties, "plumbline.images", "compose", "local"),
                images,
                programs,
                value(properties, "plumbline.endpoints").map(Path::of),
                value(properties, "plumbline.require")
                        .map(StackRequest::services)
                        .orElse(List.of()),
                Boolean.parseBoolean(properties.getProperty("plumbline.wire", "false")),
                Boolean.parseBoolean(properties.getProperty("plumbline.keep", "false")));
    }

    private static Service named(String property, String prefix) {
        try {
            return Service.named(property.substring(prefix.length()));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("-D" + property + ": " + e.getMessage(), e);
        }
    }

    /**
     * Refuses images and programs that this kind of stack would not run.
     *
     * @param images whether it runs images
     * @param programs whether it runs programs
     * @throws ConfigurationFailure with every property that would have no effect
     */
    public void demandEffect(boolean images, boolean programs) {
        List<String> without = new ArrayList<>();
        if (!images) {
            imageOf.keySet().forEach(service -> without.add("-D" + IMAGE + service));
        }
        if (!programs) {
            programOf.keySet().forEach(service -> without.add("-D" + PROGRAM + service));
        }
        if (!without.isEmpty()) {
            throw new ConfigurationFailure("without effect on this stack: " + String.join(", ", without)
                    + "; images run with -Dplumbline.stack=docker, programs with -Dplumbline.stack=embedded");
        }
    }

    private static List<Service> services(String names) {
        return Arrays.stream(names.split(",", -1))
                .map(n -> Service.named(n.strip()))
                .toList();
    }

    private static Optional<String> value(Properties properties, String name) {
        return Optional.ofNullable(properties.getProperty(name)).filter(v -> !v.isBlank());
    }

    private static String oneOf(Properties properties, String name, String... allowed) {
        String value = value(properties, name).orElse(allowed[0]);
        if (!List.of(allowed).contains(value)) {
            throw new IllegalArgumentException(
                    "-D" + name + "=" + value + ": expected one of " + String.join(", ", allowed));
        }
        return value;
    }
}
