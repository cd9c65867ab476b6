package dev.plumbline.harness.failure;

import java.io.Serial;

/** Says that a service did not start, exited or does not answer; nothing is said about the pipeline. */
public final class InfrastructureFailure extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1;

    /** Makes one; the first line of the message names the cause. */
    public InfrastructureFailure(String message) {
        super(message);
    }

    /** Makes one with the failure underneath. */
    public InfrastructureFailure(String message, Throwable cause) {
        super(message, cause);
    }
}
