package dev.plumbline.docker;

import com.github.dockerjava.api.DockerClient;
import dev.plumbline.harness.compose.ComposeFile;
import dev.plumbline.harness.failure.InfrastructureFailure;
import dev.plumbline.harness.stack.StackRequest;
import dev.plumbline.harness.stack.WorkFolder;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.testcontainers.containers.ComposeContainer;

/** One bringing up of compose.yaml. */
final class DockerLaunch {
    private final StackRequest request;
    private final String reason;
    private final ComposeFile compose;
    private final Map<String, String> variables;
    private final DockerClient docker;
    private final Consumer<String> progress;

    DockerLaunch(
            StackRequest request,
            String reason,
            ComposeFile compose,
            Map<String, String> variables,
            DockerClient docker,
            Consumer<String> progress) {
        this.request = request;
        this.reason = reason;
        this.compose = compose;
        this.variables = variables;
        this.docker = docker;
        this.progress = progress;
    }

    /** Testcontainers does not say why Compose failed; Compose itself does, when it is asked once more. */
    private void start(ComposeContainer container, Compose program) {
        try {
            container.start();
        } catch (RuntimeException e) {
            WorkFolder.demandThatItIsWanted(request.work());
            program.up("plumbline-" + request.run() + "-again", List.of(), progress);
            throw e;
        }
    }

    DockerStack launch() {
        String run = request.run().value();
        Optional<WirePlan> wire =
                request.wire() ? Optional.of(WirePlan.make(compose, request.work())) : Optional.empty();
        Path overlay = Overlay.write(request.work(), compose, run, wire, request.keep());
        Compose program = new Compose(List.of(compose.path(), overlay), variables, request.work());
        ComposeContainer container = new ComposeContainer(
                        "plumbline-" + run, compose.path().toFile(), overlay.toFile())
                .withEnv(variables)
                .withPull(false)
                .withRemoveVolumes(true);
        DockerStack stack = new DockerStack(request, reason, compose, program, docker, container);
        try {
            progress.accept("starting " + compose.services().size() + " services with docker compose");
            if (!Images.missing(compose, docker).isEmpty()) {
                program.pull("plumbline-" + run, progress);
            }
            if (request.keep()) {
                // Testcontainers removes what it has started when the JVM ends
                program.up("plumbline-" + run, List.of(), progress);
            } else {
                start(container, program);
            }
            stack.awaitAll(progress);
            return stack;
        } catch (RuntimeException e) {
            InfrastructureFailure failure = e instanceof InfrastructureFailure known
                    ? known
                    : new InfrastructureFailure("docker compose did not bring the stack up: " + e.getMessage(), e);
            boolean interrupted = Thread.interrupted(); // else nothing that removes containers could be waited for
            try {
                stack.close();
            } catch (RuntimeException later) {
                failure.addSuppressed(later);
            }
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
            throw failure;
        }
    }
}
