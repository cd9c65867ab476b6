package dev.plumbline.docker;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.exception.NotFoundException;
import dev.plumbline.harness.compose.ComposeFile;
import dev.plumbline.harness.failure.ConfigurationFailure;
import dev.plumbline.harness.stack.Service;
import dev.plumbline.harness.stack.StackRequest;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Which image each service runs on. */
final class Images {
    private static final Pattern FIXED = Pattern.compile("[^:@]+(?::(\\w[\\w.-]*))?(@sha256:[0-9a-f]{64})?");

    private Images() {}

    /** Returns the variables of compose.yaml that choose images, for what the request asks. */
    static Map<String, String> variables(StackRequest request, Map<String, String> local) {
        Map<String, String> chosen = new LinkedHashMap<>(local);
        chosen.putAll(request.imageOf());
        Map<String, String> variables = new LinkedHashMap<>();
        chosen.forEach((service, image) -> variables.put(
                "PLUMBLINE_IMAGE_"
                        + Service.named(service).id().toUpperCase(Locale.ROOT).replace('-', '_'),
                image));
        return variables;
    }

    /**
     * Refuses images without a fixed version.
     *
     * @throws ConfigurationFailure with every such image
     */
    static void demandFixedVersions(ComposeFile compose) {
        List<String> loose = compose.services().values().stream()
                .filter(s -> !isFixed(s.image()))
                .map(s -> s.name() + ": " + s.image())
                .toList();
        if (!loose.isEmpty()) {
            throw new ConfigurationFailure("images without a fixed version: " + loose
                    + "; name a tag other than 'latest', or a digest, so that tomorrow's run judges the same stack");
        }
    }

    static boolean isFixed(String image) {
        Matcher parts = FIXED.matcher(image.substring(image.lastIndexOf('/') + 1));
        if (!parts.matches()) {
            return false;
        }
        return parts.group(2) != null
                || parts.group(1) != null && !parts.group(1).equals("latest");
    }

    /** Returns the images that the engine does not have. */
    static List<String> missing(ComposeFile compose, DockerClient docker) {
        List<String> missing = new ArrayList<>();
        compose.services().values().stream().map(s -> s.image()).distinct().forEach(image -> {
            try {
                docker.inspectImageCmd(image).exec();
            } catch (NotFoundException e) {
                missing.add(image);
            }
        });
        return missing;
    }
}
