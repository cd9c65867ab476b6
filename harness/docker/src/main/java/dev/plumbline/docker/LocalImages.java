package dev.plumbline.docker;

import dev.plumbline.harness.compose.ComposeFile;
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
    private final Path kept;
    private final Command command;

    /**
     * Prepares.
     *
     * @param root folder of the repository
     * @param kept folder that keeps packages and root file systems from run to run
     * @param work folder of this run
     */
    LocalImages(Path root, Path kept, Path work) {
        this.root = root;
        this.kept = kept;
        this.command = new Command(work, Map.of("PLUMBLINE_JDK", System.getProperty("java.home")));
    }

    /**
     * Makes an image for every service.
     *
     * @return image by service
     * @throws dev.plumbline.harness.failure.InfrastructureFailure with the end of what a script said, if it fails
     */
    Map<String, String> make(ComposeFile compose, Consumer<String> progress) {
        progress.accept("making images on the spot, see " + SCRIPTS + "/README.md");
        command.run(List.of(script("distribution"), kept.toString()), progress);
        List<String> build = new ArrayList<>(List.of(script("build"), kept.toString()));
        build.addAll(compose.services().keySet());
        Map<String, String> images = new LinkedHashMap<>();
        command.run(build, line -> tell(line, progress)).stream()
                .filter(LocalImages::isImage)
                .forEach(image -> {
                    int slash = image.indexOf('/');
                    images.put(image.substring(slash + 1, image.indexOf(':', slash)), image);
                });
        return images;
    }

    private static boolean isImage(String line) {
        return line.startsWith("plumbline-local/");
    }

    private static void tell(String line, Consumer<String> progress) {
        if (isImage(line)) {
            progress.accept("image " + line + " is there");
        }
    }

    private String script(String name) {
        return root.resolve(SCRIPTS).resolve(name).toString();
    }
}
