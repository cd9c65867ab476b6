package dev.plumbline.embedded.loki;

import java.io.Serial;

/** A request is answered with a status and plain text. */
final class ApiError extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1;

    private final int status;

    ApiError(int status, String message) {
        super(message);
        this.status = status;
    }

    int status() {
        return status;
    }
}
