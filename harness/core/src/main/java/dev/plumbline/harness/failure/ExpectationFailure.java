package dev.plumbline.harness.failure;

import java.io.Serial;

/** Says that what arrived is not what was promised. */
public final class ExpectationFailure extends AssertionError {
    @Serial
    private static final long serialVersionUID = 1;

    /** Makes one; the first line of the message names the cause. */
    public ExpectationFailure(String message) {
        super(message);
    }

    /** Makes one with the failure underneath. */
    public ExpectationFailure(String message, Throwable cause) {
        super(message, cause);
    }
}
