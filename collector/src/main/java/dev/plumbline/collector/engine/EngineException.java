package dev.plumbline.collector.engine;

import java.io.IOException;

/** Says that an engine, or a proxy before it, answered, and that the answer was no. */
public final class EngineException extends IOException {
    private static final long serialVersionUID = 1L;

    private final int status;

    /**
     * Makes one.
     *
     * @param status HTTP status code of the answer
     * @param message what was asked and what was answered
     */
    public EngineException(int status, String message) {
        super(message);
        this.status = status;
    }

    /** Returns the HTTP status code of the answer. */
    public int status() {
        return status;
    }
}
