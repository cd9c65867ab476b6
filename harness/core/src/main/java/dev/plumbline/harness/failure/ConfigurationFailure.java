package dev.plumbline.harness.failure;

import java.io.Serial;

/** Says that a file or property that describes the stack is wrong. */
public final class ConfigurationFailure extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1;

    /** Makes one; the first line of the message names the cause. */
    public ConfigurationFailure(String message) {
        super(message);
    }

    /** Makes one with the failure underneath. */
    public ConfigurationFailure(String message, Throwable cause) {
        super(message, cause);
    }
}
