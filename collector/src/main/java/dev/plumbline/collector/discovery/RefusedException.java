package dev.plumbline.collector.discovery;

import java.io.IOException;
import java.io.Serial;

/** An engine, or a proxy before it, does not answer what was asked. */
public final class RefusedException extends IOException {
    @Serial
    private static final long serialVersionUID = 1;

    private final int status;

    RefusedException(int status, String message) {
        super(message);
        this.status = status;
    }

    /** Returns the HTTP status code. */
    public int status() {
        return status;
    }
}
