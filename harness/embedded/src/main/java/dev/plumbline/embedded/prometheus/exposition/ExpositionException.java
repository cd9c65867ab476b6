package dev.plumbline.embedded.prometheus.exposition;

import java.io.Serial;

/** Text is not of the exposition format that it is said to be of; the message names the line. */
public final class ExpositionException extends Exception {
    @Serial
    private static final long serialVersionUID = 1;

    ExpositionException(String message) {
        super(message);
    }
}
