package dev.plumbline.embedded.launch;

import java.io.Serial;

/** A stand-in does not start; the message says what was expected, what was found, where, and what to do. */
public final class LaunchException extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1;

    public LaunchException(String message) {
        super(message);
    }

    public LaunchException(String message, Throwable cause) {
        super(message, cause);
    }
}
