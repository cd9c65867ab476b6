package dev.plumbline.harness.stack;

import java.util.List;

/** Starts containers beside the services of the stack, which come, write and end. */
public interface Visitors {
    /**
     * Starts one that writes numbered lines to its standard output, as the workload does, and ends.
     *
     * @param service what its label {@code com.docker.compose.service} says
     * @param lines how many
     * @param stamp that each line bears
     * @return the container, which has been started
     */
    ContainerIdentity start(String service, int lines, String stamp);

    /** Tells whether it has ended by itself. */
    boolean hasEnded(ContainerIdentity visitor);

    /** Returns the end of what it has written, or one sentence that says why there is nothing. */
    String log(ContainerIdentity visitor);

    /** Removes it, with its log; does nothing if it is gone. */
    void remove(ContainerIdentity visitor);

    /** Removes every container that was started here and is still there. */
    void removeAll();

    /** Returns the arguments with which the workload's program does so. */
    static List<String> arguments(String service, int lines, String stamp, RunId run) {
        return List.of(
                "lines",
                "--service=" + service,
                "--stream=stdout",
                "--count=" + lines,
                "--stamp=" + stamp,
                "--run-id=" + run.value());
    }
}
