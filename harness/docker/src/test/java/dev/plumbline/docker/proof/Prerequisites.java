package dev.plumbline.docker.proof;

import dev.plumbline.harness.failure.ConfigurationFailure;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** What the machine has to have for an engine of our own; its absence is a failure and no reason to skip. */
final class Prerequisites {
    private Prerequisites() {}

    static void demand() {
        List<String> missing = new ArrayList<>();
        Stream.of("dockerd", "docker", "ip").filter(p -> !there(p)).forEach(p -> missing.add("the program " + p));
        if (!"root".equals(System.getProperty("user.name"))) {
            missing.add("to be root, this is " + System.getProperty("user.name"));
        }
        if (there("docker")
                && Command.attempt(List.of("docker", "compose", "version")).code() != 0) {
            missing.add("the plugin compose of Docker's client");
        }
        if (!Files.exists(CollectorProcess.JAR)) {
            missing.add("the file " + CollectorProcess.JAR + " (build with -pl collector,harness/docker -am)");
        }
        if (!missing.isEmpty()) {
            throw new ConfigurationFailure("-Pengine starts a container engine of its own and needs " + missing
                    + "; on Debian: apt-get install docker.io iproute2, and run as root");
        }
    }

    private static boolean there(String program) {
        return Stream.of((System.getenv("PATH") + ":/usr/sbin:/sbin").split(":"))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
    }
}
