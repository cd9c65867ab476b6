package dev.plumbline.harness.attach;

import dev.plumbline.harness.stack.RunId;
import java.util.function.Consumer;

/** Starts the workload on a container engine; found by {@link java.util.ServiceLoader}. */
public interface EngineProvider {
    /**
     * Starts it, and returns once it is ready.
     *
     * @param engine where and how
     * @param project value of Compose's project label on the containers, which the log collector there looks for
     * @param run stamps what the run emits, and marks its containers
     * @param progress takes one line for each step
     * @throws dev.plumbline.harness.failure.InfrastructureFailure if it does not come up; nothing is left behind
     */
    GuestWorkload start(EngineSpec engine, String project, RunId run, Consumer<String> progress);
}
