package dev.plumbline.embedded.prometheus.engine;

import java.io.Serial;

/** An expression cannot be evaluated over this data. */
public final class EngineException extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1;

    EngineException(String message) {
        super(message);
    }
}
