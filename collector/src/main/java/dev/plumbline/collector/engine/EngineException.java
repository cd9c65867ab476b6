package dev.plumbline.collector.engine;

import java.io.IOException;

/** Says that an engine answered, and that the answer was no. */
public final class EngineException extends IOException {
    private static final long serialVersionUID = 1L;

    private final int status;

    EngineException(int status, String message) {
        super("the engine answered " + status + ": " + message);
        this.status = status;
    }

    public int status() {
        return status;
    }
}
