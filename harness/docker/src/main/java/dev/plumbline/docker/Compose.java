package dev.plumbline.docker;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/**
 * Runs Compose's program.
 *
 * @param files compose.yaml and what is added to it
 * @param variables of compose.yaml
 * @param work folder of the run, which what is started belongs to
 */
record Compose(List<Path> files, Map<String, String> variables, Path work) {
    private static final Pattern TOLD = Pattern.compile("(?:Container )?\\S+ +(?:Pulling|Pulled|Started)");

    Compose {
        files = List.copyOf(files);
        variables = Map.copyOf(variables);
    }

    private static void tell(String line, Consumer<String> progress) {
        if (TOLD.matcher(line).matches()) {
            progress.accept(line);
        }
    }

    /**
     * Makes the containers of services, on the volumes that are there, and starts them.
     *
     * @param services none for all of them
     * @param progress gets a line for each image that is pulled and each container that runs
     * @throws dev.plumbline.harness.failure.InfrastructureFailure with the end of what Compose said, if it fails
     */
    void up(String project, List<String> services, Consumer<String> progress) {
        List<String> command = command(project, "up", "-d");
        if (!services.isEmpty()) {
            command.addAll(List.of("--no-deps", "--no-build"));
            command.addAll(services);
        }
        new Command(work, variables).run(command, line -> tell(line.strip(), progress));
    }

    /**
     * Pulls the images that are missing and cannot be built.
     *
     * @param progress gets a line for each image that is pulled
     * @throws dev.plumbline.harness.failure.InfrastructureFailure with the end of what Compose said, if it fails
     */
    void pull(String project, Consumer<String> progress) {
        List<String> command = command(project, "pull", "--ignore-buildable", "--policy", "missing");
        new Command(work, variables).run(command, line -> tell(line.strip(), progress));
    }

    private List<String> command(String project, String... words) {
        List<String> command = new ArrayList<>(List.of("docker", "compose", "--progress", "plain", "-p", project));
        files.forEach(file -> command.addAll(List.of("-f", file.toString())));
        command.addAll(List.of(words));
        return command;
    }
}
