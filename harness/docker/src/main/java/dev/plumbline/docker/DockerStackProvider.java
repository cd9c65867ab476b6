package dev.plumbline.docker;

import com.github.dockerjava.api.DockerClient;
import dev.plumbline.harness.compose.ComposeFile;
import dev.plumbline.harness.failure.InfrastructureFailure;
import dev.plumbline.harness.stack.Stack;
import dev.plumbline.harness.stack.StackProvider;
import dev.plumbline.harness.stack.StackRequest;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.testcontainers.DockerClientFactory;

/** Brings up compose.yaml on the container engine. */
public final class DockerStackProvider implements StackProvider {
    @Override
    public String kind() {
        return "docker";
    }

    @Override
    public Availability availability(StackRequest request) {
        if (!EngineAddress.answers()) {
            return new Availability(false, "no container engine answers at " + EngineAddress.find());
        }
        if (request.images().equals("local")) {
            return new Availability(true, "a container engine answers and images are made on the spot");
        }
        ComposeFile compose = read(request, Images.variables(request, Map.of()));
        List<String> missing = Images.missing(compose, client());
        return missing.isEmpty()
                ? new Availability(true, "a container engine answers and has all images")
                : new Availability(
                        false,
                        "the container engine lacks " + missing.size() + " of the images, such as "
                                + missing.getFirst());
    }

    @Override
    public Stack launch(StackRequest request, String reason, Consumer<String> progress) {
        request.demandEffect(true, false);
        try {
            EngineAddress.shakeHands();
        } catch (IOException | IllegalArgumentException e) {
            throw new InfrastructureFailure(
                    "no container engine answers at " + EngineAddress.find()
                            + "; start one, set DOCKER_HOST, or run with -Dplumbline.stack=embedded",
                    e);
        }
        new Ownership(client()).sweep(progress);
        Map<String, String> local = request.images().equals("local")
                ? new LocalImages(
                                request.root(),
                                request.root().resolve("harness/docker/target/local-images"),
                                request.work())
                        .make(read(request, Map.of()), progress)
                : Map.of();
        Map<String, String> variables = new HashMap<>(Images.variables(request, local));
        variables.put("PLUMBLINE_RUN_ID", request.run().value());
        EngineAddress.socketGroup().ifPresent(gid -> variables.put("DOCKER_GID", gid));
        EngineAddress.socket().ifPresent(path -> variables.put("PLUMBLINE_ENGINE_SOCKET", path));
        ComposeFile compose = read(request, variables);
        Images.demandFixedVersions(compose);
        return new DockerLaunch(request, reason, compose, variables, client(), progress).launch();
    }

    private static DockerClient client() {
        return DockerClientFactory.lazyClient();
    }

    private static ComposeFile read(StackRequest request, Map<String, String> variables) {
        return ComposeFile.read(
                request.root().resolve("compose.yaml"),
                name -> variables.containsKey(name) ? variables.get(name) : System.getenv(name));
    }
}
