package dev.plumbline.harness.compose;

import java.io.Serial;

/** compose.yaml cannot be used as it is; the message says where and what to do. */
public final class ComposeException extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1;

    public ComposeException(String message) {
        super(message);
    }

    public ComposeException(String message, Throwable cause) {
        super(message, cause);
    }
}
