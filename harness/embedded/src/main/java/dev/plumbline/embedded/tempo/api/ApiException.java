package dev.plumbline.embedded.tempo.api;

import java.io.Serial;

/** A request is refused with a status and a text. */
final class ApiException extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1;

    private final int status;

    ApiException(int status, String message) {
        super(message);
        this.status = status;
    }

    int status() {
        return status;
    }

    String text() {
        return String.valueOf(getMessage());
    }
}
