package dev.plumbline.embedded.stack;

import dev.plumbline.harness.stack.Stack;
import dev.plumbline.harness.stack.StackProvider;
import dev.plumbline.harness.stack.StackRequest;
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
        return new EmbeddedLaunch(request, reason, progress).launch();
    }
}
