package dev.plumbline.embedded.prometheus.api;

import java.io.Serial;

/** A request is answered with an error. */
final class ApiException extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1;

    private final int status;
    private final String type;

    ApiException(int status, String type, String message) {
        super(message);
        this.status = status;
        this.type = type;
    }

    static ApiException badData(String message) {
        return new ApiException(400, "bad_data", message);
    }

    static ApiException badParameter(String name, String message) {
        return badData("invalid parameter \"" + name + "\": " + message);
    }

    int status() {
        return status;
    }

    String type() {
        return type;
    }
}
