package dev.plumbline.embedded.stack;

import dev.plumbline.harness.failure.ConfigurationFailure;
import dev.plumbline.harness.stack.Stack;
import dev.plumbline.harness.stack.StackProvider;
import dev.plumbline.harness.stack.StackRequest;
import java.nio.file.Files;
import java.util.function.Consumer;

/** Brings up the embedded stack; needs no container engine. */
public final class EmbeddedStackProvider implements StackProvider {
    @Override
    public String kind() {
        return "embedded";
    }

    @Override
    public Availability availability(StackRequest request) {
        return new Availability(true, "the embedded stack needs no container engine");
    }

    @Override
    public Stack launch(StackRequest request, String reason, Consumer<String> progress) {
        request.demandEffect(false, true);
        request.programOf().forEach((service, program) -> {
            if (!Files.isExecutable(program) || Files.isDirectory(program)) {
                throw new ConfigurationFailure("-Dplumbline.program." + service + "=" + program
                        + ": there is no executable file; give the path of the program itself");
            }
        });
        return new EmbeddedLaunch(request, reason, progress).launch();
    }
}
