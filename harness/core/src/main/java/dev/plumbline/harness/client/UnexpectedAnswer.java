package dev.plumbline.harness.client;

import java.io.Serial;

/** A service answered what its API does not promise, or not at all; the message holds question and answer. */
public final class UnexpectedAnswer extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1;

    UnexpectedAnswer(String message) {
        super(message);
    }

    UnexpectedAnswer(String message, Throwable cause) {
        super(message, cause);
    }
}
