package dev.plumbline.harness.failure;

import java.io.Serial;

/** Says that something was emitted and did not arrive; the message names the hop where it was lost. */
public final class PipelineFailure extends AssertionError {
    @Serial
    private static final long serialVersionUID = 1;

    /** Makes one; the first line of the message names the cause. */
    public PipelineFailure(String message) {
        super(message);
    }

    /** Makes one with the failure underneath. */
    public PipelineFailure(String message, Throwable cause) {
        super(message, cause);
    }
}
