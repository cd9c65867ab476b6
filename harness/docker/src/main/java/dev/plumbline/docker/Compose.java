package dev.plumbline.docker;

import dev.plumbline.harness.failure.InfrastructureFailure;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Runs Compose's program.
 *
 * @param files compose.yaml and what is added to it
 * @param variables of compose.yaml
 */
record Compose(List<Path> files, Map<String, String> variables) {
    Compose {
        files = List.copyOf(files);
        variables = Map.copyOf(variables);
    }

    /**
     * Makes the containers of services, on the volumes that are there, and starts them.
     *
     * @param services none for all of them
     * @throws InfrastructureFailure with the end of what Compose said, if it fails
     */
    void up(String project, List<String> services) {
        List<String> command = new ArrayList<>(List.of("docker", "compose", "-p", project));
        files.forEach(file -> command.addAll(List.of("-f", file.toString())));
        command.addAll(List.of("up", "-d"));
        if (!services.isEmpty()) {
            command.addAll(List.of("--no-deps", "--no-build"));
            command.addAll(services);
        }
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().putAll(variables);
        try {
            Process process = builder.start();
            String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            int code = process.waitFor();
            if (code != 0) {
                throw new InfrastructureFailure("docker compose up " + services + " ended with code " + code + ":\n"
                        + said.substring(Math.max(0, said.length() - 1000)));
            }
        } catch (IOException e) {
            throw new InfrastructureFailure("cannot run docker compose: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InfrastructureFailure("interrupted while docker compose ran", e);
        }
    }
}
