package dev.plumbline.harness.stack;

import java.util.function.Consumer;

/** Brings up one kind of stack; found by {@link java.util.ServiceLoader}. */
public interface StackProvider {
    /** Returns {@code embedded}, {@code docker} or {@code attach}. */
    String kind();

    /**
     * Tells whether this kind can be had without pulling or installing anything; asked for {@code auto} only.
     *
     * @return availability with the reason
     */
    Availability availability(StackRequest request);

    /**
     * Brings it up; every service is ready when this returns.
     *
     * @param request what is wanted
     * @param reason why this kind was taken
     * @param progress takes one line for each step
     * @throws dev.plumbline.harness.failure.InfrastructureFailure if a service does not come up; nothing is left behind
     * @throws dev.plumbline.harness.failure.ConfigurationFailure if a file or property is wrong
     */
    Stack launch(StackRequest request, String reason, Consumer<String> progress);

    /**
     * Whether a kind can be had.
     *
     * @param available whether it can
     * @param reason why, or why not, in one clause
     */
    record Availability(boolean available, String reason) {}
}
