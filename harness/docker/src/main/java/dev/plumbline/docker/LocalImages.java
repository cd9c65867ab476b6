package dev.plumbline.docker;

import dev.plumbline.harness.compose.ComposeFile;
import dev.plumbline.harness.failure.InfrastructureFailure;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** Has images made on the spot, by the scripts under harness/docker/images. */
final class LocalImages {
    private static final String SCRIPTS = "harness/docker/images";

    private final Path root;
    private final Path work;

    /**
     * Prepares.
     *
     * @param root folder of the repository
     * @param work folder that keeps packages and root file systems from run to run
     */
    LocalImages(Path root, Path work) {
        this.root = root;
        this.work = work;
    }

    /**
     * Makes an image for every service.
     *
     * @return image by service
     * @throws InfrastructureFailure with the end of what a script said, if it fails
     */
    Map<String, String> make(ComposeFile compose, Consumer<String> progress) {
        progress.accept("making images on the spot, see " + SCRIPTS + "/README.md");
        run(List.of(script("distribution"), work.toString()));
        List<String> build = new ArrayList<>(List.of(script("build"), work.toString()));
        build.addAll(compose.services().keySet());
        Map<String, String> images = new LinkedHashMap<>();
        run(build).lines().filter(line -> line.startsWith("plumbline-local/")).forEach(image -> {
            int slash = image.indexOf('/');
            images.put(image.substring(slash + 1, image.indexOf(':', slash)), image);
        });
        return images;
    }

    private String script(String name) {
        return root.resolve(SCRIPTS).resolve(name).toString();
    }

    private String run(List<String> command) {
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().put("PLUMBLINE_JDK", System.getProperty("java.home"));
        try {
            Process process = builder.start();
            String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            int code = process.waitFor();
            if (code != 0) {
                throw new InfrastructureFailure(command.getFirst() + " ended with code " + code + ":\n"
                        + said.substring(Math.max(0, said.length() - 2000)));
            }
            return said;
        } catch (IOException e) {
            throw new InfrastructureFailure("cannot run " + command.getFirst() + ": " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InfrastructureFailure("interrupted while images were made", e);
        }
    }
}
