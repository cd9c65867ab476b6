package dev.plumbline.embedded.engine;

import java.io.Serial;

/** An answer of the engine's that is an error: a status and the message in its JSON body. */
final class EngineException extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1;

    private final int status;

    EngineException(int status, String message) {
        super(message);
        this.status = status;
    }

    int status() {
        return status;
    }

    /** Returns the error for what the real engine can and this stand-in cannot. */
    static EngineException refused(String what) {
        return new EngineException(501, "the engine stand-in does not support " + what);
    }
}
